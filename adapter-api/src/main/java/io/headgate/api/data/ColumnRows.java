package io.headgate.api.data;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes rows out of columns, array by array. */
final class ColumnRows {

    private static final int ASSUMED_BYTES = 64;

    private ColumnRows() {}

    static Column keep(Column column, int[] rows, int count) {
        long[] nulls = keepNulls(column, rows, count);
        if (column instanceof Column.Ints ints) {
            int[] kept = new int[count];
            for (int i = 0; i < count; i++) {
                kept[i] = ints.values()[rows[i]];
            }
            return new Column.Ints(kept, nulls);
        }
        if (column instanceof Column.Longs longs) {
            return new Column.Longs(keep(longs.values(), rows, count, 0), nulls);
        }
        if (column instanceof Column.Doubles doubles) {
            double[] kept = new double[count];
            for (int i = 0; i < count; i++) {
                kept[i] = doubles.values()[rows[i]];
            }
            return new Column.Doubles(kept, nulls);
        }
        if (column instanceof Column.Bytes bytes) {
            return keepBytes(bytes, rows, count, nulls);
        }
        Column.Objects objects = (Column.Objects) column;
        @Nullable Object[] kept = new @Nullable Object[count];
        for (int i = 0; i < count; i++) {
            kept[i] = objects.values()[rows[i]];
        }
        return new Column.Objects(kept, nulls);
    }

    /** Entries beyond the end of the array are {@code absent}. */
    static long[] keep(long[] values, int[] rows, int count, long absent) {
        long[] kept = new long[count];
        for (int i = 0; i < count; i++) {
            kept[i] = rows[i] < values.length ? values[rows[i]] : absent;
        }
        return kept;
    }

    private static Column keepBytes(Column.Bytes bytes, int[] rows, int count, long @Nullable [] nulls) {
        int[] offsets = new int[count + 1];
        for (int i = 0; i < count; i++) {
            offsets[i + 1] = Math.addExact(offsets[i], bytes.length(rows[i]));
        }
        byte[] data = new byte[offsets[count]];
        for (int i = 0; i < count; i++) {
            System.arraycopy(bytes.data(), bytes.start(rows[i]), data, offsets[i], offsets[i + 1] - offsets[i]);
        }
        return new Column.Bytes(data, offsets, nulls);
    }

    private static long @Nullable [] keepNulls(Column column, int[] rows, int count) {
        if (!column.hasNulls()) {
            return null;
        }
        long[] nulls = null;
        for (int i = 0; i < count; i++) {
            if (column.isNull(rows[i])) {
                nulls = nulls == null ? NullBits.grow(null, count) : nulls;
                nulls[i >> 6] |= 1L << i;
            }
        }
        return nulls;
    }

    /** The same estimate that the builders make. */
    static long sizeBytes(Column[] columns, int rows) {
        long sum = 0;
        for (Column column : columns) {
            sum += sizeBytes(Objects.requireNonNull(column), rows);
        }
        return sum;
    }

    private static long sizeBytes(Column column, int rows) {
        if (column instanceof Column.Ints) {
            return 4L * rows;
        }
        if (column instanceof Column.Bytes bytes) {
            return bytes.offsets()[rows] - bytes.offsets()[0] + 4L * rows;
        }
        return column instanceof Column.Objects ? (long) ASSUMED_BYTES * rows : 8L * rows;
    }
}
