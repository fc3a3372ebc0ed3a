package io.headgate.step;

import io.headgate.api.destination.StreamTarget;
import io.headgate.api.state.Checkpoint;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.partition.PartitionStep;
import org.springframework.batch.core.partition.support.DefaultStepExecutionAggregator;
import org.springframework.batch.core.partition.support.TaskExecutorPartitionHandler;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.core.step.tasklet.TaskletStep;
import org.springframework.core.task.TaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;

/** Builds the steps of each stream of one run: prepare, the partitioned step, publish; in a replay claim before and settle after. */
public final class StreamSteps {

    private final FlowRuntime runtime;
    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final TaskExecutor partitionExecutor;
    private final PlanStore plans;

    /**
     * @param partitionExecutor bounded; runs the partitions of all streams, and nothing else
     */
    public StreamSteps(
            FlowRuntime runtime,
            JobRepository repository,
            PlatformTransactionManager transactions,
            TaskExecutor partitionExecutor) {
        this.runtime = runtime;
        this.repository = repository;
        this.transactions = transactions;
        this.partitionExecutor = partitionExecutor;
        this.plans = new PlanStore(repository);
    }

    public Step prepare(String stream) {
        return tasklet(StepNames.prepare(stream), new PrepareTasklet(runtime, stream));
    }

    public Step publish(String stream) {
        return tasklet(StepNames.publish(stream), new PublishTasklet(runtime, plans, stream));
    }

    /** The first step of a replay. */
    public Step claim(String stream) {
        return tasklet(StepNames.claim(stream), new ClaimTasklet(runtime, stream));
    }

    /** The last step of a replay. */
    public Step settle(String stream) {
        return tasklet(StepNames.settle(stream), new SettleTasklet(runtime, stream));
    }

    private Step tasklet(String name, Tasklet tasklet) {
        TaskletStep step = new TaskletStep(repository);
        step.setName(name);
        step.setTasklet(tasklet);
        step.setTransactionManager(transactions);
        return new GuardedStep(initialised(step), repository);
    }

    /**
     * @param instance the job instance that this run belongs to
     */
    public Step partitioned(String stream, JobInstance instance) {
        String name = StepNames.partitioned(stream);
        Supplier<StoredPlan> plan = new PlanOnce(() -> begin(instance, stream), runtime);
        TaskExecutorPartitionHandler handler = new TaskExecutorPartitionHandler();
        handler.setTaskExecutor(partitionExecutor);
        handler.setGridSize(runtime.options().partitions());
        handler.setStep(new PartitionWorkerStep(name, runtime, plan, repository, transactions));
        PartitionStep step = new PartitionStep(repository);
        step.setName(name);
        step.setPartitionHandler(handler);
        step.setStepExecutionSplitter(new PartitionSplitter(repository, name, plan));
        step.setStepExecutionAggregator(new DefaultStepExecutionAggregator());
        return new GuardedStep(initialised(step), repository);
    }

    private StoredPlan begin(JobInstance instance, String stream) {
        StoredPlan plan = plans.plan(instance, stream);
        for (var partition : plan.partitions()) {
            Checkpoint known = plans.checkpoint(instance, stream, partition);
            runtime.rejects().addStored(stream, known.recordsRead(), known.recordsRejected());
        }
        return plan;
    }

    private static <S extends org.springframework.batch.core.step.AbstractStep> S initialised(S step) {
        try {
            step.afterPropertiesSet();
            return step;
        } catch (Exception e) {
            throw new IllegalStateException("step " + step.getName() + " is not set up", e);
        }
    }

    /** Removes what a stream of an instance needed only for restarts. Does nothing for a stream that was never planned. */
    public void forget(String stream, JobInstance instance) {
        StepExecution prepared = repository.getLastStepExecution(instance, StepNames.prepare(stream));
        if (prepared == null || !prepared.getExecutionContext().containsKey(StoredPlan.CONTEXT_KEY)) {
            return;
        }
        StoredPlan plan = plans.plan(instance, stream);
        runtime.options().keyFiles().delete(runtime.instance(), stream);
        if (!plan.partitions().isEmpty()) {
            try (StreamTarget target = runtime.destination().attach(plan.forDestination(runtime))) {
                target.forget();
            }
        }
    }

    /** How many records of a stream an unfinished instance has made durable, landed or rejected, by the word of the destination. */
    public long durableRecords(String stream, JobInstance instance) {
        StepExecution prepared = repository.getLastStepExecution(instance, StepNames.prepare(stream));
        if (prepared == null || !prepared.getExecutionContext().containsKey(StoredPlan.CONTEXT_KEY)) {
            return 0;
        }
        StoredPlan plan = plans.plan(instance, stream);
        long records = 0;
        for (var partition : plan.partitions()) {
            Checkpoint durable = plans.durable(runtime, plan, partition);
            // A reject that stayed behind could be replayed, beside the record of the run that started anew.
            records += durable.recordsWritten() + durable.recordsRejected();
        }
        return records;
    }

    /** Reads the plan when it is first needed: the prepare step must have run. */
    private static final class PlanOnce implements Supplier<StoredPlan> {
        private final Supplier<StoredPlan> source;
        private final FlowRuntime runtime;
        private @Nullable StoredPlan plan;

        PlanOnce(Supplier<StoredPlan> source, FlowRuntime runtime) {
            this.source = source;
            this.runtime = runtime;
        }

        @Override
        public synchronized StoredPlan get() {
            StoredPlan known = plan;
            if (known == null) {
                known = source.get();
                runtime.progress().planned(known.stream(), known.estimatedRecords());
                plan = known;
            }
            return known;
        }
    }
}
