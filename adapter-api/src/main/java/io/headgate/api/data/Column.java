package io.headgate.api.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of one field over all rows of a batch. Arrays may be longer than the batch; entries of null rows are arbitrary.
 * Immutable by convention: whoever gets an array reads it only.
 */
public sealed interface Column {

    /** Whether the row has no value. */
    boolean isNull(int row);

    /** Whether any row has no value. */
    boolean hasNulls();

    /** Null bits: bit {@code row & 63} of word {@code row >> 6}; null if no row is null. */
    long @Nullable [] nullBits();

    /** A column of that type in which no row has a value. */
    static Column nulls(DataType type, int rows) {
        long[] bits = NullBits.grow(null, rows);
        Arrays.fill(bits, -1L);
        return switch (type.storage()) {
            case INT -> new Ints(new int[rows], bits);
            case LONG -> new Longs(new long[rows], bits);
            case DOUBLE -> new Doubles(new double[rows], bits);
            case BYTES -> new Bytes(new byte[0], new int[rows + 1], bits);
            case OBJECT -> new Objects(new @Nullable Object[rows], bits);
        };
    }

    /** Values of {@link Storage#INT}. */
    record Ints(int[] values, long @Nullable [] nullBits) implements Column {
        public int get(int row) {
            return values[row];
        }

        @Override
        public boolean isNull(int row) {
            return NullBits.get(nullBits, row);
        }

        @Override
        public boolean hasNulls() {
            return nullBits != null;
        }
    }

    /** Values of {@link Storage#LONG}. */
    record Longs(long[] values, long @Nullable [] nullBits) implements Column {
        public long get(int row) {
            return values[row];
        }

        @Override
        public boolean isNull(int row) {
            return NullBits.get(nullBits, row);
        }

        @Override
        public boolean hasNulls() {
            return nullBits != null;
        }
    }

    /** Values of {@link Storage#DOUBLE}. */
    record Doubles(double[] values, long @Nullable [] nullBits) implements Column {
        public double get(int row) {
            return values[row];
        }

        @Override
        public boolean isNull(int row) {
            return NullBits.get(nullBits, row);
        }

        @Override
        public boolean hasNulls() {
            return nullBits != null;
        }
    }

    /**
     * Values of {@link Storage#BYTES}: row {@code r} is {@code data[offsets[r]]} up to, not including, {@code
     * data[offsets[r + 1]]}.
     */
    record Bytes(byte[] data, int[] offsets, long @Nullable [] nullBits) implements Column {
        public int start(int row) {
            return offsets[row];
        }

        public int length(int row) {
            return offsets[row + 1] - offsets[row];
        }

        @Override
        public boolean isNull(int row) {
            return NullBits.get(nullBits, row);
        }

        @Override
        public boolean hasNulls() {
            return nullBits != null;
        }
    }

    /** Values of {@link Storage#OBJECT}. */
    record Objects(@Nullable Object[] values, long @Nullable [] nullBits) implements Column {
        public @Nullable Object get(int row) {
            return values[row];
        }

        @Override
        public boolean isNull(int row) {
            return NullBits.get(nullBits, row);
        }

        @Override
        public boolean hasNulls() {
            return nullBits != null;
        }
    }
}
