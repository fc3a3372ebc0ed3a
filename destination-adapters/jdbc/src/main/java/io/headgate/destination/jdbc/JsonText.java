package io.headgate.destination.jdbc;

import io.headgate.api.data.Column;
import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.Values;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as JSON by their type: numbers as numbers, BINARY in Base64, dates and times in ISO-8601, embedded JSON as it is.
 * For nested values and rejects, not for a hot path.
 */
final class JsonText {

    private final StringBuilder out = new StringBuilder();

    private JsonText() {}

    /** A row as a JSON object. */
    static String row(RowBatch batch, int row) {
        JsonText json = new JsonText();
        json.out.append('{');
        for (int i = 0; i < batch.schema().size(); i++) {
            Field field = batch.schema().field(i);
            json.member(i, field.name());
            json.value(field.type() == Primitive.JSON ? Primitive.STRING : field.type(), shown(batch, row, i));
        }
        return json.out.append('}').toString();
    }

    /** Embedded JSON may be what is wrong with the row, and so may any text: as a string it cannot break the object around it. */
    private static @Nullable Object shown(RowBatch batch, int row, int field) {
        DataType type = batch.schema().field(field).type();
        boolean text = type == Primitive.STRING || type == Primitive.JSON;
        return text && !batch.column(field).isNull(row)
                ? Utf8Check.printable(batch.bytes(field), row)
                : batch.value(row, field);
    }

    /** One value as JSON. The row is not null there. */
    static String of(Column column, DataType type, int row) {
        JsonText json = new JsonText();
        json.value(type, Values.read(column, type, row));
        return json.out.toString();
    }

    /** One value as text without quotes: what a text column gets. The row is not null there. */
    static String plain(Column column, DataType type, int row) {
        if (type.storage() == io.headgate.api.data.Storage.OBJECT && !(type instanceof DataType.Decimal)) {
            return of(column, type, row);
        }
        Object value = Objects.requireNonNull(Values.read(column, type, row));
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }

    private void member(int index, String name) {
        if (index > 0) {
            out.append(',');
        }
        string(name);
        out.append(':');
    }

    private void value(DataType type, @Nullable Object value) {
        if (value == null) {
            out.append("null");
        } else if (type instanceof DataType.ListOf list && value instanceof List<?> elements) {
            list(list, elements);
        } else if (type instanceof DataType.Struct struct && value instanceof Map<?, ?> map) {
            struct(struct, map);
        } else if (type instanceof DataType.MapOf map && value instanceof Map<?, ?> entries) {
            map(map, entries);
        } else if (type == Primitive.JSON) {
            out.append(value);
        } else {
            scalar(value);
        }
    }

    private void list(DataType.ListOf type, List<?> elements) {
        out.append('[');
        String separator = "";
        for (Object element : elements) {
            out.append(separator);
            value(type.element(), element);
            separator = ",";
        }
        out.append(']');
    }

    private void struct(DataType.Struct type, Map<?, ?> values) {
        out.append('{');
        for (int i = 0; i < type.fields().size(); i++) {
            Field field = type.fields().get(i);
            member(i, field.name());
            value(field.type(), values.get(field.name()));
        }
        out.append('}');
    }

    private void map(DataType.MapOf type, Map<?, ?> entries) {
        out.append('{');
        int index = 0;
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            member(index++, String.valueOf(entry.getKey()));
            value(type.value(), entry.getValue());
        }
        out.append('}');
    }

    private void scalar(Object value) {
        if ((value instanceof Double number && !Double.isFinite(number))
                || (value instanceof Float single && !Float.isFinite(single))) {
            string(value.toString());
        } else if (value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof byte[] bytes) {
            string(Base64.getEncoder().encodeToString(bytes));
        } else {
            string(value.toString());
        }
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || isHalf(text, i)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    /** Half of a surrogate pair has no form in UTF-8: written as it is, a question mark would take its place. */
    private static boolean isHalf(String text, int at) {
        char c = text.charAt(at);
        return Character.isHighSurrogate(c)
                ? at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1))
                : Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
