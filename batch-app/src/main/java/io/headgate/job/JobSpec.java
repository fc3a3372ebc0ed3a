package io.headgate.job;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.source.IDataSource;
import io.headgate.api.state.IDataSourceStateStorage;
import io.headgate.state.ProgressListener;
import io.headgate.state.StopSignal;
import io.headgate.step.StreamOptions;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A flow, resolved: everything that a run needs.
 *
 * @param flow name of the Job
 * @param sourceId id of the source, for its state
 * @param source makes a source that is not connected yet; called once per attempt
 * @param destination makes the destination; called once per attempt
 * @param streams names or patterns with {@code *}
 * @param rejectLimit how many records of the run may be rejected
 * @param rejectShare which share of a stream's records may be, from 0 to 1; null: any
 * @param configuration what decides which records are read and where they land, as text by key; no secrets
 * @param run name of the run that is to be completed, or null for whatever is due
 * @param parameters further job parameters, recorded only
 * @param replay whether the rejected records of the flow are sent through it again, instead of what its source has
 * @param stop ends the run after the chunk under way, or before it has begun
 */
public record JobSpec(
        String flow,
        String sourceId,
        Supplier<IDataSource> source,
        Supplier<IDataDestination> destination,
        IDataSourceStateStorage stateStorage,
        List<String> streams,
        StreamOptions options,
        int parallelStreams,
        long rejectLimit,
        @Nullable Double rejectShare,
        Map<String, String> configuration,
        boolean fresh,
        boolean force,
        @Nullable String run,
        Map<String, String> parameters,
        boolean replay,
        ProgressListener progress,
        StopSignal stop) {

    /** Name of the Job: a replay is one of its own, so that it can be unfinished beside the flow's runs. */
    String job() {
        return replay ? JobNames.replay(flow) : flow;
    }
}
