package io.headgate.step;

import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes one partition of all partitions of a stream, read one after the other in the source's order, for streams whose records
 * have to pass in sequence. The state of such a partition holds the state of each part that has been begun.
 */
final class SequentialParts {

    private static final String NAME = "sequence";
    private static final String PARTS = "parts";
    private static final String STATES = "states";

    private SequentialParts() {}

    /** A plan with one partition at most. */
    static List<StreamPartition> merge(List<StreamPartition> parts) {
        if (parts.size() < 2) {
            return parts;
        }
        List<Object> maps = new ArrayList<>();
        long estimated = 0;
        for (StreamPartition part : parts) {
            maps.add(StoredPlan.partitionMap(part));
            estimated = estimated < 0 || part.estimatedRecords() < 0 ? -1 : estimated + part.estimatedRecords();
        }
        return List.of(new StreamPartition(NAME, StreamState.of(PARTS, maps), estimated));
    }

    private static boolean isMerged(StreamPartition partition) {
        return partition.name().equals(NAME) && partition.data().values().containsKey(PARTS);
    }

    private static List<StreamPartition> parts(StreamPartition partition) {
        return StoredPlan.asList(partition.data().values().get(PARTS)).stream()
                .map(part -> StoredPlan.partition(StoredPlan.asMap(part)))
                .toList();
    }

    private static List<StreamState> states(StreamState state) {
        return StoredPlan.asList(state.values().get(STATES)).stream()
                .map(part -> new StreamState(StoredPlan.asMap(part)))
                .toList();
    }

    /** Opens a partition, merged or not, at a place. */
    static PayloadCursor open(
            IDataSourceStream stream, StreamPartition partition, StreamState from, ReadOptions options) {
        return isMerged(partition)
                ? new SequenceCursor(stream, parts(partition), states(from), options)
                : stream.open(partition, from, options);
    }

    /** The source's own partitions with their states, as the source wants to see them. */
    static Map<StreamPartition, StreamState> split(StreamPartition partition, StreamState state) {
        if (!isMerged(partition)) {
            return Map.of(partition, state);
        }
        Map<StreamPartition, StreamState> split = new LinkedHashMap<>();
        List<StreamPartition> parts = parts(partition);
        List<StreamState> states = states(state);
        for (int i = 0; i < parts.size(); i++) {
            split.put(parts.get(i), i < states.size() ? states.get(i) : StreamState.EMPTY);
        }
        return split;
    }

    /** Reads part after part. The last state is that of the part under way; those before it have ended. */
    private static final class SequenceCursor implements PayloadCursor {
        private final IDataSourceStream stream;
        private final List<StreamPartition> parts;
        private final List<StreamState> states;
        private final ReadOptions options;
        private @Nullable PayloadCursor cursor;
        private int next;

        SequenceCursor(
                IDataSourceStream stream, List<StreamPartition> parts, List<StreamState> begun, ReadOptions options) {
            this.stream = stream;
            this.parts = parts;
            this.states = new ArrayList<>(begun);
            this.options = options;
            this.next = Math.max(0, begun.size() - 1);
        }

        @Override
        public @Nullable DataSourcePayload next() {
            while (true) {
                PayloadCursor open = cursor;
                if (open == null) {
                    if (next == parts.size()) {
                        return null;
                    }
                    open = openNext();
                }
                DataSourcePayload payload = open.next();
                if (payload != null) {
                    return withPlace(payload);
                }
                open.close();
                cursor = null;
            }
        }

        private PayloadCursor openNext() {
            if (states.size() == next) {
                states.add(StreamState.EMPTY);
            }
            PayloadCursor opened = stream.open(parts.get(next), states.get(next), options);
            cursor = opened;
            next++;
            return opened;
        }

        private DataSourcePayload withPlace(DataSourcePayload payload) {
            StreamState state = payload.state();
            if (state == null) {
                return payload;
            }
            states.set(next - 1, state);
            StreamState all = StreamState.of(
                    STATES, states.stream().map(StreamState::values).toList());
            return new DataSourcePayload(
                    payload.data(), payload.rejected(), payload.metadata(), all, payload.destinationTable());
        }

        @Override
        public void close() {
            PayloadCursor open = cursor;
            cursor = null;
            next = parts.size();
            if (open != null) {
                open.close();
            }
        }
    }
}
