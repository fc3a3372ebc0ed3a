package io.headgate.state;

import io.headgate.api.state.IDataSourceState;
import io.headgate.api.state.IDataSourceStateStorage;
import io.headgate.api.state.StateKey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A source's state within one flow, over a storage. What adapters pass to {@code updateOthers} waits for the next commit. */
public final class FlowSourceState implements IDataSourceState {

    private final IDataSourceStateStorage storage;
    private final String flow;
    private final String source;
    private final Map<String, Map<String, @Nullable Object>> pending = new LinkedHashMap<>();

    public FlowSourceState(IDataSourceStateStorage storage, String flow, String source) {
        this.storage = storage;
        this.flow = flow;
        this.source = source;
    }

    @Override
    public Map<String, @Nullable Object> readStream(String stream) {
        return storage.read(new StateKey(flow, source, StateKey.Kind.STREAM, stream));
    }

    @Override
    public void updateStream(String stream, Map<String, @Nullable Object> state) {
        storage.write(new StateKey(flow, source, StateKey.Kind.STREAM, stream), state);
    }

    @Override
    public Map<String, @Nullable Object> readOthers(String key) {
        synchronized (pending) {
            Map<String, @Nullable Object> waiting = pending.get(key);
            return waiting != null ? waiting : storage.read(new StateKey(flow, source, StateKey.Kind.OTHER, key));
        }
    }

    @Override
    public void updateOthers(String key, Map<String, @Nullable Object> state) {
        synchronized (pending) {
            pending.put(key, new LinkedHashMap<>(state));
        }
    }

    /**
     * Stores what {@code updateOthers} has collected, within a commit.
     *
     * @return what was stored, for {@link #othersCommitted}
     */
    public Map<String, Map<String, @Nullable Object>> flushOthers() {
        synchronized (pending) {
            pending.forEach((key, state) -> storage.write(new StateKey(flow, source, StateKey.Kind.OTHER, key), state));
            return new LinkedHashMap<>(pending);
        }
    }

    /** The commit has succeeded: what was stored, and has not been updated again since, need not be stored with the next one. */
    public void othersCommitted(Map<String, Map<String, @Nullable Object>> stored) {
        synchronized (pending) {
            stored.forEach((key, state) -> {
                if (pending.get(key) == state) {
                    pending.remove(key);
                }
            });
        }
    }
}
