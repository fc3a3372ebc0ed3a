package io.headgate.source.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

/** The body of a request: a table of the configuration as JSON, or a text as it is. */
final class ApiBody {

    private final @Nullable Object template;
    private final UnaryOperator<String> substitution;

    ApiBody(@Nullable Object template, UnaryOperator<String> substitution) {
        this.template = template;
        this.substitution = substitution;
    }

    /**
     * @param places values by JSON pointer, to be put in
     * @return null if there is no body
     */
    byte @Nullable [] bytes(Map<String, Object> places) {
        if (template == null) {
            return null;
        }
        if (template instanceof String text) {
            return substitution.apply(text).getBytes(StandardCharsets.UTF_8);
        }
        Object value = template;
        for (Map.Entry<String, Object> place : places.entrySet()) {
            value = with(value, JsonPointer.compile(place.getKey()), place.getValue());
        }
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Object with(@Nullable Object tree, JsonPointer pointer, Object value) {
        if (pointer.matches()) {
            return value;
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        if (tree instanceof Map<?, ?> map) {
            map.forEach((name, entry) -> copy.put(String.valueOf(name), entry));
        }
        String name = pointer.getMatchingProperty();
        copy.put(name, with(copy.get(name), pointer.tail(), value));
        return copy;
    }

    private void write(@Nullable Object value, StringBuilder out) {
        if (value instanceof Map<?, ?> map) {
            char separator = '{';
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(separator)
                        .append(JsonText.quote(String.valueOf(entry.getKey())))
                        .append(':');
                write(entry.getValue(), out);
                separator = ',';
            }
            out.append(separator == '{' ? "{}" : "}");
        } else if (value instanceof List<?> list) {
            char separator = '[';
            for (Object element : list) {
                out.append(separator);
                write(element, out);
                separator = ',';
            }
            out.append(separator == '[' ? "[]" : "]");
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else {
            out.append(JsonText.quote(substitution.apply(value.toString())));
        }
    }
}
