package io.headgate.job;

import java.time.LocalDateTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/**
 * Settles what a dead process has left behind. Called under the flow's lease, so nobody else can be running it.
 *
 * <p>A status of a running execution, or UNKNOWN, which Spring Batch gives when it could not save, becomes FAILED: the stored
 * context is that of the last commit, so a restart from it is right. The version in each row is counted up by that, and a frozen
 * process that wakes up can save its executions no more.
 */
final class ExecutionRecovery {

    private static final Logger LOG = LoggerFactory.getLogger(ExecutionRecovery.class);
    private static final String MESSAGE = "The process ended without saying so; settled by the next run.";

    private final JobRepository repository;

    ExecutionRecovery(JobRepository repository) {
        this.repository = repository;
    }

    /** Afterwards neither the execution nor any of its steps counts as running. */
    void settle(JobExecution execution) {
        boolean changed = false;
        for (StepExecution step : execution.getStepExecutions()) {
            if (isUnsettled(step.getStatus())) {
                step.setStatus(BatchStatus.FAILED);
                step.setExitStatus(new ExitStatus("FAILED", MESSAGE));
                step.setEndTime(LocalDateTime.now());
                repository.update(step);
                changed = true;
            }
        }
        if (isUnsettled(execution.getStatus()) || execution.isRunning()) {
            execution.setStatus(BatchStatus.FAILED);
            execution.setExitStatus(new ExitStatus("FAILED", MESSAGE));
            execution.setEndTime(LocalDateTime.now());
            repository.update(execution);
            changed = true;
        }
        if (changed) {
            LOG.info(
                    "Execution {} of flow {} was left behind by a dead process and is settled",
                    execution.getId(),
                    execution.getJobInstance().getJobName());
        }
    }

    private static boolean isUnsettled(BatchStatus status) {
        return status.isRunning() || status == BatchStatus.STOPPING || status == BatchStatus.UNKNOWN;
    }
}
