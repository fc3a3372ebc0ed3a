package io.headgate.source.file;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values within lists, structs and maps, as {@link io.headgate.api.data.Values} has them. */
final class JsonScalar {

    private static final long MICROS = 1_000_000L;

    private JsonScalar() {}

    /** Of the value that was passed from {@code start} on; null if it is none of the type. */
    static @Nullable Object of(DataType type, JsonScan json, int start, boolean declared) {
        byte[] data = json.data;
        int end = json.at;
        if (type == Primitive.JSON) {
            return CsvText.isUtf8(data, start, end)
                    ? new String(data, start, end - start, StandardCharsets.UTF_8)
                    : null;
        }
        boolean text = data[start] == '"';
        boolean structure = data[start] == '{' || data[start] == '[';
        if (!text) {
            boolean natural = !structure && type != Primitive.STRING && !JsonColumn.isTextual(type);
            return natural || declared && type == Primitive.STRING ? ofText(type, data, start, end, declared) : null;
        }
        if (type != Primitive.STRING && !JsonColumn.isTextual(type) && !declared) {
            return null;
        }
        byte[] plain = new byte[end - start + CsvText.SLACK];
        int length = json.tokenEnd - json.tokenStart;
        if (json.escaped) {
            length = json.unescape(plain);
        } else {
            System.arraycopy(data, json.tokenStart, plain, 0, length);
        }
        return length < 0 ? null : ofText(type, plain, 0, length, declared);
    }

    static @Nullable Object ofText(DataType type, byte[] data, int start, int end, boolean declared) {
        if (type instanceof DataType.Decimal decimal) {
            return CsvNumbers.parseBigDecimal(data, start, end, decimal.precision(), decimal.scale());
        }
        return type instanceof Primitive primitive ? ofPrimitive(primitive, data, start, end, declared) : null;
    }

    private static @Nullable Object ofPrimitive(Primitive type, byte[] data, int start, int end, boolean declared) {
        return switch (type) {
            case BOOLEAN -> {
                int value = CsvTextConverter.parseBoolean(data, start, end, declared);
                yield value < 0 ? null : (Object) (value == 1);
            }
            case INT32, INT64 -> integer(type, data, start, end);
            case FLOAT32, FLOAT64 -> fraction(type, data, start, end, declared);
            case DATE -> {
                int day = CsvTimes.parseDate(data, start, end);
                yield day == CsvTimes.NO_DATE ? null : LocalDate.ofEpochDay(day);
            }
            case TIME, TIMESTAMP, TIMESTAMP_TZ -> time(type, data, start, end);
            case UUID -> {
                byte[] bytes = new byte[16];
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                yield CsvTextConverter.parseUuid(data, start, end, bytes, 0)
                        ? new UUID(buffer.getLong(), buffer.getLong())
                        : null;
            }
            case BINARY -> CsvTextConverter.parseBinary(data, start, end);
            case STRING, JSON ->
                CsvText.isUtf8(data, start, end) ? new String(data, start, end - start, StandardCharsets.UTF_8) : null;
        };
    }

    private static @Nullable Object integer(Primitive type, byte[] data, int start, int end) {
        long value = CsvNumbers.parseLong(data, start, end);
        if (value == CsvNumbers.NONE && !CsvNumbers.isTextOfNone(data, start, end)) {
            return null;
        }
        if (type == Primitive.INT64) {
            return value;
        }
        return value == (int) value ? (Object) (int) value : null;
    }

    private static @Nullable Object fraction(Primitive type, byte[] data, int start, int end, boolean declared) {
        Double value = declared
                ? CsvNumbers.parseDouble(data, start, end)
                : Double.valueOf(JsonNumbers.parseFaithful(data, start, end));
        if (value == null || !declared && value.isNaN()) {
            return null;
        }
        return type == Primitive.FLOAT64 ? value : (Object) value.floatValue();
    }

    private static @Nullable Object time(Primitive type, byte[] data, int start, int end) {
        long micros =
                switch (type) {
                    case TIME -> CsvTimes.parseTime(data, start, end);
                    case TIMESTAMP -> CsvTimes.parseTimestamp(data, start, end);
                    default -> CsvTimes.parseTimestampTz(data, start, end);
                };
        if (micros == CsvTimes.NO_TIME) {
            return null;
        }
        long seconds = Math.floorDiv(micros, MICROS);
        int nanos = (int) Math.floorMod(micros, MICROS) * 1000;
        return switch (type) {
            case TIME -> LocalTime.ofNanoOfDay(micros * 1000);
            case TIMESTAMP -> LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC);
            default -> Instant.ofEpochSecond(seconds, nanos);
        };
    }
}
