package io.headgate.testkit;

import io.headgate.api.state.IDataSourceState;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A source's state for tests. */
public final class MemorySourceState implements IDataSourceState {

    private final Map<String, Map<String, @Nullable Object>> streams = new ConcurrentHashMap<>();
    private final Map<String, Map<String, @Nullable Object>> others = new ConcurrentHashMap<>();

    @Override
    public Map<String, @Nullable Object> readStream(String stream) {
        return streams.getOrDefault(stream, Map.of());
    }

    @Override
    public void updateStream(String stream, Map<String, @Nullable Object> state) {
        streams.put(stream, state);
    }

    @Override
    public Map<String, @Nullable Object> readOthers(String key) {
        return others.getOrDefault(key, Map.of());
    }

    @Override
    public void updateOthers(String key, Map<String, @Nullable Object> state) {
        others.put(key, state);
    }
}
