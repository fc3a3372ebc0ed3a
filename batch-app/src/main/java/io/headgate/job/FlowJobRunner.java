package io.headgate.job;

import io.headgate.api.destination.DeliveryGuarantee;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.ErrorOwner;
import io.headgate.api.error.HeadgateException;
import io.headgate.state.StopSignal;
import io.headgate.state.Verdicts;
import io.headgate.step.FailureDescription;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Runs flows: takes the lease, settles what a dead process left, resumes or starts an instance, and runs it to its end. Any number
 * of flows may run at the same time in one process; each call blocks.
 */
public final class FlowJobRunner {

    private static final Logger LOG = LoggerFactory.getLogger(FlowJobRunner.class);
    /** How often a run is resumed in this process because the JobRepository went away. */
    private static final int MOST_ATTEMPTS = 20;

    private final JobRepository repository;
    private final PlatformTransactionManager transactions;
    private final DataSource dataSource;
    private final FlowLeases leases;
    private final FlowInstances instances;
    private final ExecutionRecovery recovery;
    private final RunReports reports;
    private final Verdicts verdicts;
    private final Set<Running> running = ConcurrentHashMap.newKeySet();

    public FlowJobRunner(JobRepository jobs, PlatformTransactionManager transactions, DataSource dataSource) {
        this.repository = LatestSteps.of(OneWriter.inFrontOf(jobs, dataSource), dataSource);
        this.transactions = transactions;
        this.dataSource = dataSource;
        this.leases = new FlowLeases(dataSource);
        this.instances = new FlowInstances(repository);
        this.recovery = new ExecutionRecovery(repository);
        this.reports = new RunReports(repository);
        this.verdicts = new Verdicts(dataSource);
    }

    /**
     * Runs a flow.
     *
     * @throws HeadgateException owner CONFIGURATION, if the unfinished instance cannot be resumed with this configuration or {@code
     *     fresh} needs {@code force}; nothing was moved
     */
    public RunReport run(JobSpec spec) {
        Running run = new Running(new StopSignal(spec.stop()), new CompletableFuture<>());
        running.add(run);
        try {
            return run(spec, run.stop(), guarantee(spec));
        } finally {
            running.remove(run);
            run.ended().complete(null);
        }
    }

    /** A run that is completed stays completed, so this may be looked up while another run of the flow is under way. */
    private RunReport run(JobSpec spec, StopSignal stop, String guarantee) {
        RunReport before = completedBefore(spec, guarantee);
        if (before != null) {
            return before;
        }
        Optional<FlowLease> lease = leases.acquire(spec.flow(), stop);
        if (lease.isEmpty() && !stop.isRequested()) {
            return RunReports.runningElsewhere(spec, guarantee);
        }
        if (lease.isEmpty()) {
            return RunReports.stoppedBefore(spec, guarantee);
        }
        try (FlowLease held = lease.get()) {
            held.onLoss(stop::request);
            return leased(spec, stop, held, guarantee);
        }
    }

    private RunReport leased(JobSpec spec, StopSignal stop, FlowLease lease, String guarantee) {
        RunReport before = completedBefore(spec, guarantee);
        if (before != null) {
            return before;
        }
        if (stop.isRequested()) {
            return RunReports.stoppedBefore(spec, guarantee);
        }
        if (spec.replay()) {
            // It may yet reject or land records that a replay would have to know of.
            instances.refuseUnfinishedRun(
                    spec.flow(),
                    "so nothing is replayed. Complete it by flow=" + spec.flow() + ", then repeat this command");
        }
        RunReport report = attempts(spec, stop, lease, guarantee);
        return isTakenOver(spec, report, lease) ? RunReports.takenOver(report) : report;
    }

    /** The report of the run that the user has named, if that is completed already. */
    private @Nullable RunReport completedBefore(JobSpec spec, String guarantee) {
        JobExecution named = instances.named(spec);
        return named != null && named.getStatus() == BatchStatus.COMPLETED
                ? reports.completedBefore(spec, named, guarantee)
                : null;
    }

    /** Asks all runs to finish their chunk and stop, and waits until they have ended and given back their leases. */
    public void stop() {
        // A copy: a run that begins meanwhile has not been asked, and would be waited for to its natural end.
        List<Running> asked = List.copyOf(running);
        asked.forEach(run -> run.stop().request());
        if (!asked.isEmpty()) {
            LOG.info("Stopping: finishing the chunk under way");
        }
        asked.forEach(run -> run.ended().join());
    }

    /** Whether a run of this process has been asked to stop and has not ended yet. */
    public boolean isStopping() {
        return running.stream().anyMatch(run -> run.stop().isRequested());
    }

    /**
     * Does something to a flow while nobody runs it.
     *
     * @throws HeadgateException {@code FENCED} if somebody does
     */
    public void exclusively(String flow, Runnable action) {
        try (FlowLease held = leases.acquire(flow, new StopSignal())
                .orElseThrow(() -> new HeadgateException(
                        CommonErrorCode.FENCED, "flow '" + flow + "' is running in another process"))) {
            LOG.debug("Holding {}", held);
            action.run();
        }
    }

    /**
     * Forgets a flow's state while nobody runs it.
     *
     * @throws HeadgateException {@code FENCED} if somebody does; owner CONFIGURATION, if a run is unfinished: it goes on by its own
     *     checkpoints, and would set the state again
     */
    public void reset(String flow, Runnable action) {
        exclusively(flow, () -> {
            instances.refuseUnfinishedRun(
                    flow,
                    "and would set again what a reset forgets. Complete it by flow=" + flow
                            + ", or start anew with fresh=true, then repeat this command");
            action.run();
        });
    }

    private static String guarantee(JobSpec spec) {
        try (IDataDestination destination = spec.destination().get()) {
            DeliveryGuarantee guarantee = destination.guarantee(spec.options().mode());
            String level = guarantee.level().name().toLowerCase(Locale.ROOT).replace('_', '-');
            LOG.info("Flow {}: delivery {}: {}", spec.flow(), level, guarantee.how());
            return level + ": " + guarantee.how();
        }
    }

    private RunReport attempts(JobSpec spec, StopSignal stop, FlowLease lease, String guarantee) {
        boolean resumed = false;
        JobExecution execution = null;
        for (int attempt = 1; ; attempt++) {
            boolean repositoryFailed = false;
            try {
                JobExecution last = instances.last(spec.job());
                if (isEndOf(execution, last)) {
                    settle(spec, last, true);
                    return report(spec, last, resumed, guarantee);
                }
                // Asked after the reading: what a process that is frozen from here on has read is out of date when it
                // wakes up, and versions and instance keys refuse what it would do with it.
                if (!lease.confirm()) {
                    return superseded(spec, execution, resumed, guarantee);
                }
                settle(spec, last, execution != null);
                resumed = resumed || (last != null && !FlowInstances.isFinished(last));
                execution = open(spec, last);
                new FlowAttempt(repository, transactions, verdicts, spec, stop).run(execution);
                repositoryFailed = RepositoryFailures.isCauseOf(execution);
            } catch (RuntimeException e) {
                repositoryFailed = RepositoryFailures.isRepositoryFailure(e);
                if (!repositoryFailed && lease.confirm()) {
                    throw e;
                }
                if (!repositoryFailed) {
                    return superseded(spec, execution, resumed, guarantee);
                }
                LOG.debug("The JobRepository failed", e);
            }
            if (!repositoryFailed || attempt >= MOST_ATTEMPTS || stop.isRequested()) {
                return report(spec, execution, resumed, guarantee);
            }
            awaitRepository();
            if (!lease.confirm()) {
                // Another process may have taken over meanwhile: its execution is not ours to settle.
                return superseded(spec, execution, resumed, guarantee);
            }
            LOG.warn("The JobRepository was gone for a moment; resuming flow {}", spec.flow());
        }
    }

    /** A run that did not end well although another process goes on with it: its end is not this one's to tell. */
    private boolean isTakenOver(JobSpec spec, RunReport report, FlowLease lease) {
        if (report.outcome().isEnd() || lease.confirm()) {
            return false;
        }
        JobExecution last = instances.last(spec.job());
        return last != null && last.getId() != report.executionId();
    }

    /** Whether the JobRepository went away only after it had stored that the run was completed: then there is nothing to resume. */
    private static boolean isEndOf(@Nullable JobExecution execution, @Nullable JobExecution last) {
        return execution != null && last != null && FlowInstances.isFinished(last) && last.getId() == execution.getId();
    }

    private RunReport report(JobSpec spec, @Nullable JobExecution execution, boolean resumed, String guarantee) {
        if (execution == null) {
            throw new HeadgateException(
                    CommonErrorCode.UNREACHABLE,
                    "the JobRepository does not answer. Check its database; the rerun resumes");
        }
        return reports.of(spec, execution, resumed, guarantee);
    }

    /** A process that was frozen before it had begun anything has nothing to report. */
    private RunReport superseded(JobSpec spec, @Nullable JobExecution execution, boolean resumed, String guarantee) {
        return execution == null
                ? RunReports.runningElsewhere(spec, guarantee)
                : reports.of(spec, execution, resumed, guarantee);
    }

    private void settle(JobSpec spec, @Nullable JobExecution last, boolean again) {
        if (last == null) {
            return;
        }
        if (!FlowInstances.isFinished(last)) {
            recovery.settle(last);
        }
        if (!again && mustAbandon(spec, last)) {
            instances.abandon(last);
        }
        if (FlowInstances.isFinished(last)) {
            forgetLeftovers(spec, last);
        }
    }

    /** What a completed instance left because its process died right after the end. */
    private void forgetLeftovers(JobSpec spec, JobExecution last) {
        if (!new InstanceContext(last.getExecutionContext()).isForgotten()) {
            new FlowAttempt(repository, transactions, verdicts, spec, new StopSignal()).forget(last);
        }
    }

    private boolean mustAbandon(JobSpec spec, JobExecution last) {
        if (FlowInstances.isFinished(last)) {
            return false;
        }
        if (isLostWithItsProcess(spec, last)) {
            return true;
        }
        // A retry of a named run that has begun resumes it: the command can be repeated as it stands.
        if (!spec.fresh() || FlowInstances.isNamed(spec, last)) {
            return false;
        }
        instances.refuseGivenUp(spec);
        refuseDoubling(spec, last);
        return true;
    }

    /** A destination that keeps nothing beyond its process has nothing to resume in another. */
    private static boolean isLostWithItsProcess(JobSpec spec, JobExecution last) {
        try (IDataDestination destination = spec.destination().get()) {
            return destination.guarantee(spec.options().mode()).level() == DeliveryGuarantee.Level.NOT_DURABLE
                    && !new InstanceContext(last.getExecutionContext())
                            .process()
                            .equals(LeaseOwner.self().toString());
        }
    }

    private void refuseDoubling(JobSpec spec, JobExecution last) {
        // What is staged has landed nowhere yet, and applying it a second time changes nothing.
        if (spec.force() || spec.options().mode().isStaged()) {
            return;
        }
        Map<String, Long> durable = durableRecords(spec, last);
        if (!durable.isEmpty()) {
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION,
                    "starting anew would land records again that run " + FlowInstances.run(last)
                            + " has already landed or rejected: "
                            + durable.entrySet().stream()
                                    .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                                    .collect(Collectors.joining(", "))
                            + ". Leave out fresh=true" + (spec.run() == null ? "" : " and run=")
                            + " to resume it, or add force=true if they may be there twice");
        }
    }

    /** Asks the destination, which may be another than before, or may have been emptied. */
    private Map<String, Long> durableRecords(JobSpec spec, JobExecution last) {
        try {
            return new FlowAttempt(repository, transactions, verdicts, spec, new StopSignal()).durableRecords(last);
        } catch (HeadgateException e) {
            if (e.owner() == ErrorOwner.EXTERNAL_TRANSIENT) {
                throw e;
            }
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION,
                    "the destination cannot tell what run " + FlowInstances.run(last) + " has landed: " + e.getMessage()
                            + " Add force=true to start anew all the same: what it has landed may then be there twice",
                    e);
        }
    }

    private JobExecution open(JobSpec spec, @Nullable JobExecution last) {
        if (last == null || FlowInstances.isFinished(last)) {
            instances.refuseGivenUp(spec);
            return instances.start(spec, last);
        }
        FlowInstances.refuseOther(spec, last);
        FlowInstances.refuseChangedConfiguration(spec, last);
        return instances.resume(last);
    }

    /** Waits for the JobRepository to come back, for half a minute at most. */
    private void awaitRepository() {
        RetryTemplate retry = new RetryTemplate(RetryPolicy.builder()
                .maxRetries(30)
                .delay(Duration.ofSeconds(1))
                .build());
        try {
            retry.execute(() -> {
                new JdbcTemplate(dataSource).execute("SELECT 1");
                return true;
            });
        } catch (RetryException e) {
            throw new HeadgateException(
                    CommonErrorCode.UNREACHABLE,
                    "the JobRepository does not come back ("
                            + FailureDescription.reason(e)
                            + "). Check its database, and of an embedded one the disk; then run the same command again to"
                            + " resume",
                    e);
        }
    }

    /** A run that is under way, or waits for its lease. */
    private record Running(StopSignal stop, CompletableFuture<@Nullable Void> ended) {}

    /** Names of the streams that the latest runs of a flow have landed; empty if it has not run yet. */
    public List<String> streams(String flow) {
        return List.copyOf(instances.streams(flow));
    }

    /** The run that the next command would resume, or null if it would start one. */
    public @Nullable UnfinishedRun unfinished(String flow, Map<String, String> configuration) {
        return instances.unfinished(flow, configuration);
    }

    /** Latest executions, newest first. */
    public List<RunSummary> history(@Nullable String flow, int limit) {
        return new RunHistory(dataSource).latest(flow, limit);
    }
}
