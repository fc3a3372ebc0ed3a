package io.headgate.api.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A bit per row, allocated with the first null. */
final class NullBits {

    private NullBits() {}

    static boolean get(long @Nullable [] bits, int row) {
        return bits != null && (bits[row >> 6] & (1L << row)) != 0;
    }

    /** Grows to hold {@code capacity} rows. */
    static long[] grow(long @Nullable [] bits, int capacity) {
        int words = (capacity + 63) >> 6;
        return bits == null ? new long[words] : bits.length >= words ? bits : Arrays.copyOf(bits, words);
    }
}
