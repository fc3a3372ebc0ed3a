package io.headgate.api.data;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row as a JSON object, which is how a reject store keeps a record that is not the source's own text any more: numbers as
 * numbers, those that are not finite as text, BINARY in Base64, dates, times, UUID and embedded JSON as text, null as null. Not for
 * a hot path.
 */
public final class RowJson {

    private final StringBuilder out = new StringBuilder();

    private RowJson() {}

    /** All fields of a row, in their order. */
    public static String of(RowBatch batch, int row) {
        RowJson json = new RowJson();
        json.object(batch.toMap(row));
        return json.out.toString();
    }

    /** A value as {@link Values} reads it, nested ones included, in the same form. */
    public static String text(@Nullable Object value) {
        RowJson json = new RowJson();
        json.value(value);
        return json.out.toString();
    }

    private void object(Map<?, ?> members) {
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> member : members.entrySet()) {
            out.append(separator);
            string(String.valueOf(member.getKey()));
            out.append(':');
            value(member.getValue());
            separator = ",";
        }
        out.append('}');
    }

    private void array(List<?> elements) {
        out.append('[');
        String separator = "";
        for (Object element : elements) {
            out.append(separator);
            value(element);
            separator = ",";
        }
        out.append(']');
    }

    private void value(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            object(map);
        } else if (value instanceof List<?> list) {
            array(list);
        } else if (value instanceof byte[] bytes) {
            string(Base64.getEncoder().encodeToString(bytes));
        } else if (value == null || value instanceof Boolean || isFinite(value)) {
            out.append(value);
        } else {
            string(value.toString());
        }
    }

    private static boolean isFinite(Object value) {
        return value instanceof Number number
                && !(value instanceof Double && !Double.isFinite(number.doubleValue()))
                && !(value instanceof Float && !Float.isFinite(number.floatValue()));
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                // Half a character has no form in UTF-8; a whole one is the same either way.
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
