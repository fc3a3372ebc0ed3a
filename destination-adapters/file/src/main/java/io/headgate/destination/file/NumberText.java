package io.headgate.destination.file;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;

/** Writes numbers as decimal text. */
final class NumberText {

    private static final long[] POWERS = powers();
    /** Every whole number below is exact as a double, and so is its quotient by a power of ten up to 10^22, rounded once. */
    private static final double EXACT_LIMIT = 1L << 53;

    private static final int MAX_FRACTION_DIGITS = 9;
    private static final int LONG_DIGITS = 20;
    /** A double below, times 10^9, is off by less than a quarter, so that rounding finds its digits if it has no more than nine. */
    private static final double NINE_DIGITS_LIMIT = (1L << 50) / 1e9;

    private static final VarHandle TWO_BYTES =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    /** The two digits of each number below 100 as two bytes, the first digit in the lower one. */
    private static final short[] PAIRS = pairs();

    private NumberText() {}

    private static long[] powers() {
        long[] powers = new long[19];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    private static short[] pairs() {
        short[] pairs = new short[100];
        for (int pair = 0; pair < pairs.length; pair++) {
            pairs[pair] = (short) ('0' + pair / 10 | ('0' + pair % 10) << 8);
        }
        return pairs;
    }

    static void writeLong(long value, TextBuffer out) {
        if (value == Long.MIN_VALUE) {
            out.putText(Long.toString(value));
            return;
        }
        out.ensure(LONG_DIGITS);
        long rest = value;
        if (value < 0) {
            out.bytes[out.length++] = '-';
            rest = -value;
        }
        int count = digits(rest);
        padded(rest, count, out.bytes, out.length);
        out.length += count;
    }

    /** Writes exactly {@code count} digits, zeros in front. The caller has made room. */
    static void padded(long value, int count, byte[] bytes, int start) {
        long rest = value;
        int at = start + count;
        while (rest > Integer.MAX_VALUE) {
            long next = rest / 100;
            at -= 2;
            pair((int) (rest - next * 100), bytes, at);
            rest = next;
        }
        int small = (int) rest;
        while (at - start > 1) {
            int next = small / 100;
            at -= 2;
            pair(small - next * 100, bytes, at);
            small = next;
        }
        if (at > start) {
            bytes[start] = (byte) ('0' + small % 10);
        }
    }

    /** Writes the two digits of a number below 100. The caller has made room. */
    static void pair(int value, byte[] bytes, int at) {
        TWO_BYTES.set(bytes, at, PAIRS[value]);
    }

    private static int digits(long value) {
        // 1233/4096 is a little more than the logarithm of 2 to the base 10: right, or one too few.
        int atLeast = (64 - Long.numberOfLeadingZeros(value | 1)) * 1233 >> 12;
        return atLeast < POWERS.length && value >= POWERS[atLeast] ? atLeast + 1 : Math.max(atLeast, 1);
    }

    /** A decimal to the digit, its scale's zeros included. */
    static void writeDecimal(long unscaled, int scale, TextBuffer out) {
        if (unscaled == Long.MIN_VALUE || scale >= POWERS.length) {
            out.putText(BigDecimal.valueOf(unscaled, scale).toPlainString());
            return;
        }
        if (unscaled < 0) {
            out.put('-');
        }
        long rest = Math.abs(unscaled);
        writeLong(rest / POWERS[scale], out);
        if (scale > 0) {
            out.ensure(scale + 1);
            out.bytes[out.length++] = '.';
            padded(rest % POWERS[scale], scale, out.bytes, out.length);
            out.length += scale;
        }
    }

    /**
     * The shortest text that reads back as the same double: plain where up to nine digits after the point do, else as {@link
     * Double#toString(double)} has it, NaN and the infinities included.
     */
    static void writeDouble(double value, TextBuffer out) {
        double size = Math.abs(value);
        boolean plain = size < EXACT_LIMIT && !(value == 0 && 1 / value < 0);
        if (!plain || !writePlain(value, size, out)) {
            out.putText(Double.toString(value));
        }
    }

    private static boolean writePlain(double value, double size, TextBuffer out) {
        if (size >= NINE_DIGITS_LIMIT) {
            return writeLarge(value, size, out);
        }
        long shifted = (long) Math.rint(size * POWERS[MAX_FRACTION_DIGITS]);
        if ((double) shifted / POWERS[MAX_FRACTION_DIGITS] != size) {
            return false;
        }
        int scale = MAX_FRACTION_DIGITS;
        while (scale > 1 && shifted % 10 == 0) {
            shifted /= 10;
            scale--;
        }
        writeDecimal(value < 0 ? -shifted : shifted, scale, out);
        return true;
    }

    private static boolean writeLarge(double value, double size, TextBuffer out) {
        for (int scale = 1; scale <= MAX_FRACTION_DIGITS; scale++) {
            double shifted = Math.rint(size * POWERS[scale]);
            if (shifted >= EXACT_LIMIT) {
                return scale == 1 && size == Math.rint(size) && writeWhole(value, out);
            }
            if (shifted / POWERS[scale] == size) {
                writeDecimal(value < 0 ? -(long) shifted : (long) shifted, scale, out);
                return true;
            }
        }
        return false;
    }

    private static boolean writeWhole(double value, TextBuffer out) {
        writeLong((long) value, out);
        out.put('.');
        out.put('0');
        return true;
    }
}
