package io.headgate.job;

import io.headgate.api.state.StateKey;
import io.headgate.job.RunReport.StreamReport;
import io.headgate.state.StreamVerdict;
import io.headgate.step.FailureDescription;
import io.headgate.step.RuleWarnings;
import io.headgate.step.StepNames;
import io.headgate.step.StreamInspection;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/** Reads a {@link RunReport} off an execution that has ended. */
final class RunReports {

    private static final Logger LOG = LoggerFactory.getLogger(RunReports.class);

    private final JobRepository repository;

    RunReports(JobRepository repository) {
        this.repository = repository;
    }

    RunReport of(JobSpec spec, JobExecution execution, boolean resumed, String guarantee) {
        return of(spec, execution, resumed, false, guarantee);
    }

    /** Of the run that the user has named, which an earlier call has completed. */
    RunReport completedBefore(JobSpec spec, JobExecution execution, String guarantee) {
        return of(spec, execution, false, true, guarantee);
    }

    private RunReport of(
            JobSpec spec, JobExecution execution, boolean resumed, boolean completedBefore, String guarantee) {
        List<StreamReport> streams = new ArrayList<>();
        for (String stream : new InstanceContext(execution.getExecutionContext()).streams()) {
            streams.add(stream(spec, execution, stream));
        }
        List<String> failedChecks = streams.stream()
                .map(StreamReport::verdict)
                .filter(Objects::nonNull)
                .flatMap(verdict -> verdict.failures().stream())
                .toList();
        RunOutcome ended = outcome(execution.getStatus());
        boolean failed = ended == RunOutcome.COMPLETED && !failedChecks.isEmpty();
        RunOutcome outcome = failed ? RunOutcome.CHECK_FAILED : ended;
        String message = failed
                ? String.join("\n", failedChecks)
                : outcome == RunOutcome.FAILED ? execution.getExitStatus().getExitDescription() : null;
        return new RunReport(
                spec.flow(),
                FlowInstances.label(spec, execution),
                execution.getId(),
                resumed,
                completedBefore,
                outcome,
                guarantee,
                streams,
                seconds(execution.getStartTime(), execution.getEndTime()),
                message,
                new InstanceContext(execution.getExecutionContext()).longestStatement());
    }

    /** The report of a run that another process has gone on with. Its counts are what this process has landed. */
    static RunReport takenOver(RunReport report) {
        return new RunReport(
                report.flow(),
                report.run(),
                report.executionId(),
                report.resumed(),
                false,
                RunOutcome.TAKEN_OVER,
                report.guarantee(),
                report.streams(),
                report.seconds(),
                "flow '" + report.flow()
                        + "' was taken over by another process, because this one was frozen or cut off for longer than its"
                        + " lease. What it had landed counts and that process has gone on from there: see runs flow="
                        + report.flow(),
                report.longestStatement());
    }

    static RunReport runningElsewhere(JobSpec spec, String guarantee) {
        return notStarted(
                spec,
                RunOutcome.RUNNING_ELSEWHERE,
                guarantee,
                "flow '" + spec.flow() + "' is running in another process; nothing was touched");
    }

    static RunReport stoppedBefore(JobSpec spec, String guarantee) {
        return notStarted(
                spec, RunOutcome.STOPPED, guarantee, "stopped on request before it began: run the same command again");
    }

    private static RunReport notStarted(JobSpec spec, RunOutcome outcome, String guarantee, String message) {
        return new RunReport(spec.flow(), null, -1, false, false, outcome, guarantee, List.of(), 0, message);
    }

    private static RunOutcome outcome(BatchStatus status) {
        return switch (status) {
            case COMPLETED -> RunOutcome.COMPLETED;
            case STOPPED, STOPPING -> RunOutcome.STOPPED;
            default -> RunOutcome.FAILED;
        };
    }

    private StreamReport stream(JobSpec spec, JobExecution execution, String stream) {
        StepExecution step = find(execution, StepNames.partitioned(stream));
        Map<String, @Nullable Object> state = state(spec, stream);
        StepExecution publish = find(execution, StepNames.publish(stream));
        if (step == null) {
            return unread(execution, stream, publish, state);
        }
        double seconds = seconds(step.getStartTime(), step.getEndTime());
        StepExecution end = end(execution, stream);
        BatchStatus status = end == null ? step.getStatus() : end.getStatus();
        StreamVerdict verdict = publish == null ? earlierVerdict(execution, stream) : StreamInspection.of(publish);
        return new StreamReport(
                stream,
                status.name(),
                step.getReadCount(),
                step.getWriteCount(),
                step.getFilterCount(),
                step.getWriteSkipCount(),
                seconds,
                seconds > 0 ? step.getReadCount() / seconds : 0,
                warnings(execution, stream),
                state,
                verdict);
    }

    /** What ends a stream: its publishing, in a replay what comes behind that. Null if this execution has not come to it. */
    private static @Nullable StepExecution end(JobExecution execution, String stream) {
        StepExecution settle = find(execution, StepNames.settle(stream));
        return settle == null ? find(execution, StepNames.publish(stream)) : settle;
    }

    /** Of a stream of which this execution has read nothing. */
    private StreamReport unread(
            JobExecution execution,
            String stream,
            @Nullable StepExecution publish,
            Map<String, @Nullable Object> state) {
        StepExecution published = publish == null ? earlierPublish(execution, stream) : publish;
        StreamVerdict verdict = published == null ? null : StreamInspection.of(published);
        String status = statusOfUnread(execution, stream, published);
        return new StreamReport(stream, status, 0, 0, 0, 0, 0, 0, Map.of(), state, verdict);
    }

    private static String statusOfUnread(JobExecution execution, String stream, @Nullable StepExecution published) {
        StepExecution end = end(execution, stream);
        if (end != null) {
            // All had been read before, and only this was left.
            return end.getStatus().name();
        }
        List<StepExecution> begun = Stream.of(StepNames.claim(stream), StepNames.prepare(stream))
                .map(name -> find(execution, name))
                .filter(Objects::nonNull)
                .toList();
        if (!begun.isEmpty()) {
            boolean failed = begun.stream().anyMatch(step -> step.getStatus() == BatchStatus.FAILED);
            return !failed && outcome(execution.getStatus()) == RunOutcome.STOPPED ? "STOPPED" : "FAILED";
        }
        return published != null && published.getStatus() == BatchStatus.COMPLETED ? "SKIPPED" : "NOT_STARTED";
    }

    private @Nullable StreamVerdict earlierVerdict(JobExecution execution, String stream) {
        StepExecution published = earlierPublish(execution, stream);
        return published == null ? null : StreamInspection.of(published);
    }

    /** Of a stream that an earlier execution of the run has published, or has tried to; null also if that cannot be seen now. */
    private @Nullable StepExecution earlierPublish(JobExecution execution, String stream) {
        try {
            return repository.getLastStepExecution(execution.getJobInstance(), StepNames.publish(stream));
        } catch (RuntimeException e) {
            LOG.warn("The checks of stream {} cannot be shown now: {}", stream, FailureDescription.describe(e));
            return null;
        }
    }

    /** Of all partitions of the stream. */
    private static Map<String, Long> warnings(JobExecution execution, String stream) {
        Map<String, Long> sum = new TreeMap<>();
        execution.getStepExecutions().stream()
                .filter(step -> step.getStepName().startsWith(StepNames.partition(stream, "")))
                .forEach(step -> RuleWarnings.of(step).forEach((rule, records) -> sum.merge(rule, records, Long::sum)));
        return sum;
    }

    /** What is over is over: that the state cannot be read now must not make a failure of a run that has completed. */
    private static Map<String, @Nullable Object> state(JobSpec spec, String stream) {
        try {
            return spec.stateStorage().read(new StateKey(spec.flow(), spec.sourceId(), StateKey.Kind.STREAM, stream));
        } catch (RuntimeException e) {
            LOG.warn("The state of stream {} cannot be shown now: {}", stream, FailureDescription.describe(e));
            return Map.of();
        }
    }

    private static @Nullable StepExecution find(JobExecution execution, String name) {
        return execution.getStepExecutions().stream()
                .filter(step -> step.getStepName().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static double seconds(@Nullable LocalDateTime start, @Nullable LocalDateTime end) {
        return start == null || end == null ? 0 : Duration.between(start, end).toNanos() / 1e9;
    }

    /** Every different thing that went wrong, one after the other. */
    static String failureMessage(JobExecution execution) {
        List<String> messages = new ArrayList<>();
        FlowAttempt.failed(execution).stream()
                .filter(step -> !step.getExitStatus().getExitDescription().contains("unsuccessful step"))
                .map(step -> step.getStepName() + ": " + step.getExitStatus().getExitDescription())
                .forEach(messages::add);
        if (messages.isEmpty()) {
            execution.getFailureExceptions().forEach(failure -> messages.add(FailureDescription.describe(failure)));
        }
        return messages.isEmpty()
                ? "failed"
                : String.join("\n", messages.stream().distinct().limit(10).toList());
    }
}
