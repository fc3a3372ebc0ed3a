package io.headgate.step;

import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;

/** A step whose failure is described by a sentence. */
final class GuardedStep implements Step {

    private final AbstractStep step;
    private final JobRepository repository;

    GuardedStep(AbstractStep step, JobRepository repository) {
        this.step = step;
        this.repository = repository;
    }

    @Override
    public String getName() {
        return step.getName();
    }

    @Override
    public void execute(StepExecution execution) {
        FailureDescription.guard(repository, execution, () -> step.execute(execution));
    }
}
