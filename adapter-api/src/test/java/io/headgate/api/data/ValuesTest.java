package io.headgate.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.headgate.api.data.DataType.Primitive;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValuesTest {

    private static Object roundTrip(DataType type, Object value) {
        RowBatchBuilder builder = new RowBatchBuilder(RowSchema.of(Field.of("value", type)), 1);
        Values.write(builder.column(0), builder.schema().field(0), value);
        builder.endRow();
        return builder.build().value(0, 0);
    }

    static Stream<Arguments> values() {
        return Stream.of(
                arguments(Primitive.BOOLEAN, true),
                arguments(Primitive.BOOLEAN, false),
                arguments(Primitive.INT32, Integer.MIN_VALUE),
                arguments(Primitive.INT64, Long.MIN_VALUE),
                arguments(Primitive.FLOAT32, -0.1f),
                arguments(Primitive.FLOAT32, Float.NaN),
                arguments(Primitive.FLOAT64, Double.MIN_VALUE),
                arguments(Primitive.FLOAT64, Double.NEGATIVE_INFINITY),
                arguments(new DataType.Decimal(18, 18), new BigDecimal("-0.999999999999999999")),
                arguments(new DataType.Decimal(12, 2), new BigDecimal("0.00")),
                arguments(new DataType.Decimal(40, 3), new BigDecimal("1234567890123456789012345678901234567.123")),
                arguments(Primitive.STRING, ""),
                arguments(Primitive.STRING, "a\u0000b ü 日本 \uD83D\uDE00"),
                arguments(Primitive.BINARY, new byte[] {0, -1, 127}),
                arguments(Primitive.BINARY, new byte[0]),
                arguments(Primitive.DATE, LocalDate.of(-4712, 1, 1)),
                arguments(Primitive.DATE, LocalDate.of(9999, 12, 31)),
                arguments(Primitive.TIME, LocalTime.of(23, 59, 59, 999_999_000)),
                arguments(Primitive.TIMESTAMP, LocalDateTime.of(1, 1, 1, 0, 0, 0, 1000)),
                arguments(Primitive.TIMESTAMP, LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000)),
                arguments(Primitive.TIMESTAMP_TZ, Instant.parse("-0001-01-01T00:00:00.000001Z")),
                arguments(Primitive.UUID, UUID.fromString("ffffffff-0000-4000-8000-fedcba987654")),
                arguments(Primitive.JSON, "{\"a\":[1,null]}"),
                arguments(new DataType.ListOf(Primitive.INT64), List.of(1L, 2L)),
                arguments(new DataType.Struct(List.of(Field.of("a", Primitive.INT64))), Map.of("a", 1L)),
                arguments(new DataType.MapOf(Primitive.STRING, Primitive.DATE), Map.of("k", LocalDate.EPOCH)));
    }

    @ParameterizedTest
    @MethodSource("values")
    void a_value_comes_back_as_it_went(DataType type, Object value) {
        assertThat(roundTrip(type, value)).isEqualTo(value);
    }

    static Stream<Arguments> wider() {
        return Stream.of(
                arguments(Primitive.INT32, 7L, 7),
                arguments(Primitive.INT32, 7.0, 7),
                arguments(Primitive.INT64, (short) 7, 7L),
                arguments(Primitive.INT64, new BigInteger("9223372036854775807"), Long.MAX_VALUE),
                arguments(Primitive.INT64, new BigDecimal("7.000"), 7L),
                arguments(Primitive.FLOAT64, 7L, 7.0),
                arguments(Primitive.FLOAT64, 1L << 53, 9007199254740992.0),
                arguments(Primitive.FLOAT64, new BigDecimal("0.1"), 0.1),
                arguments(Primitive.FLOAT32, 0.5, 0.5f),
                arguments(new DataType.Decimal(5, 2), 7, new BigDecimal("7.00")),
                arguments(new DataType.Decimal(5, 2), 7.5, new BigDecimal("7.50")),
                arguments(new DataType.Decimal(30, 1), 7L, new BigDecimal("7.0")),
                arguments(
                        Primitive.TIMESTAMP_TZ,
                        OffsetDateTime.parse("2024-01-01T01:00:00+01:00"),
                        Instant.parse("2024-01-01T00:00:00Z")),
                arguments(
                        Primitive.TIMESTAMP_TZ,
                        ZonedDateTime.parse("2024-07-01T02:00:00+02:00[Europe/Berlin]"),
                        Instant.parse("2024-07-01T00:00:00Z")));
    }

    @ParameterizedTest
    @MethodSource("wider")
    void a_wider_java_type_is_taken_if_nothing_is_lost(DataType type, Object value, Object stored) {
        assertThat(roundTrip(type, value)).isEqualTo(stored);
    }

    static Stream<Arguments> misfits() {
        return Stream.of(
                arguments(Primitive.BOOLEAN, "true"),
                arguments(Primitive.INT32, 1L << 31),
                arguments(Primitive.INT32, 1.5),
                arguments(Primitive.INT64, Double.NaN),
                arguments(Primitive.INT64, "7"),
                arguments(Primitive.INT64, new BigInteger("9223372036854775808")),
                arguments(Primitive.FLOAT64, (1L << 53) + 1),
                arguments(Primitive.FLOAT64, new BigDecimal("1e400")),
                arguments(Primitive.FLOAT32, 1e300),
                arguments(Primitive.FLOAT32, (1 << 24) + 1),
                arguments(new DataType.Decimal(5, 2), new BigDecimal("1.234")),
                arguments(new DataType.Decimal(5, 2), new BigDecimal("1000.00")),
                arguments(new DataType.Decimal(5, 2), Double.POSITIVE_INFINITY),
                arguments(new DataType.Decimal(20, 2), new BigDecimal("1e19")),
                arguments(new DataType.Decimal(20, 2), new BigDecimal("1e2000000000")),
                arguments(new DataType.Decimal(5, 5), BigDecimal.ONE),
                arguments(Primitive.STRING, 7),
                arguments(Primitive.STRING, "half a character: \uD83D"),
                arguments(Primitive.JSON, "\"\uDE00\uD83D\""),
                arguments(Primitive.BINARY, "text"),
                arguments(Primitive.DATE, LocalDateTime.MIN),
                arguments(Primitive.DATE, LocalDate.MAX),
                arguments(Primitive.TIME, LocalTime.of(0, 0, 0, 1)),
                arguments(Primitive.TIMESTAMP, LocalDateTime.MAX),
                arguments(Primitive.TIMESTAMP, LocalDateTime.of(2024, 1, 1, 0, 0, 0, 999)),
                arguments(Primitive.TIMESTAMP_TZ, Instant.MAX),
                arguments(Primitive.UUID, "no uuid"),
                arguments(new DataType.ListOf(Primitive.INT64), Map.of()),
                arguments(new DataType.MapOf(Primitive.STRING, Primitive.INT64), List.of()));
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void a_value_that_would_change_is_refused_naming_the_field(DataType type, Object value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> roundTrip(type, value))
                .withMessageContaining("'value'")
                .withMessageContaining(type.text());
    }
}
