package io.headgate.job;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One JobExecution, for the list of runs.
 *
 * @param run number of the job instance, or the name that the user gave it
 * @param started start of the execution, UTC
 * @param ended its end, or null
 * @param status STARTING, STARTED, STOPPING, STOPPED, FAILED, COMPLETED, ABANDONED or UNKNOWN; of a dead process still STARTED
 * @param message why it failed, or null
 */
public record RunSummary(
        String flow,
        String run,
        long executionId,
        String status,
        @Nullable LocalDateTime started,
        @Nullable LocalDateTime ended,
        long read,
        long written,
        long filtered,
        long rejected,
        @Nullable String message) {}
