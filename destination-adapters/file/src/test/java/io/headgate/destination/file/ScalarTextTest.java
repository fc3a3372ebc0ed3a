package io.headgate.destination.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ScalarTextTest {

    private final Random random = new Random(20261121);

    private static String text(Consumer<TextBuffer> writer) {
        TextBuffer out = new TextBuffer();
        writer.accept(out);
        return new String(out.bytes, 0, out.length, StandardCharsets.UTF_8);
    }

    @Test
    void whole_numbers_are_written_to_the_digit() {
        for (long value : new long[] {
            0, 1, -1, 9, 10, 99, 100, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE
        }) {
            assertThat(text(out -> NumberText.writeLong(value, out))).isEqualTo(Long.toString(value));
        }
        for (int i = 0; i < 20_000; i++) {
            long value = random.nextLong() >> random.nextInt(64);
            assertThat(text(out -> NumberText.writeLong(value, out))).isEqualTo(Long.toString(value));
        }
    }

    @Test
    void decimals_keep_every_digit_of_their_scale() {
        for (int i = 0; i < 20_000; i++) {
            long unscaled = random.nextLong() >> random.nextInt(64);
            int scale = random.nextInt(19);
            assertThat(text(out -> NumberText.writeDecimal(unscaled, scale, out)))
                    .isEqualTo(BigDecimal.valueOf(unscaled, scale).toPlainString());
        }
        assertThat(text(out -> NumberText.writeDecimal(Long.MIN_VALUE, 3, out))).isEqualTo("-9223372036854775.808");
    }

    @Test
    void every_double_reads_back_as_itself() {
        double[] special = {
            0,
            -0.0,
            1,
            -1.5,
            0.1,
            1e-9,
            1e-10,
            1e15,
            1e16,
            9007199254740991d,
            9007199254740993d,
            1e22,
            1e23,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            123456789.123456789
        };
        for (double value : special) {
            assertReadsBack(value);
        }
        for (int i = 0; i < 8_000; i++) {
            assertReadsBack(Double.longBitsToDouble(random.nextLong()));
            assertReadsBack(Math.rint(random.nextGaussian() * 1e7) / Math.pow(10, random.nextInt(10)));
            assertReadsBack(random.nextGaussian() * 1e3);
        }
    }

    private static void assertReadsBack(double value) {
        String text = text(out -> NumberText.writeDouble(value, out));
        assertThat(Double.doubleToLongBits(Double.parseDouble(text)))
                .as(text)
                .isEqualTo(Double.doubleToLongBits(value));
        assertThat(text.length())
                .as(text)
                .isLessThanOrEqualTo(Math.max(20, Double.toString(value).length()));
    }

    @Test
    void plain_doubles_look_plain_and_never_like_whole_numbers() {
        assertThat(text(out -> NumberText.writeDouble(12.34, out))).isEqualTo("12.34");
        assertThat(text(out -> NumberText.writeDouble(-5, out))).isEqualTo("-5.0");
        assertThat(text(out -> NumberText.writeDouble(10_000_000, out))).isEqualTo("10000000.0");
        assertThat(text(out -> NumberText.writeDouble(-0.0, out))).isEqualTo("-0.0");
    }

    @Test
    void dates_are_those_of_the_jdk() {
        for (int day = -719_530; day < 2_932_900; day += 1 + random.nextInt(400)) {
            int epochDay = day;
            assertThat(text(out -> TimeText.writeDate(epochDay, out)))
                    .isEqualTo(LocalDate.ofEpochDay(epochDay).toString());
        }
        assertThat(text(out -> TimeText.writeDate(2_932_897, out))).isEqualTo("+10000-01-01");
    }

    @Test
    void times_have_a_fraction_only_where_there_is_one() {
        assertThat(text(out -> TimeText.writeTime(0, out))).isEqualTo("00:00:00");
        assertThat(text(out -> TimeText.writeTime(86_399_999_999L, out))).isEqualTo("23:59:59.999999");
        DateTimeFormatter seconds = DateTimeFormatter.ofPattern("HH:mm:ss");
        for (int i = 0; i < 20_000; i++) {
            long micros = Math.floorMod(random.nextLong(), TimeText.MICROS_PER_DAY);
            String text = text(out -> TimeText.writeTime(micros, out));
            assertThat(LocalTime.parse(text).toNanoOfDay()).isEqualTo(micros * 1000);
            assertThat(text).startsWith(LocalTime.parse(text).format(seconds));
        }
        assertThatThrownBy(() -> text(out -> TimeText.writeTime(86_400_000_000L, out)))
                .isInstanceOf(UnfitValueException.class);
    }

    @Test
    void instants_before_and_after_1970_read_back_as_themselves() {
        for (int i = 0; i < 20_000; i++) {
            long micros = random.nextLong() >> (10 + random.nextInt(40));
            Instant instant = Instant.parse(text(out -> TimeText.writeInstant(micros, out)));
            assertThat(instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000)
                    .isEqualTo(micros);
        }
    }

    @Test
    void a_name_is_one_harmless_file_name_and_no_two_share_one() {
        assertThat(SafeName.of("orders")).isEqualTo("orders");
        assertThat(SafeName.of("sales.orders")).isEqualTo("sales.orders");
        assertThat(SafeName.of("..")).isEqualTo("%2E.");
        assertThat(SafeName.of("../../etc/passwd")).doesNotContain("/").doesNotStartWith(".");
        assertThat(SafeName.of("a~b")).isEqualTo("a%7Eb");
        assertThat(SafeName.of("größe")).isEqualTo("gr%C3%B6%C3%9Fe");
        assertThat(SafeName.of("\0")).isEqualTo("%00");
        assertThat(SafeName.of("")).isEqualTo("%");
        String long1 = "x".repeat(300) + "1";
        String long2 = "x".repeat(300) + "2";
        assertThat(SafeName.of(long1)).hasSizeLessThan(81).isNotEqualTo(SafeName.of(long2));
    }

    @Test
    void utf8_is_judged_as_the_jdk_does() {
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(5)];
            random.nextBytes(bytes);
            bytes[0] |= (byte) 0x80;
            assertThat(Utf8.isValid(bytes, 0, bytes.length)).isEqualTo(isValid(bytes));
        }
        byte[] emoji = "a😀é€".getBytes(StandardCharsets.UTF_8);
        assertThat(Utf8.isValid(emoji, 0, emoji.length)).isTrue();
        assertThat(Utf8.show(new byte[] {'a', (byte) 0xFF, (byte) 0xC3, (byte) 0xA9, (byte) 0xC3}, 0, 5))
                .isEqualTo("a\\xFFé\\xC3");
    }

    private static boolean isValid(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes));
            return true;
        } catch (java.nio.charset.CharacterCodingException e) {
            return false;
        }
    }
}
