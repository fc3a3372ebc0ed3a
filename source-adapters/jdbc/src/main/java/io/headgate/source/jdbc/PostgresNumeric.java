package io.headgate.source.jdbc;

import io.headgate.api.data.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's binary form of a NUMERIC: number of digits of base 10,000, the first one's weight, sign, scale, digits. */
final class PostgresNumeric {

    /** No number, or none that fits. */
    static final long NONE = Long.MIN_VALUE;

    private static final int HEADER_BYTES = 8;
    private static final int NEGATIVE = 0x4000;
    private static final int NAN = 0xC000;
    private static final int INFINITY = 0xD000;
    private static final int NEGATIVE_INFINITY = 0xF000;
    /** Digits of base 10,000 that surely fit a long. */
    private static final int SHORT_DIGITS = 4;

    private static final long[] POWERS = new long[19];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private PostgresNumeric() {}

    private static int at(byte[] bytes, int at, int index) {
        return (short) PostgresDecoder.SHORTS.get(bytes, at + 2 * index);
    }

    /** Whether there are as many bytes as the digits need. */
    static boolean isWhole(byte[] bytes, int at, int length) {
        return length >= HEADER_BYTES && length == HEADER_BYTES + 2 * at(bytes, at, 0);
    }

    /** The unscaled value at the type's scale, of a type of 18 digits at most; {@link #NONE} if it does not fit. */
    static long unscaled(byte[] bytes, int at, DataType.Decimal type) {
        int count = at(bytes, at, 0);
        int sign = at(bytes, at, 2) & 0xFFFF;
        if (sign != 0 && sign != NEGATIVE) {
            return NONE;
        }
        if (count == 0) {
            return 0;
        }
        if (count > SHORT_DIGITS) {
            return slowly(bytes, at, type);
        }
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value * 10_000 + at(bytes, at, 4 + i);
        }
        int shift = (at(bytes, at, 1) - count + 1) * 4 + type.scale();
        long scaled = shift >= 0 ? up(value, shift) : down(value, -shift);
        if (scaled == NONE || scaled >= POWERS[type.precision()]) {
            return NONE;
        }
        return sign == NEGATIVE ? -scaled : scaled;
    }

    private static long up(long value, int digits) {
        if (digits >= POWERS.length || value > Long.MAX_VALUE / POWERS[digits]) {
            return NONE;
        }
        return value * POWERS[digits];
    }

    /** Exactly: nothing is rounded. */
    private static long down(long value, int digits) {
        if (digits >= POWERS.length) {
            return NONE;
        }
        long quotient = value / POWERS[digits];
        return quotient * POWERS[digits] == value ? quotient : NONE;
    }

    private static long slowly(byte[] bytes, int at, DataType.Decimal type) {
        BigDecimal value = fitting(bytes, at, type);
        return value == null ? NONE : value.unscaledValue().longValueExact();
    }

    /** The value at the type's scale; null if it does not fit. */
    static @Nullable BigDecimal fitting(byte[] bytes, int at, DataType.Decimal type) {
        int sign = at(bytes, at, 2) & 0xFFFF;
        if (sign != 0 && sign != NEGATIVE) {
            return null;
        }
        try {
            BigDecimal scaled = value(bytes, at).setScale(type.scale(), RoundingMode.UNNECESSARY);
            return scaled.precision() > type.precision() ? null : scaled;
        } catch (ArithmeticException e) {
            return null;
        }
    }

    static String text(byte[] bytes, int at) {
        return switch (at(bytes, at, 2) & 0xFFFF) {
            case NAN -> "NaN";
            case INFINITY -> "Infinity";
            case NEGATIVE_INFINITY -> "-Infinity";
            default -> value(bytes, at).toPlainString();
        };
    }

    private static BigDecimal value(byte[] bytes, int at) {
        int count = at(bytes, at, 0);
        int scale = at(bytes, at, 3);
        BigInteger unscaled = BigInteger.ZERO;
        BigInteger base = BigInteger.valueOf(10_000);
        for (int i = 0; i < count; i++) {
            unscaled = unscaled.multiply(base).add(BigInteger.valueOf(at(bytes, at, 4 + i)));
        }
        BigDecimal value = new BigDecimal(unscaled, (count - 1 - at(bytes, at, 1)) * 4);
        boolean negative = (at(bytes, at, 2) & 0xFFFF) == NEGATIVE;
        return (negative ? value.negate() : value).setScale(scale, RoundingMode.HALF_UP);
    }
}
