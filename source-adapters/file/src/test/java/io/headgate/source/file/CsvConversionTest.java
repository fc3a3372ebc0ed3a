package io.headgate.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** The hand-written converters agree with the JDK. */
class CsvConversionTest {

    @Provide
    Arbitrary<String> numbers() {
        return Arbitraries.strings().withChars("0123456789").withChars("00.-+e").ofMaxLength(22);
    }

    @Property
    void any_long_is_read_and_nothing_else(@ForAll long number, @ForAll("numbers") String text) {
        assertThat(parseLong(String.valueOf(number))).isEqualTo(String.valueOf(number));
        String expected;
        try {
            expected = String.valueOf(Long.parseLong(text));
        } catch (NumberFormatException e) {
            expected = "none";
        }
        assertThat(parseLong(text)).isEqualTo(expected);
    }

    @Example
    void the_longs_at_the_edge_are_read() {
        for (long edge : new long[] {Long.MIN_VALUE, Long.MIN_VALUE + 1, Long.MIN_VALUE + 2, Long.MAX_VALUE}) {
            assertThat(parseLong(String.valueOf(edge))).isEqualTo(String.valueOf(edge));
        }
        assertThat(parseLong("9223372036854775808")).isEqualTo("none");
        assertThat(parseLong("-9223372036854775809")).isEqualTo("none");
    }

    private static String parseLong(String text) {
        byte[] data = bytes(text);
        long value = CsvNumbers.parseLong(data, 0, text.length());
        boolean none = value == CsvNumbers.NONE && !CsvNumbers.isTextOfNone(data, 0, text.length());
        return none ? "none" : String.valueOf(value);
    }

    @Property
    void a_plain_decimal_is_the_double_that_the_jdk_reads(
            @ForAll @LongRange(min = -999_999_999_999_999L, max = 999_999_999_999_999L) long unscaled,
            @ForAll @IntRange(max = 15) int scale) {
        String text = BigDecimal.valueOf(unscaled, scale).toPlainString();
        double value = CsvNumbers.parseExactDouble(bytes(text), 0, text.length());
        assertThat(value).isEqualTo(Double.parseDouble(text));
        assertThat(new BigDecimal(String.valueOf(value))).as("nothing is lost").isEqualByComparingTo(text);
    }

    @Property
    void text_that_is_no_plain_decimal_is_left_alone(@ForAll("numbers") String text) {
        double value = CsvNumbers.parseExactDouble(bytes(text), 0, text.length());
        boolean plain = text.matches("-?[0-9]+(\\.[0-9]+)?");
        assertThat(plain || Double.isNaN(value)).isTrue();
        assertThat(Double.isNaN(value) || value == Double.parseDouble(text)).isTrue();
    }

    @Property
    void a_decimal_is_exact_or_refused(
            @ForAll("numbers") String text,
            @ForAll @IntRange(min = 1, max = 18) int precision,
            @ForAll @IntRange(max = 18) int scale) {
        int of = Math.min(scale, precision);
        String expected;
        try {
            BigDecimal number = new BigDecimal(text);
            // The JDK would write out a billion zeros.
            boolean huge = Math.abs((long) number.scale()) > 1000;
            BigDecimal value = (huge ? huge(number) : number).setScale(of, RoundingMode.UNNECESSARY);
            expected = value.precision() <= precision ? value.unscaledValue().toString() : "none";
        } catch (NumberFormatException | ArithmeticException e) {
            expected = "none";
        }
        long value = CsvNumbers.parseDecimal(bytes(text), 0, text.length(), precision, of);
        BigDecimal slow = CsvNumbers.parseBigDecimal(bytes(text), 0, text.length(), precision, of);
        String found = value != CsvNumbers.NONE
                ? String.valueOf(value)
                : slow == null ? "none" : slow.unscaledValue().toString();
        assertThat(found).isEqualTo(expected);
    }

    private static BigDecimal huge(BigDecimal number) {
        if (number.signum() != 0) {
            throw new ArithmeticException();
        }
        return BigDecimal.ZERO;
    }

    @Property
    void every_day_and_only_days_are_dates(
            @ForAll @IntRange(max = 9999) int year,
            @ForAll @IntRange(max = 13) int month,
            @ForAll @IntRange(max = 32) int day) {
        String text = String.format("%04d-%02d-%02d", year, month, day);
        int expected;
        try {
            expected = (int) LocalDate.of(year, month, day).toEpochDay();
        } catch (DateTimeException e) {
            expected = CsvTimes.NO_DATE;
        }
        assertThat(CsvTimes.parseDate(bytes(text), 0, text.length())).isEqualTo(expected);
    }

    @Property
    void timestamps_of_every_precision_and_offset_are_read(
            @ForAll @LongRange(min = -62_000_000_000L, max = 253_000_000_000L) long second,
            @ForAll @IntRange(max = 999_999) int micros,
            @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int offsetMinutes) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(second, micros * 1000, ZoneOffset.UTC);
        String text = time.toString();
        long expected = ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), time);
        assertThat(CsvTimes.parseTimestamp(bytes(text), 0, text.length())).isEqualTo(expected);
        assertThat(CsvTimes.parseTimestampTz(bytes(text + "Z"), 0, text.length() + 1))
                .isEqualTo(expected);
        String withOffset = OffsetDateTime.of(time, ZoneOffset.ofTotalSeconds(60 * offsetMinutes))
                .toString();
        assertThat(CsvTimes.parseTimestampTz(bytes(withOffset), 0, withOffset.length()))
                .isEqualTo(withOffset.endsWith("Z") ? expected : expected - 60_000_000L * offsetMinutes);
    }

    @Property
    void days_and_moments_of_far_away_years_are_read_as_the_jdk_does(
            @ForAll @IntRange(min = -200_000, max = 200_000) int year,
            @ForAll @IntRange(min = 1, max = 366) int day,
            @ForAll @LongRange(max = 86_399_999_999L) long micros) {
        LocalDate date = LocalDate.ofYearDay(year, Math.min(day, 365));
        String text = date.toString();
        assertThat(CsvTimes.parseDate(bytes(text), 0, text.length())).isEqualTo((int) date.toEpochDay());
        LocalDateTime time = date.atStartOfDay().plus(micros, ChronoUnit.MICROS);
        String moment = time.toString();
        long expected = date.toEpochDay() * 86_400_000_000L + micros;
        assertThat(CsvTimes.parseTimestamp(bytes(moment), 0, moment.length())).isEqualTo(expected);
        assertThat(CsvTimes.parseTimestampTz(bytes(moment + "+01:00"), 0, moment.length() + 6))
                .isEqualTo(expected - 3_600_000_000L);
    }

    @Example
    void what_is_finer_than_a_microsecond_is_refused_and_never_rounded() {
        for (String text : new String[] {"12:00:00.0000001", "12:00:00.000000999", "12:00:00.0000000000"}) {
            assertThat(CsvTimes.parseTime(bytes(text), 0, text.length()))
                    .as(text)
                    .isEqualTo(CsvTimes.NO_TIME);
        }
        assertThat(CsvTimes.parseTime(bytes("00:00:00.000001000"), 0, 18)).isEqualTo(1);
    }

    @Example
    void what_no_column_holds_is_no_time() {
        for (String text : new String[] {
            "+300000-01-01T00:00", "-999999999-01-01T00:00", "+12345-02-30T00:00", "-0044-03-15", "+2026-01-01T00:00"
        }) {
            assertThat(CsvTimes.parseTimestamp(bytes(text), 0, text.length()))
                    .as(text)
                    .isEqualTo(CsvTimes.NO_TIME);
        }
        for (String text : new String[] {"+9999999999-01-01", "-044-03-15", "--0044-03-15", "+12345-13-01"}) {
            assertThat(CsvTimes.parseDate(bytes(text), 0, text.length()))
                    .as(text)
                    .isEqualTo(CsvTimes.NO_DATE);
        }
    }

    @Property
    void any_bytes_are_utf8_exactly_if_the_jdk_says_so(@ForAll byte[] random, @ForAll String text) {
        for (byte[] data : new byte[][] {random, text.getBytes(StandardCharsets.UTF_8)}) {
            boolean valid = !new String(data, StandardCharsets.UTF_8).contains("\uFFFD")
                    || java.util.Arrays.equals(
                            new String(data, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), data);
            byte[] slack = java.util.Arrays.copyOf(data, data.length + CsvText.SLACK);
            assertThat(CsvText.isUtf8(slack, 0, data.length)).isEqualTo(valid);
        }
    }

    @Property
    void identifiers_are_read_in_either_case(@ForAll long high, @ForAll long low, @ForAll boolean upper) {
        UUID uuid = new UUID(high, low);
        String text = upper ? uuid.toString().toUpperCase(java.util.Locale.ROOT) : uuid.toString();
        byte[] found = new byte[16];
        assertThat(CsvTextConverter.parseUuid(bytes(text), 0, 36, found, 0)).isTrue();
        assertThat(java.nio.ByteBuffer.wrap(found).getLong()).isEqualTo(high);
        assertThat(java.nio.ByteBuffer.wrap(found).getLong(8)).isEqualTo(low);
    }

    private static byte[] bytes(String text) {
        return java.util.Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), text.length() + CsvText.SLACK);
    }
}
