package io.headgate.state;

import io.headgate.api.state.IDataSourceStateStorage;
import io.headgate.api.state.StateKey;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Keeps state as long as the process lives. */
public final class InMemoryStateStorage implements IDataSourceStateStorage {

    static final Comparator<StateKey> ORDER =
            Comparator.comparing(StateKey::source).thenComparing(StateKey::kind).thenComparing(StateKey::name);

    private final Map<StateKey, String> entries = new ConcurrentHashMap<>();

    @Override
    public Map<String, @Nullable Object> read(StateKey key) {
        String json = entries.get(key);
        return json == null ? Map.of() : JsonText.read(json);
    }

    @Override
    public void write(StateKey key, Map<String, @Nullable Object> state) {
        entries.put(key, JsonText.write(state));
    }

    @Override
    public boolean replace(StateKey key, Map<String, @Nullable Object> expected, Map<String, @Nullable Object> state) {
        String json = JsonText.write(state);
        AtomicBoolean isReplaced = new AtomicBoolean();
        entries.compute(key, (same, current) -> {
            Map<String, @Nullable Object> found = current == null ? Map.of() : JsonText.read(current);
            isReplaced.set(JsonText.isSame(found, expected) || JsonText.isSame(found, state));
            return isReplaced.get() ? json : current;
        });
        return isReplaced.get();
    }

    @Override
    public void delete(StateKey key) {
        entries.remove(key);
    }

    @Override
    public List<StateKey> list(String flow) {
        return entries.keySet().stream()
                .filter(key -> key.flow().equals(flow))
                .sorted(ORDER)
                .toList();
    }
}
