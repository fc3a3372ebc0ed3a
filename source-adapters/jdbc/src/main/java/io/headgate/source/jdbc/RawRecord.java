package io.headgate.source.jdbc;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.source.RejectedRecord;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads a record again from the JSON object that {@link RawRow} made of it, perhaps repaired by somebody. */
final class RawRecord {

    private static final String NO_RECORD = "BAD_RECORD";

    private RawRecord() {}

    /** Null if the row was added, else the record with the reason why not. */
    static @Nullable RejectedRecord read(RejectedRecord rejected, RowBatchBuilder rows) {
        try {
            rows.addRow(values(FlatJson.parse(rejected.raw()), rows.schema()));
            return null;
        } catch (IllegalArgumentException e) {
            return new RejectedRecord(
                    rejected.place(), NO_RECORD, String.valueOf(e.getMessage()), rejected.raw(), rejected.step());
        }
    }

    private static Map<String, Object> values(Map<String, @Nullable String> texts, RowSchema schema) {
        Map<String, Object> values = new HashMap<>();
        for (Field field : schema.fields()) {
            if (!texts.containsKey(field.name())) {
                throw new IllegalArgumentException("field '" + field.name() + "' is missing in the JSON object");
            }
            String text = texts.get(field.name());
            if (text != null) {
                values.put(field.name(), value(field, text));
            } else if (!field.nullable()) {
                throw new IllegalArgumentException("field '" + field.name() + "' must have a value");
            }
        }
        for (String name : texts.keySet()) {
            if (schema.indexOf(name) < 0) {
                throw new IllegalArgumentException("'" + name + "' is no field");
            }
        }
        return values;
    }

    private static Object value(Field field, String text) {
        try {
            return value(field.type(), text);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "field '" + field.name() + "' holds " + text + ", which "
                            + field.type().text() + " cannot",
                    e);
        }
    }

    /** From the text that {@link KeyText} makes. */
    private static Object value(DataType type, String text) {
        if (type instanceof DataType.Decimal) {
            return new BigDecimal(text);
        }
        return switch ((Primitive) type) {
            case BOOLEAN -> bool(text);
            case INT32, INT64 -> Long.valueOf(text);
            case FLOAT32 -> Float.valueOf(text);
            case FLOAT64 -> Double.valueOf(text);
            case BINARY -> HexFormat.of().parseHex(text.substring("\\x".length()));
            case DATE -> LocalDate.parse(text);
            case TIME -> LocalTime.parse(text);
            case TIMESTAMP -> LocalDateTime.parse(text.replace(' ', 'T'));
            case TIMESTAMP_TZ ->
                OffsetDateTime.parse(text.replace(' ', 'T').replaceFirst("([+-]\\d\\d)$", "$1:00"))
                        .toInstant();
            case UUID -> UUID.fromString(text);
            case STRING, JSON -> text;
        };
    }

    private static boolean bool(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("neither true nor false");
        }
        return text.equals("true");
    }
}
