package io.headgate.state;

import io.headgate.api.state.StreamState;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint's state holds: the source's place, and beside it, only where something has to be kept in mind from record to
 * record, what is needed to go on from there. All of it is durable in one act, with the rows.
 *
 * @param source "resume after here"; the only part that outlives the run
 * @param transforms empty if the transforms remember nothing
 * @param landed what {@link LandedRecords} keeps in mind; empty if that is nothing
 */
public record CheckpointState(StreamState source, StreamState transforms, StreamState landed) {

    private static final String SOURCE = "headgate.source";
    private static final String TRANSFORMS = "headgate.transforms";
    private static final String LANDED = "headgate.landed";

    /** One state of both; the source's own, as it is, if the transforms remember nothing. */
    public static StreamState join(StreamState source, @Nullable Map<String, Object> transforms) {
        return transforms == null ? source : with(Map.of(SOURCE, source.values()), TRANSFORMS, transforms);
    }

    /** Adds what is kept in mind of landed records to a state that {@link #join} has made. */
    public static StreamState join(StreamState joined, LandedRecords records) {
        Map<String, Object> landed = records.state();
        if (landed == null) {
            return joined;
        }
        boolean isParted = joined.values().containsKey(TRANSFORMS);
        return with(isParted ? joined.values() : Map.of(SOURCE, joined.values()), LANDED, landed);
    }

    private static StreamState with(Map<String, ? extends @Nullable Object> parts, String key, Object part) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(parts);
        all.put(key, part);
        return new StreamState(all);
    }

    /** Reads a checkpoint's state. */
    public static CheckpointState read(String json) {
        StreamState state = new StreamState(JsonText.read(json));
        boolean isParted =
                state.values().containsKey(TRANSFORMS) || state.values().containsKey(LANDED);
        return isParted
                ? new CheckpointState(part(state, SOURCE), part(state, TRANSFORMS), part(state, LANDED))
                : new CheckpointState(state, StreamState.EMPTY, StreamState.EMPTY);
    }

    @SuppressWarnings("unchecked") // JSON objects have string keys
    private static StreamState part(StreamState state, String key) {
        return state.values().get(key) instanceof Map<?, ?> map
                ? new StreamState((Map<String, @Nullable Object>) map)
                : StreamState.EMPTY;
    }
}
