package io.headgate.api.state;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place in a stream: "resume after here". A small immutable JSON object: values are null, Boolean, Long, Double, String, List
 * and Map with String keys. Integers are normalised to Long and floats to Double, so that a state equals itself after it has been
 * written as JSON and read back. Only the adapter that made it understands it.
 */
public record StreamState(Map<String, @Nullable Object> values) {

    /** The beginning. */
    public static final StreamState EMPTY = new StreamState(Map.of());

    /**
     * @throws IllegalArgumentException if a value is of no JSON type
     */
    public StreamState {
        values = copyMap(values);
    }

    public static StreamState of(String key, Object value) {
        return new StreamState(Map.of(key, value));
    }

    public static StreamState of(String key1, Object value1, String key2, Object value2) {
        return new StreamState(Map.of(key1, value1, key2, value2));
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** The value as a long, or the default if the key is absent or null. */
    public long getLong(String key, long defaultValue) {
        return values.get(key) instanceof Number number ? number.longValue() : defaultValue;
    }

    /** The value as text, or null. */
    public @Nullable String getString(String key) {
        Object value = values.get(key);
        return value == null ? null : value.toString();
    }

    private static Map<String, @Nullable Object> copyMap(Map<?, ?> map) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (!(key instanceof String name)) {
                throw new IllegalArgumentException("The keys of a state are text, not " + key);
            }
            copy.put(name, normalise(value));
        });
        return Collections.unmodifiableMap(copy);
    }

    private static @Nullable Object normalise(@Nullable Object value) {
        if (value == null || value instanceof String || value instanceof Boolean || value instanceof Long) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Double || value instanceof Float) {
            return finite(((Number) value).doubleValue());
        }
        if (value instanceof BigDecimal decimal) {
            return exact(decimal);
        }
        if (value instanceof Map<?, ?> map) {
            return copyMap(map);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(normalise(element)));
            return Collections.unmodifiableList(copy);
        }
        throw new IllegalArgumentException(
                "A state holds JSON values only, not " + value.getClass().getName());
    }

    /** A place that is rounded is another place: records would be read twice or never. */
    private static double exact(BigDecimal value) {
        double nearest = finite(value.doubleValue());
        if (new BigDecimal(Double.toString(nearest)).compareTo(value) != 0) {
            throw new IllegalArgumentException(
                    "A state cannot hold the number " + value + " to its last digit: put it in as text");
        }
        return nearest;
    }

    private static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("JSON has no number " + value);
        }
        return value;
    }
}
