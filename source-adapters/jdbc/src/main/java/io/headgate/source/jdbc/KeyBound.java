package io.headgate.source.jdbc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One end of a range of keys.
 *
 * @param values of the first columns of an order, as text; of all of them or of fewer
 * @param inclusive whether records that have these values belong to the range
 */
record KeyBound(List<String> values, boolean inclusive) {

    KeyBound {
        values = List.copyOf(values);
    }

    static KeyBound after(List<String> values) {
        return new KeyBound(values, false);
    }

    static KeyBound upTo(List<String> values) {
        return new KeyBound(values, true);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("values", values);
        map.put("inclusive", inclusive);
        return map;
    }

    /** Reads what {@link #toMap} wrote; null for anything else. */
    static @Nullable KeyBound fromMap(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> map) || !(map.get("values") instanceof List<?> list)) {
            return null;
        }
        List<String> values = new ArrayList<>();
        list.forEach(element -> values.add(String.valueOf(element)));
        return new KeyBound(values, Boolean.TRUE.equals(map.get("inclusive")));
    }
}
