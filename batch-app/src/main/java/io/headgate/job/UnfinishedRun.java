package io.headgate.job;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run that the next command would resume.
 *
 * @param run its number or name
 * @param status of its last execution: FAILED, STOPPED, or STARTED if it is running now or was killed
 * @param read records that are durable or rejected already, by stream
 * @param changed what was edited in the configuration since it began, so that it would not be resumed; null if nothing was
 */
public record UnfinishedRun(String run, String status, Map<String, Long> read, @Nullable String changed) {}
