package io.headgate.job;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.fault.FaultPoint;
import io.headgate.step.StepNames;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameter;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/** Finds the instance of a flow that is to be resumed, or creates the next. What changes anything is used under the flow's lease. */
final class FlowInstances {

    /** How many runs back streams are remembered that the source may no longer have. */
    private static final int LATEST_RUNS = 50;

    private static final String FLOW = "flow";
    static final String RUN = "run";

    private final JobRepository repository;
    private final Clock clock = Clock.systemUTC();

    FlowInstances(JobRepository repository) {
        this.repository = repository;
    }

    /**
     * The Job's last execution, or null if it never ran. Changes nothing, so that it may be asked without the flow's lease: an instance
     * without an execution may be one that another process is about to begin.
     */
    @Nullable
    JobExecution last(String job) {
        for (int newer = 0; ; newer++) {
            List<JobInstance> next = repository.getJobInstances(job, newer, 1);
            if (next.isEmpty()) {
                return null;
            }
            JobExecution last = repository.getLastJobExecution(next.get(0));
            if (last != null) {
                return last;
            }
        }
    }

    /**
     * Spring Batch creates an instance and its first execution in transactions of their own: an instance without any is what a process
     * left that died between them. Nothing hangs on it, so it goes.
     */
    private void removeEmpty(String job) {
        JobInstance instance = repository.getLastJobInstance(job);
        while (instance != null && repository.getLastJobExecution(instance) == null) {
            repository.deleteJobInstance(instance);
            instance = repository.getLastJobInstance(job);
        }
    }

    static boolean isFinished(JobExecution execution) {
        return execution.getStatus() == BatchStatus.COMPLETED || execution.getStatus() == BatchStatus.ABANDONED;
    }

    /** The instance's number, or the name that the user gave it. */
    static String run(JobExecution execution) {
        JobParameter<?> run = execution.getJobParameters().getParameter(RUN);
        return run == null ? "0" : run.value().toString();
    }

    /** What people call the run: in reports, and in the reject store. */
    static String label(JobSpec spec, JobExecution execution) {
        return spec.replay() ? "replay-" + run(execution) : run(execution);
    }

    /** The streams of the latest runs, in the order in which they came up. */
    Set<String> streams(String flow) {
        Set<String> streams = new LinkedHashSet<>();
        for (JobInstance instance : repository.getJobInstances(flow, 0, LATEST_RUNS)) {
            JobExecution last = repository.getLastJobExecution(instance);
            if (last != null) {
                streams.addAll(new InstanceContext(last.getExecutionContext()).streams());
            }
        }
        return streams;
    }

    /**
     * @param consequence for what was asked for, and what to do
     * @throws HeadgateException owner CONFIGURATION, if the flow has a run that is not completed
     */
    void refuseUnfinishedRun(String flow, String consequence) {
        JobExecution last = last(flow);
        if (last != null && !isFinished(last)) {
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION,
                    "run " + run(last) + " of flow '" + flow + "' is unfinished, " + consequence);
        }
    }

    /** The last execution of the run that the user has named, or null if there is none. */
    @Nullable
    JobExecution named(JobSpec spec) {
        String name = spec.run();
        if (name == null) {
            return null;
        }
        JobInstance instance =
                repository.getJobInstance(spec.job(), identity(spec, 0).toJobParameters());
        return instance == null ? null : repository.getLastJobExecution(instance);
    }

    /**
     * @throws HeadgateException owner CONFIGURATION, if the user has named a run that was given up
     */
    void refuseGivenUp(JobSpec spec) {
        JobExecution named = named(spec);
        if (named != null && named.getStatus() == BatchStatus.ABANDONED) {
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION,
                    "run " + spec.run() + " of flow '" + spec.flow()
                            + "' was given up and cannot be started again under its name. Choose another name");
        }
    }

    /**
     * @throws HeadgateException owner CONFIGURATION, if the user has named a run, and another one is unfinished
     */
    static void refuseOther(JobSpec spec, JobExecution last) {
        if (spec.run() != null && !isNamed(spec, last)) {
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION,
                    "run " + run(last) + " of flow '" + spec.flow() + "' is unfinished, so run " + spec.run()
                            + " is not started. Resume the unfinished one by flow=" + spec.flow()
                            + " without run=, then repeat this command; or give it up with fresh=true");
        }
    }

    /** Whether it is the run that the user has named. */
    static boolean isNamed(JobSpec spec, JobExecution execution) {
        return run(execution).equals(spec.run());
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
        removeEmpty(spec.job());
        long number = last == null ? 1 : number(last) + 1;
        InstanceContext context = InstanceContext.create(number, spec.configuration(), clock.instant());
        context.nextEpoch(clock.instant());
        context.process(LeaseOwner.self().toString());
        JobParameters parameters = parameters(spec, number);
        JobInstance instance = repository.createJobInstance(spec.job(), parameters);
        FaultPoint.reach("instance");
        return repository.createJobExecution(instance, parameters, context.context());
    }

    /** Named runs are counted as well, so that a number is never given twice. */
    private static long number(JobExecution execution) {
        JobParameter<?> run = execution.getJobParameters().getParameter(RUN);
        return run != null && run.value() instanceof Long number
                ? number
                : new InstanceContext(execution.getExecutionContext()).number();
    }

    private static JobParametersBuilder identity(JobSpec spec, long number) {
        JobParametersBuilder builder = new JobParametersBuilder().addString(FLOW, spec.flow(), true);
        return spec.run() == null ? builder.addLong(RUN, number, true) : builder.addString(RUN, spec.run(), true);
    }

    private static JobParameters parameters(JobSpec spec, long number) {
        JobParametersBuilder builder = identity(spec, number);
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
        String changes = changes(spec.configuration(), last);
        if (changes != null) {
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION,
                    "run " + label(spec, last) + " of flow '" + spec.flow()
                            + "' is unfinished, and the configuration has changed"
                            + " since it began: " + changes
                            + (spec.replay()
                                    ? ". Undo the change and repeat the command; once the replay is completed, change it"
                                            + " again"
                                    : ". Undo the change to resume it, or start anew with fresh=true"
                                            + (isNamed(spec, last) ? " and another name in run=" : "")));
        }
    }

    /** What was edited since the instance began, or null. */
    static @Nullable String changes(Map<String, String> configuration, JobExecution last) {
        Map<String, @Nullable Object> before = new InstanceContext(last.getExecutionContext()).configuration();
        TreeSet<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(configuration.keySet());
        String changes = keys.stream()
                .filter(key -> !Objects.equals(before.get(key), configuration.get(key)))
                .map(key -> key + " was " + shown(before.get(key)) + " and is " + shown(configuration.get(key)))
                .collect(Collectors.joining("; "));
        return before.isEmpty() || changes.isEmpty() ? null : changes;
    }

    /** The run that the next command would resume, or null if it would start one. */
    @Nullable
    UnfinishedRun unfinished(String flow, Map<String, String> configuration) {
        JobExecution last = last(flow);
        if (last == null || isFinished(last)) {
            return null;
        }
        Map<String, Long> read = new LinkedHashMap<>();
        for (String stream : new InstanceContext(last.getExecutionContext()).streams()) {
            long records = repository.getJobExecutions(last.getJobInstance()).stream()
                    .flatMap(execution -> execution.getStepExecutions().stream())
                    .filter(step -> step.getStepName().startsWith(StepNames.partition(stream, "")))
                    .mapToLong(StepExecution::getReadCount)
                    .sum();
            read.put(stream, records);
        }
        return new UnfinishedRun(run(last), last.getStatus().name(), read, changes(configuration, last));
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "absent" : "'" + value + "'";
    }
}
