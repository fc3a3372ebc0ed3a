package io.headgate.testkit.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.Storage;
import io.headgate.api.state.StreamState;
import io.headgate.testkit.StateJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values of every type, its edges included. */
public final class TypeSamples {

    private TypeSamples() {}

    /** Values of one type, without null. */
    public record Sample(DataType type, List<Object> values) {

        List<@Nullable Object> valuesAndNull() {
            List<@Nullable Object> all = new ArrayList<>(values);
            all.add(null);
            return all;
        }

        @Override
        public String toString() {
            return type.text();
        }
    }

    public static Stream<Sample> all() {
        return Stream.of(
                new Sample(Primitive.BOOLEAN, List.of(true, false)),
                new Sample(Primitive.INT32, List.of(0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE)),
                new Sample(Primitive.INT64, List.of(0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE)),
                new Sample(
                        Primitive.FLOAT32,
                        List.of(
                                0f,
                                -0f,
                                1.5f,
                                0.1f,
                                -Float.MAX_VALUE,
                                Float.MIN_NORMAL,
                                Float.MIN_VALUE,
                                Float.NaN,
                                Float.POSITIVE_INFINITY,
                                Float.NEGATIVE_INFINITY)),
                new Sample(
                        Primitive.FLOAT64,
                        List.of(
                                0.1,
                                0.0,
                                -0.0,
                                -1e300,
                                Double.MAX_VALUE,
                                -Double.MAX_VALUE,
                                Double.MIN_NORMAL,
                                Double.MIN_VALUE,
                                9007199254740993.0,
                                123456789.123456789,
                                Double.NaN,
                                Double.POSITIVE_INFINITY,
                                Double.NEGATIVE_INFINITY)),
                new Sample(
                        new DataType.Decimal(12, 2),
                        List.of(decimal("0.00"), decimal("9999999999.99"), decimal("-9999999999.99"))),
                new Sample(
                        new DataType.Decimal(18, 18),
                        List.of(decimal("0.999999999999999999"), decimal("-0.000000000000000001"))),
                new Sample(
                        new DataType.Decimal(19, 0),
                        List.of(decimal("9999999999999999999"), decimal("-9223372036854775809"))),
                new Sample(
                        new DataType.Decimal(38, 18),
                        List.of(
                                decimal("0.000000000000000001"),
                                decimal("-12345678901234567890.123456789012345678"),
                                decimal("99999999999999999999.999999999999999999"),
                                decimal("-99999999999999999999.999999999999999999"))),
                new Sample(
                        Primitive.STRING,
                        List.of(
                                "",
                                " ",
                                "null",
                                "NULL",
                                "a,b;\"c\"\r\nd\\N\t'",
                                "日本 \uD83D\uDE00",
                                "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 e\u0301 \uDBFF\uDFFD",
                                "\uFEFF\u0001\u007F\u0085\u2028",
                                "\\.")),
                new Sample(Primitive.BINARY, List.of(new byte[0], new byte[] {0, 1, -1, 34, 92, 10})),
                new Sample(
                        Primitive.DATE,
                        List.of(
                                LocalDate.of(1970, 1, 1),
                                LocalDate.of(1600, 2, 29),
                                LocalDate.of(1900, 2, 28),
                                LocalDate.of(1582, 10, 10),
                                LocalDate.of(9999, 12, 31),
                                LocalDate.of(10_000, 1, 1),
                                LocalDate.of(200_000, 2, 29),
                                LocalDate.of(1, 1, 1),
                                LocalDate.of(0, 2, 29),
                                LocalDate.of(-43, 3, 15),
                                LocalDate.of(-4711, 2, 28))),
                new Sample(
                        Primitive.TIME,
                        List.of(
                                LocalTime.MIDNIGHT,
                                LocalTime.of(0, 0, 0, 1000),
                                LocalTime.of(23, 59, 59, 999_999_000))),
                new Sample(
                        Primitive.TIMESTAMP,
                        List.of(
                                LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000),
                                LocalDateTime.of(2024, 2, 29, 12, 0),
                                LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_000),
                                LocalDateTime.of(12_345, 6, 7, 8, 9, 10, 1000),
                                LocalDateTime.of(1, 1, 1, 0, 0),
                                LocalDateTime.of(0, 12, 31, 23, 59, 59, 999_999_000),
                                LocalDateTime.of(-43, 3, 15, 12, 0, 0, 123_456_000))),
                new Sample(
                        Primitive.TIMESTAMP_TZ,
                        List.of(
                                Instant.EPOCH,
                                Instant.parse("2024-03-31T01:30:00.123456Z"),
                                Instant.parse("1883-11-18T17:00:00Z"),
                                Instant.parse("+12345-06-07T08:09:10.000001Z"),
                                Instant.parse("0000-12-31T23:59:59.999999Z"),
                                Instant.parse("-0043-03-15T12:00:00Z"))),
                new Sample(Primitive.UUID, List.of(new UUID(0, 0), new UUID(-1, 1))),
                new Sample(
                        Primitive.JSON,
                        List.of(
                                "{\"a\": [1, null, \"ü\"], \"b\": -0.5}",
                                "[]",
                                "{}",
                                "null",
                                "true",
                                "\"1\"",
                                "1",
                                "\"\\ud83d\\ude00 \\\"\\\\ \\n\"",
                                "{\"\": " + "[".repeat(50) + "{\"deep\": null}" + "]".repeat(50) + "}")),
                new Sample(
                        new DataType.ListOf(Primitive.STRING),
                        List.of(List.of("a", "b,\"c\"\n\\"), List.of("a,b"), List.of("1"), List.of())),
                new Sample(
                        new DataType.Struct(List.of(Field.of("x", Primitive.INT64), Field.of("y", Primitive.STRING))),
                        // Sorted: the fields of a struct have an order, those of Map.of have a new one in every JVM.
                        List.of(new java.util.TreeMap<>(Map.of("x", 1L, "y", "z")))),
                new Sample(
                        new DataType.ListOf(new DataType.ListOf(Primitive.INT64)),
                        List.of(List.of(List.of(1L, Long.MAX_VALUE), List.of()), List.of(List.of()))),
                new Sample(
                        DataType.parse("struct<in:struct<list:list<string>>>"),
                        List.of(Map.of("in", Map.of("list", List.of("\uD83D\uDE00", ""))))),
                new Sample(new DataType.MapOf(Primitive.STRING, Primitive.INT64), List.of(Map.of("k", 1L), Map.of())));
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }

    /** Nested values and JSON may come back as JSON text of any layout; everything else must be equal. */
    static void assertSame(DataType type, @Nullable Object actual, @Nullable Object expected) {
        if (expected == null || actual == null) {
            assertThat(actual).isEqualTo(expected);
        } else if (type == Primitive.JSON) {
            assertThat(parsed(actual)).isEqualTo(parsed(expected));
        } else if (type.storage() == Storage.OBJECT && !(type instanceof DataType.Decimal)) {
            assertThat(parsed(actual)).isEqualTo(inState(expected));
        } else if (expected instanceof BigDecimal decimal) {
            assertThat((BigDecimal) actual).isEqualByComparingTo(decimal);
        } else {
            assertThat(actual).isEqualTo(expected);
        }
    }

    /** What JSON text means; what is parsed already stays. */
    private static StreamState parsed(Object value) {
        return value instanceof String text ? StateJson.read("{\"value\":" + text + "}") : inState(value);
    }

    /** As a value of a state, of which all numbers are Long or Double. */
    private static StreamState inState(Object value) {
        return StreamState.of("value", value);
    }
}
