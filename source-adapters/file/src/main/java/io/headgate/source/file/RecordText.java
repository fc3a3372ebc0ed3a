package io.headgate.source.file;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowJson;
import io.headgate.api.data.RowSchema;
import io.headgate.api.source.RejectedRecord;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rejected record of a format without a text of its own as JSON, and back. A value that did not fit stands under the name of its
 * field with {@value #MARK}, which is no column's: whatever its form, it is never taken for a value until somebody has written one.
 */
public final class RecordText {

    public static final String MARK = " (rejected)";

    private RecordText() {}

    /**
     * The record as one JSON object.
     *
     * @param values of the columns that are as they should be, by name; others are not looked at
     * @param bad what did not fit, in the file's own form, by field, which need not be a column
     */
    public static String write(
            RowSchema schema, Map<String, ? extends @Nullable Object> values, Map<String, @Nullable Object> bad) {
        Map<String, @Nullable Object> others = new LinkedHashMap<>(bad);
        StringBuilder out = new StringBuilder("{");
        for (Field field : schema.fields()) {
            String name = field.name();
            if (others.containsKey(name)) {
                member(name + MARK, RowJson.text(others.remove(name)), out);
                continue;
            }
            Object value = values.get(name);
            String json = json(field.type(), value);
            member(json == null ? name + MARK : name, json == null ? RowJson.text(value) : json, out);
        }
        others.forEach((name, value) -> member(name + MARK, RowJson.text(value), out));
        return out.append('}').toString();
    }

    private static void member(String name, String json, StringBuilder out) {
        out.append(out.length() > 1 ? "," : "").append(RowJson.text(name));
        out.append(':').append(json);
    }

    /** As the json source reads it: embedded JSON as it stands, all else as {@link RowJson} has it. Null if there is no such form. */
    private static @Nullable String json(DataType type, @Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (type == Primitive.JSON) {
            byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
            return JsonScan.isJson(text, 0, text.length) ? value.toString().strip() : null;
        }
        if (type instanceof DataType.ListOf list) {
            StringBuilder out = new StringBuilder("[");
            for (Object element : (List<?>) value) {
                String json = json(list.element(), element);
                if (json == null) {
                    return null;
                }
                out.append(out.length() > 1 ? "," : "").append(json);
            }
            return out.append(']').toString();
        }
        if (type instanceof DataType.Struct || type instanceof DataType.MapOf) {
            return object(type, (Map<?, ?>) value);
        }
        return RowJson.text(value);
    }

    private static @Nullable String object(DataType type, Map<?, ?> members) {
        StringBuilder out = new StringBuilder("{");
        for (Map.Entry<?, ?> each : members.entrySet()) {
            DataType of = typeOf(type, each.getKey());
            String json = of == null ? null : json(of, each.getValue());
            if (json == null) {
                return null;
            }
            member(String.valueOf(each.getKey()), json, out);
        }
        return out.append('}').toString();
    }

    /** Null of a map with keys that are no text: the json source does not read one. */
    private static @Nullable DataType typeOf(DataType type, @Nullable Object name) {
        if (type instanceof DataType.MapOf map) {
            return map.key() == Primitive.STRING ? map.value() : null;
        }
        for (Field field : ((DataType.Struct) type).fields()) {
            if (field.name().equals(name)) {
                return field.type();
            }
        }
        return null;
    }

    /**
     * Reads such a record again, as {@link io.headgate.api.source.RawRecordReader#readRaw} has it. It has to name every column: one
     * that is missing is not null.
     */
    public static @Nullable RejectedRecord read(RejectedRecord rejected, RowBatchBuilder rows) {
        CsvProblem problem = rejected.raw().endsWith("…") ? CsvRawRecord.notWhole(rejected) : null;
        if (problem == null) {
            byte[] text = rejected.raw().getBytes(StandardCharsets.UTF_8);
            byte[] data = new byte[text.length + CsvText.SLACK];
            System.arraycopy(text, 0, data, 0, text.length);
            JsonRecordReader reader =
                    JsonRecordReader.ofWhole(rows, Set.copyOf(rows.schema().names()));
            problem = reader.take(data, 0, text.length, CsvRawRecord.line(rejected.place()));
        }
        if (problem == null) {
            return null;
        }
        boolean repaired = !rejected.raw().contains(MARK + "\":");
        return repaired
                ? new RejectedRecord(rejected.place(), problem.code(), problem.reason(), rejected.raw())
                : rejected;
    }
}
