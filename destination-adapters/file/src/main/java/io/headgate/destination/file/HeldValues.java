package io.headgate.destination.file;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.data.Values;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** From the texts of a record to typed values. Of JSON and nested values only counts that they are there. */
final class HeldValues {

    private HeldValues() {}

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException if a text is none of its field's type; nothing is added then
     */
    static void add(RowSchema schema, @Nullable String[] texts, RowBatchBuilder builder) {
        try {
            for (int i = 0; i < texts.length; i++) {
                String text = texts[i];
                Field field = schema.field(i);
                if (text == null) {
                    builder.column(i).setNull();
                } else {
                    Values.write(builder.column(i), field, value(text, field.type()));
                }
            }
            builder.endRow();
        } catch (DateTimeException | ArithmeticException e) {
            builder.discardRow();
            throw new IllegalArgumentException(e);
        } catch (RuntimeException e) {
            builder.discardRow();
            throw e;
        }
    }

    private static Object value(String text, DataType type) {
        if (type instanceof DataType.Decimal) {
            return new BigDecimal(text);
        }
        if (!(type instanceof Primitive primitive)) {
            return type instanceof DataType.ListOf ? List.of() : Map.of();
        }
        return switch (primitive) {
            case BOOLEAN -> Boolean.valueOf(text);
            case INT32 -> Integer.valueOf(text);
            case INT64 -> Long.valueOf(text);
            case FLOAT32 -> Float.valueOf(text);
            case FLOAT64 -> Double.valueOf(text);
            case STRING, JSON -> text;
            case BINARY -> Base64.getDecoder().decode(text);
            case DATE -> LocalDate.parse(text);
            case TIME -> LocalTime.parse(text);
            case TIMESTAMP -> LocalDateTime.parse(text);
            case TIMESTAMP_TZ -> Instant.parse(text);
            case UUID -> UUID.fromString(text);
        };
    }
}
