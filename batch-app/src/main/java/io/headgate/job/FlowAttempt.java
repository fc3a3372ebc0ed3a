package io.headgate.job;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.StatementReport;
import io.headgate.replay.ReplaySource;
import io.headgate.state.FlowSourceState;
import io.headgate.state.RejectCounter;
import io.headgate.state.RunProgress;
import io.headgate.state.StopSignal;
import io.headgate.state.Verdicts;
import io.headgate.step.FailureDescription;
import io.headgate.step.FlowRuntime;
import io.headgate.step.RejectSelection;
import io.headgate.step.StepNames;
import io.headgate.step.StreamSteps;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;

/** One JobExecution from its creation to its end: opens source and destination, runs the Job, closes them. */
final class FlowAttempt {

    private static final Logger LOG = LoggerFactory.getLogger(FlowAttempt.class);

    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final JobSpec spec;
    private final StopSignal stop;
    private final Verdicts verdicts;

    FlowAttempt(
            JobRepository repository,
            PlatformTransactionManager transactions,
            Verdicts verdicts,
            JobSpec spec,
            StopSignal stop) {
        this.repository = repository;
        this.transactions = transactions;
        this.verdicts = verdicts;
        this.spec = spec;
        this.stop = stop;
    }

    /** Runs the execution to its end, whatever that is; afterwards its status says how it went. */
    void run(JobExecution execution) {
        try (Resources resources = new Resources(execution)) {
            resources.connect();
            resources.runtime.rejects().addStored(rejectedBefore(execution));
            InstanceContext context = new InstanceContext(execution.getExecutionContext());
            List<String> streams = streams(resources.source, context, execution);
            // Before the job asks which steps are left: whoever finds a successor's state here finds its steps done.
            streams.forEach(resources.runtime.state()::expectStream);
            StreamSteps steps = resources.steps();
            Job job = StreamJobs.build(
                    repository, execution.getJobInstance(), streams, steps, resources.streamExecutor, spec.replay());
            job.execute(execution);
            context.longestStatement(
                    resources.source instanceof StatementReport report ? report.longestStatement() : null);
            if (execution.getStatus() == BatchStatus.COMPLETED) {
                forget(execution, streams, steps);
            }
        } catch (Exception e) {
            execution.addFailureException(e);
            execution.upgradeStatus(BatchStatus.FAILED);
        }
        describeEnd(execution);
    }

    private List<String> streams(IDataSource source, InstanceContext context, JobExecution execution) {
        if (context.streams().isEmpty()) {
            List<String> names =
                    source.streams().stream().map(IDataSourceStream::name).toList();
            List<String> selected = StreamPatterns.select(spec.streams(), names);
            StreamNames.refuseLong(selected);
            refuseOneTableForAll(selected);
            context.streams(selected);
            repository.updateExecutionContext(execution);
        }
        return context.streams();
    }

    /** Each stream would replace the one that was published before it. */
    private void refuseOneTableForAll(List<String> streams) {
        if (spec.options().mode() == WriteMode.OVERWRITE) {
            Map<String, String> first = new HashMap<>();
            for (String stream : streams) {
                String table = spec.options().table(stream);
                String other = first.putIfAbsent(table, stream);
                if (other != null) {
                    throw new HeadgateException(
                            CommonErrorCode.INVALID_CONFIGURATION,
                            "table: the streams '" + other + "' and '" + stream + "' would both replace '" + table
                                    + "' with write_mode = \"overwrite\", and only one would be left. Give each its own:"
                                    + " table = \"{stream}\"");
                }
            }
        }
    }

    /** Rejected records of the instance's earlier executions, those of partitions that are complete and run no more among them. */
    private long rejectedBefore(JobExecution execution) {
        return repository.getJobExecutions(execution.getJobInstance()).stream()
                .flatMap(earlier -> earlier.getStepExecutions().stream())
                .filter(step -> StepNames.isPartition(step.getStepName()))
                .mapToLong(StepExecution::getWriteSkipCount)
                .sum();
    }

    /** The run is completed whether this succeeds or not; the next run tries again. */
    private void forget(JobExecution execution, List<String> streams, StreamSteps steps) {
        try {
            streams.forEach(stream -> steps.forget(stream, execution.getJobInstance()));
            new InstanceContext(execution.getExecutionContext()).markForgotten();
            repository.updateExecutionContext(execution);
        } catch (RuntimeException e) {
            LOG.warn("Checkpoints of the finished run could not be removed now: {}", FailureDescription.describe(e));
        }
    }

    /** Removes what an instance that will not be resumed needed for that. */
    void forget(JobExecution execution) {
        try (Resources resources = new Resources(execution)) {
            forget(execution, new InstanceContext(execution.getExecutionContext()).streams(), resources.steps());
        }
    }

    /** Records that an instance which would be abandoned has landed already, by stream; streams with none are left out. */
    Map<String, Long> durableRecords(JobExecution execution) {
        InstanceContext context = new InstanceContext(execution.getExecutionContext());
        context.nextEpoch(java.time.Instant.now());
        Map<String, Long> durable = new java.util.LinkedHashMap<>();
        try (Resources resources = new Resources(execution)) {
            for (String stream : context.streams()) {
                long records = resources.steps().durableRecords(stream, execution.getJobInstance());
                if (records > 0) {
                    durable.put(stream, records);
                }
            }
        }
        return durable;
    }

    private void describeEnd(JobExecution execution) {
        if (execution.getStatus() == BatchStatus.STOPPED) {
            execution.setExitStatus(new ExitStatus("STOPPED", "Stopped on request; the rerun resumes."));
            repository.update(execution);
        }
        if (execution.getStatus() != BatchStatus.FAILED && execution.getStatus() != BatchStatus.UNKNOWN) {
            return;
        }
        execution.setEndTime(execution.getEndTime() == null ? LocalDateTime.now() : execution.getEndTime());
        execution.setExitStatus(new ExitStatus("FAILED", RunReports.failureMessage(execution)));
        repository.update(execution);
    }

    /** What one attempt opens. */
    private final class Resources implements AutoCloseable {
        final IDataDestination destination = spec.destination().get();
        final IDataSource source;
        final ThreadPoolTaskExecutor streamExecutor = executor("stream-", spec.parallelStreams());
        final ThreadPoolTaskExecutor partitionExecutor =
                executor("partition-", spec.options().partitions());
        private final FlowRuntime runtime;

        Resources(JobExecution execution) {
            InstanceContext context = new InstanceContext(execution.getExecutionContext());
            source = spec.replay()
                    ? replaySource(destination, context.instance())
                    : spec.source().get();
            FlowSourceState state = new FlowSourceState(spec.stateStorage(), spec.flow(), spec.sourceId());
            runtime = new FlowRuntime(
                    spec.flow(),
                    context.instance(),
                    context.startedAt(),
                    context.epoch(),
                    FlowInstances.label(spec, execution),
                    source,
                    destination,
                    state,
                    spec.options(),
                    new RejectCounter(spec.rejectLimit(), spec.rejectShare()),
                    stop,
                    new RunProgress(spec.progress()),
                    verdicts);
        }

        private IDataSource replaySource(IDataDestination to, UUID replay) {
            return new ReplaySource(
                    spec.source().get(),
                    RejectSelection.store(to),
                    spec.flow(),
                    replay,
                    spec.options()::table,
                    spec.options().transforms());
        }

        void connect() {
            source.connect(runtime.state());
        }

        StreamSteps steps() {
            return new StreamSteps(runtime, repository, transactions, partitionExecutor);
        }

        /** Steps have ended by now: shutting down interrupts nobody. */
        @Override
        public void close() {
            streamExecutor.shutdown();
            partitionExecutor.shutdown();
            closeQuietly(source);
            closeQuietly(destination);
        }

        private void closeQuietly(AutoCloseable resource) {
            try {
                resource.close();
            } catch (Exception e) {
                LOG.warn("Closing failed: {}", e.getMessage());
            }
        }
    }

    private static ThreadPoolTaskExecutor executor(String prefix, int threads) {
        ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
        executor.setThreadNamePrefix(prefix);
        executor.setCorePoolSize(threads);
        executor.setMaxPoolSize(threads);
        executor.setWaitForTasksToCompleteOnShutdown(true);
        executor.initialize();
        return executor;
    }

    /** Failures of the steps of this execution, the partitions' first. */
    static List<StepExecution> failed(JobExecution execution) {
        return execution.getStepExecutions().stream()
                .filter(step -> step.getStatus() == BatchStatus.FAILED || step.getStatus() == BatchStatus.UNKNOWN)
                .sorted(java.util.Comparator.comparing(
                        (StepExecution step) -> !StepNames.isPartition(step.getStepName())))
                .toList();
    }
}
