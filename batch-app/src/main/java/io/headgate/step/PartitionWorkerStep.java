package io.headgate.step;

import io.headgate.state.PayloadChunk;
import java.util.function.Supplier;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.item.ChunkOrientedStep;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Runs any partition of a stream: builds a chunk-oriented step with a session of its own for each, so that partitions share
 * nothing that has a state.
 */
final class PartitionWorkerStep implements Step {

    private final String name;
    private final FlowRuntime runtime;
    private final Supplier<StoredPlan> plan;
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;

    PartitionWorkerStep(
            String name,
            FlowRuntime runtime,
            Supplier<StoredPlan> plan,
            JobRepository repository,
            PlatformTransactionManager transactions) {
        this.name = name;
        this.runtime = runtime;
        this.plan = plan;
        this.repository = repository;
        this.transactions = transactions;
    }

    @Override
    public String getName() {
        return name;
    }

    /**
     * Must not throw before the step has started: its execution would stay STARTING and block every restart. So whatever can fail
     * happens in the session's {@code open}, and the rest is described as a failed step.
     */
    @Override
    public void execute(StepExecution execution) {
        FailureDescription.guard(repository, execution, () -> {
            PartitionSession session = new PartitionSession(runtime, plan.get(), execution);
            chunkStep(session, execution).execute(execution);
        });
    }

    private ChunkOrientedStep<PayloadChunk, PayloadChunk> chunkStep(PartitionSession session, StepExecution execution)
            throws Exception {
        ChunkOrientedStep<PayloadChunk, PayloadChunk> step = new ChunkOrientedStep<>(
                execution.getStepName(), 1, session, session, PacedRepository.of(repository, transactions, session));
        step.setTransactionManager(transactions);
        step.setInterruptionPolicy(stepExecution -> {
            // Without this an interrupted thread would leave the step COMPLETED with records missing.
            if (Thread.interrupted() || runtime.stop().isRequested()) {
                stepExecution.setTerminateOnly();
            }
        });
        step.setItemProcessor(session);
        step.afterPropertiesSet();
        return step;
    }
}
