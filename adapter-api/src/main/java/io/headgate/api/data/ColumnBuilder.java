package io.headgate.api.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Collects the values of one field. Values are set row by row: at most one per row, before {@link RowBatchBuilder#endRow}; a row
 * without a value is null. The typed subclasses are for hot paths: fetch one per field once, not per row.
 */
public abstract sealed class ColumnBuilder {

    long @Nullable [] nullBits;
    /** Rows that have been decided, as a value or as null. */
    int size;

    /** Sets null for the current row. The same as setting nothing. */
    public final void setNull() {
        int row = size;
        reserve();
        long[] bits = nullBits;
        if (bits == null || bits.length <= row >> 6) {
            bits = NullBits.grow(bits, Math.max(1024, capacity()));
            nullBits = bits;
        }
        bits[row >> 6] |= 1L << row;
        closeNull();
        size = row + 1;
    }

    /**
     * Makes the column whole for {@code rows} rows: null if the last one got no value.
     *
     * @return false if it got more than one, so that all later values would stand in wrong rows
     */
    final boolean endRow(int rows) {
        if (size < rows) {
            setNull();
        }
        return size == rows;
    }

    /** Forgets whatever was set for rows from {@code rows} on. */
    final void truncate(int rows) {
        long[] bits = nullBits;
        if (size > rows && bits != null && rows >> 6 < bits.length) {
            bits[rows >> 6] &= (1L << rows) - 1;
            // A field that was set null several times reaches into the next words.
            for (int word = (rows >> 6) + 1; word <= (size - 1) >> 6 && word < bits.length; word++) {
                bits[word] = 0;
            }
        }
        size = Math.min(size, rows);
    }

    abstract int capacity();

    /** Makes room for one more row. */
    abstract void reserve();

    /** Called while a null is set, before the size grows. */
    void closeNull() {}

    /** About how many bytes the values take. */
    abstract long sizeBytes();

    /** Hands the arrays over and starts anew. */
    abstract Column build();

    /** The arrays as they are now, for reading what was set. Valid until the next value. */
    abstract Column peek();

    /** Whether a value, and not null, was set for a row that has not ended. */
    final boolean holds(int row) {
        long[] bits = nullBits;
        boolean markedNull = bits != null && row >> 6 < bits.length && NullBits.get(bits, row);
        return size > row && !markedNull;
    }

    final long @Nullable [] takeNullBits() {
        long[] bits = nullBits;
        nullBits = null;
        return bits == null || !anyBit(bits, size) ? null : NullBits.grow(bits, size);
    }

    private static boolean anyBit(long[] bits, int size) {
        for (int i = 0; i < Math.min(bits.length, (size + 63) >> 6); i++) {
            if (bits[i] != 0) {
                return true;
            }
        }
        return false;
    }

    static ColumnBuilder create(Storage storage, int rows) {
        return switch (storage) {
            case INT -> new Ints(rows);
            case LONG -> new Longs(rows);
            case DOUBLE -> new Doubles(rows);
            case BYTES -> new Bytes(rows);
            case OBJECT -> new Objects(rows);
        };
    }

    static int grown(int capacity) {
        return Math.max(16, capacity + (capacity >> 1));
    }

    /** Builder for {@link Storage#INT}. */
    public static final class Ints extends ColumnBuilder {
        private int[] values;

        Ints(int rows) {
            values = new int[rows];
        }

        public void set(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, grown(size));
            }
            values[size++] = value;
        }

        @Override
        int capacity() {
            return values.length;
        }

        @Override
        void reserve() {
            if (size == values.length) {
                values = Arrays.copyOf(values, grown(size));
            }
        }

        @Override
        long sizeBytes() {
            return 4L * size;
        }

        @Override
        Column peek() {
            return new Column.Ints(values, null);
        }

        @Override
        Column build() {
            Column column = new Column.Ints(values, takeNullBits());
            values = new int[values.length];
            size = 0;
            return column;
        }
    }

    /** Builder for {@link Storage#LONG}. */
    public static final class Longs extends ColumnBuilder {
        private long[] values;

        Longs(int rows) {
            values = new long[rows];
        }

        public void set(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, grown(size));
            }
            values[size++] = value;
        }

        @Override
        int capacity() {
            return values.length;
        }

        @Override
        void reserve() {
            if (size == values.length) {
                values = Arrays.copyOf(values, grown(size));
            }
        }

        @Override
        long sizeBytes() {
            return 8L * size;
        }

        @Override
        Column peek() {
            return new Column.Longs(values, null);
        }

        @Override
        Column build() {
            Column column = new Column.Longs(values, takeNullBits());
            values = new long[values.length];
            size = 0;
            return column;
        }
    }

    /** Builder for {@link Storage#DOUBLE}. */
    public static final class Doubles extends ColumnBuilder {
        private double[] values;

        Doubles(int rows) {
            values = new double[rows];
        }

        public void set(double value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, grown(size));
            }
            values[size++] = value;
        }

        @Override
        int capacity() {
            return values.length;
        }

        @Override
        void reserve() {
            if (size == values.length) {
                values = Arrays.copyOf(values, grown(size));
            }
        }

        @Override
        long sizeBytes() {
            return 8L * size;
        }

        @Override
        Column peek() {
            return new Column.Doubles(values, null);
        }

        @Override
        Column build() {
            Column column = new Column.Doubles(values, takeNullBits());
            values = new double[values.length];
            size = 0;
            return column;
        }
    }

    /** Builder for {@link Storage#BYTES}. A batch holds less than 2 GiB per column. */
    public static final class Bytes extends ColumnBuilder {
        private byte[] data;
        private int[] offsets;

        Bytes(int rows) {
            data = new byte[Math.max(64, rows * 8)];
            offsets = new int[rows + 1];
        }

        /** Copies {@code length} bytes from {@code source}. */
        public void set(byte[] source, int start, int length) {
            int at = room(length);
            System.arraycopy(source, start, data, at, length);
            close(at + length);
        }

        /**
         * Makes room for a value of at most {@code maxLength} bytes, which the caller writes into {@link #data()} from the
         * returned index on; then {@link #close} ends it.
         */
        public int room(int maxLength) {
            int at = offsets[size];
            if (data.length - at < maxLength) {
                long wanted = Math.max((long) at + maxLength, data.length + (long) (data.length >> 1));
                if (at > Integer.MAX_VALUE - 64 - maxLength) {
                    throw new IllegalStateException("a column of a batch holds less than 2 GiB");
                }
                data = Arrays.copyOf(data, (int) Math.min(wanted, Integer.MAX_VALUE - 64));
            }
            return at;
        }

        /** The array that {@link #room} made room in; another one after the next call of {@code room}. */
        public byte[] data() {
            return data;
        }

        /** Ends the current row's value, which began where {@link #room} said, before {@code end}. */
        public void close(int end) {
            reserve();
            offsets[++size] = end;
        }

        @Override
        int capacity() {
            return offsets.length - 1;
        }

        @Override
        void reserve() {
            if (size + 1 >= offsets.length) {
                offsets = Arrays.copyOf(offsets, grown(offsets.length) + 1);
            }
        }

        @Override
        void closeNull() {
            offsets[size + 1] = offsets[size];
        }

        @Override
        long sizeBytes() {
            return offsets[size] + 4L * size;
        }

        @Override
        Column peek() {
            return new Column.Bytes(data, offsets, null);
        }

        @Override
        Column build() {
            Column column = new Column.Bytes(data, offsets, takeNullBits());
            data = new byte[data.length];
            offsets = new int[offsets.length];
            size = 0;
            return column;
        }
    }

    /** Builder for {@link Storage#OBJECT}. */
    public static final class Objects extends ColumnBuilder {
        private static final int ASSUMED_BYTES = 64;
        private @Nullable Object[] values;

        Objects(int rows) {
            values = new Object[rows];
        }

        public void set(Object value) {
            reserve();
            values[size++] = value;
        }

        @Override
        int capacity() {
            return values.length;
        }

        @Override
        void reserve() {
            if (size == values.length) {
                values = Arrays.copyOf(values, grown(size));
            }
        }

        @Override
        long sizeBytes() {
            return (long) ASSUMED_BYTES * size;
        }

        @Override
        Column peek() {
            return new Column.Objects(values, null);
        }

        @Override
        Column build() {
            Column column = new Column.Objects(values, takeNullBits());
            values = new Object[values.length];
            size = 0;
            return column;
        }
    }
}
