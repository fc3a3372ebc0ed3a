package io.headgate.destination.jdbc;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * PostgreSQL's binary form of a NUMERIC: digits of base 10,000 that are aligned at the decimal point, the first one's weight, sign
 * and scale. One thread: it keeps scratch space.
 */
final class NumericFormat {

    private static final int BASE = 10_000;
    private static final int NEGATIVE = 0x4000;
    private static final long[] POWERS = new long[19];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    /** Least significant digit first. */
    private short[] digits = new short[16];

    /**
     * @param unscaled the number without its point
     * @param scale digits after the point, 0 to 18
     */
    void put(long unscaled, int scale, CopyBuffer out) {
        if (unscaled == Long.MIN_VALUE) {
            put(BigDecimal.valueOf(unscaled, scale), out);
            return;
        }
        long rest = Math.abs(unscaled);
        int fractionDigits = (scale + 3) / 4;
        int count = 0;
        int tail = scale % 4;
        if (tail != 0) {
            // The last digit of base 10,000 is filled up with zeros.
            long cut = POWERS[tail];
            digits[count++] = (short) (rest % cut * POWERS[4 - tail]);
            rest /= cut;
        }
        while (rest != 0) {
            long next = rest / BASE;
            digits[count++] = (short) (rest - next * BASE);
            rest = next;
        }
        write(count, fractionDigits, unscaled < 0, scale, out);
    }

    /** Any decimal. */
    void put(BigDecimal value, CopyBuffer out) {
        BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
        int scale = plain.scale();
        int padding = (4 - scale % 4) % 4;
        BigInteger rest = plain.unscaledValue().abs().multiply(BigInteger.TEN.pow(padding));
        int needed = rest.bitLength() / 13 + 2;
        if (digits.length < needed) {
            digits = new short[needed];
        }
        BigInteger base = BigInteger.valueOf(BASE);
        int count = 0;
        while (rest.signum() != 0) {
            BigInteger[] parts = rest.divideAndRemainder(base);
            digits[count++] = parts[1].shortValue();
            rest = parts[0];
        }
        write(count, (scale + 3) / 4, plain.signum() < 0, scale, out);
    }

    private void write(int count, int fractionDigits, boolean negative, int scale, CopyBuffer out) {
        int top = count;
        while (top > 0 && digits[top - 1] == 0) {
            top--;
        }
        int bottom = 0;
        while (bottom < top && digits[bottom] == 0) {
            bottom++;
        }
        int length = top - bottom;
        out.ensure(12 + 2 * length);
        out.putInt(8 + 2 * length);
        out.putShort(length);
        out.putShort(length == 0 ? 0 : top - fractionDigits - 1);
        out.putShort(negative && length > 0 ? NEGATIVE : 0);
        out.putShort(scale);
        for (int i = top - 1; i >= bottom; i--) {
            out.putShort(digits[i]);
        }
    }
}
