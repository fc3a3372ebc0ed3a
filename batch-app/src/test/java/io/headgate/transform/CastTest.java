package io.headgate.transform;

import static io.headgate.transform.Rig.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.data.DataType.Primitive;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Values become other types exactly, or their record is rejected. */
class CastTest {

    private static Object cast(String from, Object value, Object to) {
        Rig.Result result = Rig.of("x " + from).transform("cast", Map.of("x", to), row(value));
        assertThat(result.rejected()).isEmpty();
        return result.column("x").get(0);
    }

    private static String failure(String from, Object value, Object to) {
        Rig.Result result = Rig.of("x " + from).transform("cast", Map.of("x", to), row(value));
        assertThat(result.codes()).containsExactly("CAST_FAILED");
        assertThat(result.rows()).isEmpty();
        return result.onlyReason();
    }

    @Test
    void textBecomesNumbers() {
        assertThat(cast("string", "42", "int32")).isEqualTo(42);
        assertThat(cast("string", " -9223372036854775808 ", "int64")).isEqualTo(Long.MIN_VALUE);
        assertThat(cast("string", "1e3", "int64")).isEqualTo(1000L);
        assertThat(cast("string", "0.10", "decimal(4,2)")).isEqualTo(new BigDecimal("0.10"));
        assertThat(cast("string", "-Infinity", "float64")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(cast("string", "YES", "boolean")).isEqualTo(true);
    }

    @Test
    void whatIsNoNumberIsRejectedWithTheRecordAndItsPlace() {
        Rig.Result result = Rig.of("id int64", "x string")
                .transform("cast", Map.of("x", "int64"), row(1, "12"), row(2, "abc"), row(3, "13"));
        assertThat(result.column("x")).containsExactly(12L, 13L);
        assertThat(result.rejected()).singleElement().satisfies(rejected -> {
            assertThat(rejected.code()).isEqualTo("CAST_FAILED");
            assertThat(rejected.place()).isEqualTo("test:2");
            assertThat(rejected.raw()).isEqualTo("{\"id\":2,\"x\":\"abc\"}");
            assertThat(rejected.reason()).isEqualTo("column 'x' cannot become int64: 'abc' is no number");
        });
    }

    @Test
    void nothingIsRoundedOrCutOff() {
        assertThat(failure("string", "2147483648", "int32")).contains("cannot become int32: '2147483648'");
        assertThat(failure("string", "1.5", "int64")).contains("cannot become int64");
        assertThat(failure("float64", 0.125, "decimal(10,2)")).contains("cannot become decimal(10,2)");
        assertThat(failure("int64", (1L << 53) + 1, "float64")).contains("cannot become float64");
        assertThat(failure("float64", Double.NaN, "int32")).contains("is no finite number");
        assertThat(failure("string", "", "int64")).contains("is no number");
        assertThat(failure("string", "1e999999999", "decimal(10,2)")).contains("too many digits");
    }

    @Test
    void emptyTextMayBecomeNull() {
        assertThat(cast("string!", " ", Map.of("type", "int64", "empty_as_null", true)))
                .isNull();
        assertThat(Rig.of("x string!")
                        .plan(Map.of(
                                "transforms",
                                List.of(Map.of("cast", Map.of("x", Map.of("type", "int64", "empty_as_null", true))))))
                        .output()
                        .field(0)
                        .nullable())
                .isTrue();
    }

    @Test
    void datesAreReadAsTheirFormatSays() {
        assertThat(cast("string", "31.12.2026", Map.of("type", "date", "format", "dd.MM.yyyy")))
                .isEqualTo(LocalDate.of(2026, 12, 31));
        assertThat(cast("string", "2026-02-28", "date")).isEqualTo(LocalDate.of(2026, 2, 28));
        assertThat(failure("string", "31.02.2026", Map.of("type", "date", "format", "dd.MM.yyyy")))
                .contains("'31.02.2026' is no date of this format");
        assertThat(failure("string", "2026-02-29", "date")).contains("give its format");
        assertThat(cast("string", "2026-01-02 03:04:05.123456", "timestamp"))
                .isEqualTo(LocalDateTime.parse("2026-01-02T03:04:05.123456"));
        assertThat(failure("string", "2026-01-02T03:04:05.1234567", "timestamp"))
                .contains("finer than a microsecond");
        assertThat(cast("string", "23:59:59", "time")).isEqualTo(LocalTime.of(23, 59, 59));
    }

    @Test
    void aTimeWithoutOffsetNeedsAZoneToBecomeAnInstant() {
        assertThat(failure("string", "2026-07-01T12:00:00", "timestamp_tz")).contains("give the zone");
        assertThat(cast("string", "2026-07-01T12:00:00", Map.of("type", "timestamp_tz", "zone", "Europe/Berlin")))
                .isEqualTo(Instant.parse("2026-07-01T10:00:00Z"));
        assertThat(cast("string", "2026-07-01T12:00:00+09:00", "timestamp_tz"))
                .isEqualTo(Instant.parse("2026-07-01T03:00:00Z"));
        assertThat(cast(
                        "timestamp_tz",
                        Instant.parse("2026-07-01T22:30:00Z"),
                        Map.of("type", "date", "zone", "Europe/Berlin")))
                .isEqualTo(LocalDate.of(2026, 7, 2));
        assertThat(failure(
                        "timestamp",
                        LocalDateTime.parse("2026-03-29T02:30:00"),
                        Map.of("type", "timestamp_tz", "zone", "Europe/Berlin")))
                .contains("clocks went forward");
        assertThat(cast(
                        "timestamp",
                        LocalDateTime.parse("2026-10-25T02:30:00"),
                        Map.of("type", "timestamp_tz", "zone", "Europe/Berlin")))
                .as("of a time that occurs twice, the earlier")
                .isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
    }

    @Test
    void numbersOfAnEpochBecomeInstants() {
        assertThat(cast("int64", 1_700_000_000L, Map.of("type", "timestamp_tz", "format", "epoch_seconds")))
                .isEqualTo(Instant.ofEpochSecond(1_700_000_000L));
        assertThat(cast("string", "1700000000123", Map.of("type", "timestamp_tz", "format", "epoch_millis")))
                .isEqualTo(Instant.ofEpochMilli(1_700_000_000_123L));
    }

    @Test
    void everyScalarBecomesText() {
        assertThat(cast("decimal(20,3)", new BigDecimal("1000.500"), "string")).isEqualTo("1000.500");
        assertThat(cast("date", LocalDate.of(2026, 1, 2), Map.of("type", "string", "format", "dd/MM/yy")))
                .isEqualTo("02/01/26");
        assertThat(cast("uuid", new UUID(1, 2), "string")).isEqualTo(new UUID(1, 2).toString());
        assertThat(cast(
                        "timestamp_tz",
                        Instant.parse("2026-07-01T10:00:00Z"),
                        Map.of("type", "string", "zone", "Europe/Berlin")))
                .isEqualTo("2026-07-01T12:00+02:00");
        assertThat(cast("list<int64>", List.of(1L, 2L), "string")).isEqualTo("[1,2]");
        assertThat(failure("binary", new byte[] {(byte) 0xff}, "string")).contains("is no UTF-8 text");
    }

    @Test
    void textBecomesJsonIfItIsSome() {
        assertThat(cast("string", "{\"a\": [1]}", "json")).isEqualTo("{\"a\": [1]}");
        assertThat(failure("string", "{a}", "json")).contains("is no JSON");
        assertThat(failure("string", "1 2", "json")).contains("is no JSON");
        assertThat(failure("string", "", "json")).contains("is no JSON");
    }

    @Test
    void mistakesAreFoundWhenPlanning() {
        Rig rig = Rig.of("n int64", "d date", "u uuid");
        assertThat(rig.mistakesOf("cast", Map.of("m", "int32")))
                .containsExactly("transforms[0].cast.m: there is no column 'm'; did you mean 'n'?");
        assertThat(rig.mistakesOf("cast", Map.of("n", "timestamp_tz")))
                .singleElement()
                .asString()
                .contains("column 'n' is int64, which cannot become timestamp_tz without format = \"epoch_seconds\"");
        assertThat(rig.mistakesOf("cast", Map.of("u", "date")))
                .containsExactly("transforms[0].cast.u: column 'u' is uuid, which cannot become date");
        assertThat(rig.mistakesOf("cast", Map.of("d", "dat")))
                .singleElement()
                .asString()
                .startsWith("transforms[0].cast.d: ");
        assertThat(rig.mistakesOf("cast", Map.of("d", Map.of("type", "string", "format", "jjj", "zone", "Mars"))))
                .hasSize(2)
                .anyMatch(text -> text.startsWith("transforms[0].cast.d.zone: there is no time zone 'Mars'"))
                .anyMatch(text -> text.startsWith("transforms[0].cast.d.format: "));
    }

    @Test
    void theShortFormsCastBeforeTheTransforms() {
        Rig.Result result = Rig.of("day string", "price string", "n string")
                .run(
                        Map.of(
                                "date_columns", Map.of("day", "dd.MM.yyyy"),
                                "numeric_columns", Map.of("price", "decimal(10,2)", "n", "int32"),
                                "transforms", List.of(Map.of("derive", Map.of("next", "n + 1")))),
                        row("01.02.2026", "1.50", "7"));
        assertThat(result.rows())
                .containsExactly(
                        Map.of("day", LocalDate.of(2026, 2, 1), "price", new BigDecimal("1.50"), "n", 7, "next", 8L));
        Rig.Result plain = Rig.of("day string", "n string")
                .run(Map.of("date_columns", List.of("day"), "numeric_columns", "n"), row("2026-02-01", "0.5"));
        assertThat(plain.rows()).containsExactly(Map.of("day", LocalDate.of(2026, 2, 1), "n", 0.5));
        assertThat(Rig.of("day string").mistakes(Map.of("date_columns", List.of("day", "dy"))))
                .containsExactly("date_columns[1]: there is no column 'dy'; did you mean 'day'?");
    }

    @Property(tries = 500)
    void everyLongIsReadBackFromItsText(@ForAll long number) {
        assertThat(cast("string", String.valueOf(number), "int64")).isEqualTo(number);
    }

    @Property(tries = 500)
    void everyDayIsReadAsTheJdkReadsIt(
            @ForAll @IntRange(min = 0, max = 10_005) int year,
            @ForAll @IntRange(min = 1, max = 12) int month,
            @ForAll @IntRange(min = 1, max = 31) int day) {
        String text = String.format("%04d-%02d-%02d", year, month, day);
        Rig.Result result = Rig.of("x string").transform("cast", Map.of("x", "date"), row(text));
        LocalDate expected;
        try {
            expected = LocalDate.parse(text);
        } catch (java.time.DateTimeException e) {
            assertThat(result.codes()).containsExactly("CAST_FAILED");
            return;
        }
        assertThat(result.column("x")).containsExactly(expected);
        assertThat(result.schema().field(0).type()).isEqualTo(Primitive.DATE);
    }
}
