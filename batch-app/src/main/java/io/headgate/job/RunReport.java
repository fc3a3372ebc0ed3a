package io.headgate.job;

import io.headgate.api.source.StatementReport.LongestStatement;
import io.headgate.state.StreamVerdict;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended. Counts are of records and of this run only, that is of one JobExecution.
 *
 * @param flow name of the flow
 * @param run number of the job instance, from 1, or the name that the user gave it; null if nothing was started
 * @param executionId JOB_EXECUTION_ID; -1 if nothing was started
 * @param resumed whether an earlier, unfinished instance was continued
 * @param completedBefore whether the run that the user named had been completed by an earlier call: then nothing was moved, and the
 *     rest tells of that call
 * @param outcome how it ended
 * @param guarantee what the destination promises, one sentence
 * @param streams one entry per stream, in the source's order
 * @param seconds duration
 * @param message what went wrong and what to do, or null
 * @param longestStatement of those that this execution has sent to the source; null if it sends none
 */
public record RunReport(
        String flow,
        @Nullable String run,
        long executionId,
        boolean resumed,
        boolean completedBefore,
        RunOutcome outcome,
        String guarantee,
        List<StreamReport> streams,
        double seconds,
        @Nullable String message,
        @Nullable LongestStatement longestStatement) {

    /** Of a source that sends no statements. */
    public RunReport(
            String flow,
            @Nullable String run,
            long executionId,
            boolean resumed,
            boolean completedBefore,
            RunOutcome outcome,
            String guarantee,
            List<StreamReport> streams,
            double seconds,
            @Nullable String message) {
        this(flow, run, executionId, resumed, completedBefore, outcome, guarantee, streams, seconds, message, null);
    }

    /**
     * One stream of a run.
     *
     * @param status COMPLETED, FAILED, STOPPED, SKIPPED if it had been completed by an earlier execution, or NOT_STARTED if this execution
     *     has not come to it
     * @param warnings records that broke a rule of {@code on_failure = "warn"} and landed all the same, by what the rule demands
     * @param state the stream's state as stored for the next run
     * @param verdict what a look at the published stream has shown, by this or an earlier execution of the run; null if it is not
     *     published
     */
    public record StreamReport(
            String stream,
            String status,
            long read,
            long written,
            long filtered,
            long rejected,
            double seconds,
            double rowsPerSecond,
            Map<String, Long> warnings,
            Map<String, @Nullable Object> state,
            @Nullable StreamVerdict verdict) {}
}
