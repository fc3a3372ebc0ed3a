package io.headgate.testkit;

import io.headgate.api.state.StreamState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A state as JSON text and back, as the engine stores it between two processes. Strict and small on purpose: what does not come
 * back equal from here is no state that a run can be resumed from.
 */
public final class StateJson {

    private final String text;
    private int position;

    private StateJson(String text) {
        this.text = text;
    }

    /** The state after it was written as JSON in UTF-8 and read again, as by another process. */
    public static StreamState roundTrip(StreamState state) {
        byte[] stored = write(state).getBytes(StandardCharsets.UTF_8);
        return read(new String(stored, StandardCharsets.UTF_8));
    }

    /** JSON text without needless space. */
    public static String write(StreamState state) {
        StringBuilder out = new StringBuilder();
        write(out, state.values());
        return out.toString();
    }

    /**
     * Reads one JSON object.
     *
     * @throws IllegalArgumentException if the text is not one
     */
    public static StreamState read(String text) {
        StateJson parser = new StateJson(text);
        Object value = parser.value();
        parser.skipSpace();
        if (!(value instanceof Map<?, ?> map) || parser.position < text.length()) {
            throw new IllegalArgumentException("no JSON object: " + text);
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        map.forEach((key, element) -> values.put((String) key, element));
        return new StreamState(values);
    }

    private static void write(StringBuilder out, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            String separator = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                quote(out.append(separator), (String) entry.getKey());
                write(out.append(':'), entry.getValue());
                separator = ",";
            }
            out.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> list) {
            String separator = "[";
            for (Object element : list) {
                write(out.append(separator), element);
                separator = ",";
            }
            out.append(list.isEmpty() ? "[]" : "]");
        } else if (value instanceof String string) {
            quote(out, string);
        } else {
            out.append(value);
        }
    }

    private static void quote(StringBuilder out, String string) {
        out.append('"');
        for (char c : string.toCharArray()) {
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private @Nullable Object value() {
        skipSpace();
        char first = position < text.length() ? text.charAt(position) : 0;
        return switch (first) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            default -> literal();
        };
    }

    private Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        expect('{');
        if (!accept('}')) {
            do {
                skipSpace();
                String key = string();
                expect(':');
                map.put(key, value());
            } while (accept(','));
            expect('}');
        }
        return map;
    }

    private List<@Nullable Object> array() {
        List<@Nullable Object> list = new ArrayList<>();
        expect('[');
        if (!accept(']')) {
            do {
                list.add(value());
            } while (accept(','));
            expect(']');
        }
        return list;
    }

    private String string() {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (position < text.length() && text.charAt(position) != '"') {
            char c = text.charAt(position++);
            string.append(c == '\\' ? escaped() : c);
        }
        expect('"');
        return string.toString();
    }

    private char escaped() {
        char c = text.charAt(position++);
        if (c == 'u') {
            position += 4;
            return (char) Integer.parseInt(text.substring(position - 4, position), 16);
        }
        int control = "bfnrt".indexOf(c);
        return control < 0 ? c : "\b\f\n\r\t".charAt(control);
    }

    private @Nullable Object literal() {
        int start = position;
        while (position < text.length() && ",]} \n\r\t".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        String word = text.substring(start, position);
        return switch (word) {
            case "null" -> null;
            case "true", "false" -> Boolean.valueOf(word);
            default -> number(word);
        };
    }

    private static Object number(String word) {
        if (!word.matches("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?")) {
            throw new IllegalArgumentException("no JSON value: " + word);
        }
        if (word.matches("-?\\d+")) {
            return Long.valueOf(word);
        }
        return Double.valueOf(word);
    }

    private void expect(char wanted) {
        if (!accept(wanted)) {
            throw new IllegalArgumentException("expected " + wanted + " at " + position + " of " + text);
        }
    }

    private boolean accept(char wanted) {
        skipSpace();
        if (position < text.length() && text.charAt(position) == wanted) {
            position++;
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }
}
