package io.headgate.step;

import java.util.Comparator;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.partition.StepExecutionSplitter;
import org.springframework.batch.core.partition.support.SimpleStepExecutionSplitter;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * Splits a stream's step into its partitions as Spring Batch does, and gives a context back to a partition that has lost it.
 *
 * <p>Spring Batch creates a partition's execution and stores its context in two transactions. A process that dies between them leaves
 * an execution with an empty context, and the next start takes that for what the partition knows. It is looked for in the executions
 * before; a partition that never had one gets it from the plan.
 */
final class PartitionSplitter implements StepExecutionSplitter {

    private final JobRepository repository;
    private final SimpleStepExecutionSplitter splitter;
    private final PlanPartitioner partitioner;

    PartitionSplitter(JobRepository repository, String stepName, Supplier<StoredPlan> plan) {
        this.repository = repository;
        this.partitioner = new PlanPartitioner(plan);
        this.splitter = new SimpleStepExecutionSplitter(repository, stepName, partitioner);
    }

    @Override
    public String getStepName() {
        return splitter.getStepName();
    }

    @Override
    public Set<StepExecution> split(StepExecution step, int gridSize) throws JobExecutionException {
        Set<StepExecution> workers = splitter.split(step, gridSize);
        for (StepExecution worker : workers) {
            if (!isPartition(worker)) {
                worker.setExecutionContext(contextBefore(worker));
                repository.updateExecutionContext(worker);
            }
        }
        return workers;
    }

    private static boolean isPartition(StepExecution worker) {
        return worker.getExecutionContext().containsKey(PlanPartitioner.PARTITION_KEY);
    }

    private ExecutionContext contextBefore(StepExecution worker) {
        return repository.getJobExecutions(worker.getJobExecution().getJobInstance()).stream()
                .flatMap(execution -> execution.getStepExecutions().stream())
                .filter(earlier -> earlier.getStepName().equals(worker.getStepName()) && isPartition(earlier))
                .max(Comparator.comparing(StepExecution::getId))
                .map(earlier -> new ExecutionContext(earlier.getExecutionContext()))
                .orElseGet(() -> planned(worker));
    }

    private ExecutionContext planned(StepExecution worker) {
        String partition = worker.getStepName().substring(getStepName().length() + 1);
        return Objects.requireNonNull(partitioner.partition(1).get(partition), "the partition is not in the plan");
    }
}
