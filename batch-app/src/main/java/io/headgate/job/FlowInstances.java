package io.headgate.job;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.fault.FaultPoint;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;

/** Finds the instance of a flow that is to be resumed, or creates the next. Used under the flow's lease. */
final class FlowInstances {

    private static final String FLOW = "flow";
    static final String RUN = "run";

    private final JobRepository repository;
    private final Clock clock = Clock.systemUTC();

    FlowInstances(JobRepository repository) {
        this.repository = repository;
    }

    /**
     * The flow's last execution, or null if it never ran. Spring Batch creates an instance and its first execution in transactions
     * of their own: an instance without any is what a process left that died between them. Nothing hangs on it, so it goes.
     */
    @Nullable
    JobExecution last(String flow) {
        JobInstance instance = repository.getLastJobInstance(flow);
        while (instance != null) {
            JobExecution last = repository.getLastJobExecution(instance);
            if (last != null) {
                return last;
            }
            repository.deleteJobInstance(instance);
            instance = repository.getLastJobInstance(flow);
        }
        return null;
    }

    static boolean isFinished(JobExecution execution) {
        return execution.getStatus() == BatchStatus.COMPLETED || execution.getStatus() == BatchStatus.ABANDONED;
    }

    static long run(JobExecution execution) {
        Long run = execution.getJobParameters().getLong(RUN);
        return run == null ? 0 : run;
    }

    /** The next execution of an unfinished instance. */
    JobExecution resume(JobExecution last) {
        InstanceContext context = new InstanceContext(last.getExecutionContext());
        context.nextEpoch(clock.instant());
        context.process(LeaseOwner.self().toString());
        return repository.createJobExecution(last.getJobInstance(), last.getJobParameters(), context.context());
    }

    /** The first execution of a new instance. */
    JobExecution start(JobSpec spec, @Nullable JobExecution last) {
        InstanceContext context = InstanceContext.create(spec.configuration(), clock.instant());
        context.nextEpoch(clock.instant());
        context.process(LeaseOwner.self().toString());
        JobParameters parameters = parameters(spec, last == null ? 1 : run(last) + 1);
        JobInstance instance = repository.createJobInstance(spec.flow(), parameters);
        FaultPoint.reach("instance");
        return repository.createJobExecution(instance, parameters, context.context());
    }

    private static JobParameters parameters(JobSpec spec, long run) {
        JobParametersBuilder builder =
                new JobParametersBuilder().addString(FLOW, spec.flow(), true).addLong(RUN, run, true);
        spec.parameters().forEach((key, value) -> builder.addString("params." + key, value, false));
        return builder.toJobParameters();
    }

    void abandon(JobExecution execution) {
        execution.setStatus(BatchStatus.ABANDONED);
        repository.update(execution);
    }

    /**
     * @throws HeadgateException owner CONFIGURATION, listing what was edited since the instance began
     */
    static void refuseChangedConfiguration(JobSpec spec, JobExecution last) {
        Map<String, @Nullable Object> before = new InstanceContext(last.getExecutionContext()).configuration();
        TreeSet<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(spec.configuration().keySet());
        List<String> changes = keys.stream()
                .filter(key ->
                        !Objects.equals(before.get(key), spec.configuration().get(key)))
                .map(key -> key + " was " + shown(before.get(key)) + " and is "
                        + shown(spec.configuration().get(key)))
                .toList();
        if (!before.isEmpty() && !changes.isEmpty()) {
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION,
                    "run " + run(last) + " of flow '" + spec.flow()
                            + "' is unfinished, and the configuration has changed"
                            + " since it began: " + String.join("; ", changes)
                            + ". Undo the change to resume it, or start anew with fresh=true");
        }
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "absent" : "'" + value + "'";
    }
}
