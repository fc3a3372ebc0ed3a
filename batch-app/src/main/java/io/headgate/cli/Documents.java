package io.headgate.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds JSON documents. */
final class Documents {

    private Documents() {}

    /** An object of keys and values in this order. */
    static Map<String, @Nullable Object> of(@Nullable Object... keysAndValues) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            document.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
        }
        return document;
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** A record's value as JSON has it: bytes in Base64, dates, times and identifiers as text. */
    static @Nullable Object value(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, element) -> copy.put(String.valueOf(key), value(element)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(value(element)));
            return copy;
        }
        if (value == null || value instanceof Boolean || value instanceof Number) {
            return value;
        }
        return value.toString();
    }

    /** The same for a cell of a table. */
    static String cell(@Nullable Object value) {
        Object plain = value(value);
        if (plain instanceof Map || plain instanceof List) {
            return Output.compact(plain);
        }
        // Not as 1E+3, and without the separators that a count has.
        return plain instanceof BigDecimal decimal ? decimal.toPlainString() : String.valueOf(plain);
    }
}
