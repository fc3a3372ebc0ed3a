package io.headgate.api.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records as columns: a schema and one typed {@link Column} per field. No object per record, no boxing. Immutable; any thread may
 * read.
 *
 * <p>Which records it holds and what their places in the source are is fixed by {@link RowBatchBuilder}.
 */
public final class RowBatch {

    /** Of a row whose position was not set. */
    static final long NO_POSITION = Long.MIN_VALUE;

    private final RowSchema schema;
    private final Column[] columns;
    private final int rowCount;
    private final long sizeBytes;
    private final String origin;
    private final long @Nullable [] positions;

    RowBatch(
            RowSchema schema,
            Column[] columns,
            int rowCount,
            long sizeBytes,
            String origin,
            long @Nullable [] positions) {
        this.schema = schema;
        this.columns = columns;
        this.rowCount = rowCount;
        this.sizeBytes = sizeBytes;
        this.origin = origin;
        this.positions = positions;
    }

    /** A batch without rows. */
    public static RowBatch empty(RowSchema schema) {
        return new RowBatchBuilder(schema, 0).build();
    }

    public RowSchema schema() {
        return schema;
    }

    public int rowCount() {
        return rowCount;
    }

    public Column column(int field) {
        return columns[field];
    }

    public Column.Ints ints(int field) {
        return (Column.Ints) columns[field];
    }

    public Column.Longs longs(int field) {
        return (Column.Longs) columns[field];
    }

    public Column.Doubles doubles(int field) {
        return (Column.Doubles) columns[field];
    }

    public Column.Bytes bytes(int field) {
        return (Column.Bytes) columns[field];
    }

    public Column.Objects objects(int field) {
        return (Column.Objects) columns[field];
    }

    /**
     * The same rows with columns more or less, places included. Nothing is copied.
     *
     * @param newSchema one field per column
     * @param newColumns of this batch or others; each holds at least {@link #rowCount} values
     */
    public RowBatch withColumns(RowSchema newSchema, Column... newColumns) {
        if (newColumns.length != newSchema.size()) {
            throw new IllegalArgumentException(newColumns.length + " columns for " + newSchema.names());
        }
        return new RowBatch(newSchema, newColumns.clone(), rowCount, sizeBytes, origin, positions);
    }

    /** About how many bytes the values take in memory. */
    public long sizeBytes() {
        return sizeBytes;
    }

    /** Where a row stands in the source, for people: {@code orders.csv:17}. */
    public String place(int row) {
        long[] all = positions;
        if (all == null || row >= all.length || all[row] == NO_POSITION) {
            return origin;
        }
        return origin + ":" + all[row];
    }

    /**
     * The same rows, in their places, with other columns.
     *
     * @param newColumns one per field of the schema, each for all rows of this batch; columns of this batch may be among them
     * @throws IllegalArgumentException if there are more or fewer columns than fields
     */
    public RowBatch withColumns(RowSchema newSchema, List<Column> newColumns) {
        if (newColumns.size() != newSchema.size()) {
            throw new IllegalArgumentException(newColumns.size() + " columns for " + newSchema.size() + " fields");
        }
        Column[] array = newColumns.toArray(Column[]::new);
        return new RowBatch(newSchema, array, rowCount, ColumnRows.sizeBytes(array, rowCount), origin, positions);
    }

    /**
     * Some of the rows, in their places.
     *
     * @param rows row numbers in ascending order
     * @param count how many of them to take
     */
    public RowBatch keep(int[] rows, int count) {
        Column[] kept = new Column[columns.length];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = ColumnRows.keep(columns[i], rows, count);
        }
        long[] places = positions == null ? null : ColumnRows.keep(positions, rows, count, NO_POSITION);
        return new RowBatch(schema, kept, count, ColumnRows.sizeBytes(kept, count), origin, places);
    }

    String origin() {
        return origin;
    }

    long @Nullable [] positions() {
        return positions;
    }

    /** A row's value as a Java object, see {@link Values}. Not for a hot path. */
    public @Nullable Object value(int row, int field) {
        return Values.read(columns[field], schema.field(field).type(), row);
    }

    /** A row as a map in field order, nulls included. Not for a hot path. */
    public Map<String, @Nullable Object> toMap(int row) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int field = 0; field < columns.length; field++) {
            map.put(schema.field(field).name(), value(row, field));
        }
        return map;
    }
}
