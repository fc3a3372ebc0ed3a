package io.headgate.source.file;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Numbers from ASCII text, without a String. */
final class CsvNumbers {

    /** What {@link #parseLong} and {@link #parseDecimal} give for text that is no such number; no other number does. */
    static final long NONE = Long.MIN_VALUE + 1;

    private static final int EXACT_DIGITS = 15;
    private static final int LONG_DIGITS = 18;
    /** Longer texts of a decimal are refused: 1,000 digits are the most that a type has. */
    private static final int MAX_DECIMAL_TEXT = 2000;

    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    /** Up to 18, the most digits that are counted in a long. */
    private static final long[] LONG_POWERS = new long[LONG_DIGITS + 1];

    static {
        LONG_POWERS[0] = 1;
        for (int i = 1; i <= LONG_DIGITS; i++) {
            LONG_POWERS[i] = LONG_POWERS[i - 1] * 10;
        }
    }

    private CsvNumbers() {}

    /** An integer that a long holds, with an optional sign; {@link #NONE} if it is none (or is that very number). */
    static long parseLong(byte[] data, int start, int end) {
        int i = start;
        boolean negative = i < end && data[i] == '-';
        if (negative || i < end && data[i] == '+') {
            i++;
        }
        int digits = end - i;
        if (digits < 1) {
            return NONE;
        }
        if (digits > LONG_DIGITS) {
            return parseLongSlowly(data, i, end, negative);
        }
        long value = 0;
        for (; i < end; i++) {
            int digit = data[i] - '0';
            if (digit < 0 || digit > 9) {
                return NONE;
            }
            value = value * 10 + digit;
        }
        return negative ? -value : value;
    }

    /** Whether the text is the number {@link #NONE} itself. */
    static boolean isTextOfNone(byte[] data, int start, int end) {
        return end - start == 20
                && new String(data, start, end - start, StandardCharsets.ISO_8859_1).equals(String.valueOf(NONE));
    }

    private static long parseLongSlowly(byte[] data, int from, int end, boolean negative) {
        long value = 0;
        for (int i = from; i < end; i++) {
            int digit = data[i] - '0';
            // Counts downwards: the smallest long has no positive counterpart.
            if (digit < 0 || digit > 9 || value < Long.MIN_VALUE / 10 || value * 10 < Long.MIN_VALUE + digit) {
                return NONE;
            }
            value = value * 10 - digit;
        }
        return negative ? value : value == Long.MIN_VALUE ? NONE : -value;
    }

    /** Whether a number is written in the one way in which it would be printed: no leading plus, no leading zero, no -0. */
    static boolean isCanonical(byte[] data, int start, int end) {
        int i = start < end && data[start] == '-' ? start + 1 : start;
        if (i >= end || data[i] == '+') {
            return false;
        }
        return data[i] != '0' || (i + 1 == end ? i == start : data[i + 1] == '.');
    }

    /**
     * A plain decimal (digits, at most one point with digits on both sides) of at most 15 significant digits, which a double
     * holds without loss; NaN for any other text.
     */
    static double parseExactDouble(byte[] data, int start, int end) {
        int i = start;
        boolean negative = i < end && data[i] == '-';
        i += negative ? 1 : 0;
        long mantissa = 0;
        int digits = 0;
        int point = -1;
        int first = i;
        for (; i < end; i++) {
            int digit = data[i] - '0';
            if (digit >= 0 && digit <= 9) {
                mantissa = mantissa * 10 + digit;
                digits += mantissa == 0 ? 0 : 1;
                if (digits > EXACT_DIGITS) {
                    return Double.NaN;
                }
            } else if (data[i] == '.' && point < 0 && i > first) {
                point = i;
            } else {
                return Double.NaN;
            }
        }
        int scale = point < 0 ? 0 : end - point - 1;
        if (i == first || point == end - 1 || scale >= POWERS.length) {
            return Double.NaN;
        }
        // Both are exact as doubles, so that the quotient is the nearest double to the decimal.
        double value = mantissa / POWERS[scale];
        return negative ? -value : value;
    }

    /** Any number of digits, point and exponent, and NaN, Infinity and -Infinity. Null for any other text. */
    static @Nullable Double parseDouble(byte[] data, int start, int end) {
        if (!isNumberText(data, start, end)) {
            return namedDouble(data, start, end);
        }
        try {
            return JavaDoubleParser.parseDouble(data, start, end - start);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Double namedDouble(byte[] data, int start, int end) {
        if (end - start > 9) {
            return null;
        }
        return switch (new String(data, start, end - start, StandardCharsets.ISO_8859_1)) {
            case "NaN", "nan" -> Double.NaN;
            case "Infinity", "inf" -> Double.POSITIVE_INFINITY;
            case "-Infinity", "-inf" -> Double.NEGATIVE_INFINITY;
            default -> null;
        };
    }

    /** Whether only characters of decimal numbers occur: the parsers of the JDK take blanks, suffixes and hexadecimals too. */
    private static boolean isNumberText(byte[] data, int start, int end) {
        for (int i = start; i < end; i++) {
            byte b = data[i];
            boolean part = b >= '0' && b <= '9' || b == '.' || b == '-' || b == '+' || b == 'e' || b == 'E';
            if (!part) {
                return false;
            }
        }
        return start < end;
    }

    /** The unscaled value at a scale, if the number has at most {@code precision} (up to 18) digits; else {@link #NONE}. */
    static long parseDecimal(byte[] data, int start, int end, int precision, int scale) {
        int i = start;
        boolean negative = i < end && data[i] == '-';
        if (negative || i < end && data[i] == '+') {
            i++;
        }
        long value = 0;
        int fraction = -1;
        int seen = 0;
        for (; i < end; i++) {
            int digit = data[i] - '0';
            if (digit >= 0 && digit <= 9) {
                seen++;
                fraction += fraction >= 0 ? 1 : 0;
                if (fraction > scale) {
                    if (digit != 0) {
                        return NONE;
                    }
                    fraction = scale;
                } else if (value > Long.MAX_VALUE / 10 - 1) {
                    return NONE;
                } else {
                    value = value * 10 + digit;
                }
            } else if (data[i] == '.' && fraction < 0) {
                fraction = 0;
            } else {
                return NONE;
            }
        }
        value = shifted(value, scale - Math.max(fraction, 0));
        return seen == 0 || value < 0 || value >= LONG_POWERS[precision] ? NONE : negative ? -value : value;
    }

    private static long shifted(long value, int digits) {
        if (value == 0) {
            return 0;
        }
        if (digits > LONG_DIGITS || value > Long.MAX_VALUE / LONG_POWERS[digits]) {
            return -1;
        }
        return value * LONG_POWERS[digits];
    }

    /** A number at a scale without loss, exponents understood; null if it is none or does not fit. */
    static @Nullable BigDecimal parseBigDecimal(byte[] data, int start, int end, int precision, int scale) {
        if (!isNumberText(data, start, end) || end - start > MAX_DECIMAL_TEXT) {
            return null;
        }
        try {
            BigDecimal value = new BigDecimal(new String(data, start, end - start, StandardCharsets.ISO_8859_1));
            if (value.signum() != 0 && !mayFit(value, precision, scale)) {
                return null;
            }
            BigDecimal scaled = value.signum() == 0
                    ? BigDecimal.ZERO.setScale(scale)
                    : value.setScale(scale, RoundingMode.UNNECESSARY);
            return scaled.precision() <= precision ? scaled : null;
        } catch (ArithmeticException | NumberFormatException e) {
            return null;
        }
    }

    /** Whether writing the number out at the scale is worth trying: an exponent such as e99999999 would fill the memory. */
    private static boolean mayFit(BigDecimal value, int precision, int scale) {
        long integerDigits = (long) value.precision() - value.scale();
        long excessScale = (long) value.scale() - scale;
        return integerDigits <= precision && excessScale < value.precision();
    }
}
