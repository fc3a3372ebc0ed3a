package io.headgate.job;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.source.IDataSource;
import io.headgate.api.state.IDataSourceStateStorage;
import io.headgate.state.ProgressListener;
import io.headgate.step.StreamOptions;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A flow, resolved: everything that a run needs.
 *
 * @param flow name of the Job
 * @param sourceId id of the source, for its state
 * @param source makes a source that is not connected yet; called once per attempt
 * @param destination makes the destination; called once per attempt
 * @param streams names or patterns with {@code *}
 * @param configuration what decides which records are read and where they land, as text by key; no secrets
 * @param parameters further job parameters, recorded only
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
        Map<String, String> configuration,
        boolean fresh,
        boolean force,
        Map<String, String> parameters,
        ProgressListener progress) {}
