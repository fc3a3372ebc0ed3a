package io.headgate.state;

import io.headgate.api.state.StreamState;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint's state holds: the source's place, and beside it, only where transforms remember something from record to
 * record, what these have to know to go on from there. Both are durable in one act, with the rows.
 *
 * @param source "resume after here"; the only part that outlives the run
 * @param transforms empty if the transforms remember nothing
 */
public record CheckpointState(StreamState source, StreamState transforms) {

    private static final String SOURCE = "headgate.source";
    private static final String TRANSFORMS = "headgate.transforms";

    /** One state of both; the source's own, as it is, if the transforms remember nothing. */
    public static StreamState join(StreamState source, @Nullable Map<String, Object> transforms) {
        if (transforms == null) {
            return source;
        }
        Map<String, @Nullable Object> both = new LinkedHashMap<>();
        both.put(SOURCE, source.values());
        both.put(TRANSFORMS, transforms);
        return new StreamState(both);
    }

    /** Reads a checkpoint's state. */
    public static CheckpointState read(String json) {
        StreamState state = new StreamState(JsonText.read(json));
        if (!state.values().containsKey(TRANSFORMS)) {
            return new CheckpointState(state, StreamState.EMPTY);
        }
        return new CheckpointState(part(state, SOURCE), part(state, TRANSFORMS));
    }

    @SuppressWarnings("unchecked") // JSON objects have string keys
    private static StreamState part(StreamState state, String key) {
        return state.values().get(key) instanceof Map<?, ?> map
                ? new StreamState((Map<String, @Nullable Object>) map)
                : StreamState.EMPTY;
    }
}
