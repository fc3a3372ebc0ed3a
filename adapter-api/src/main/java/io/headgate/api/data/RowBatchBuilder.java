package io.headgate.api.data;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fills a {@link RowBatch} row by row. Fast sources fetch the typed column builders once and set values through them; simple ones
 * add maps. After {@link #build} the same builder starts the next batch; typed column builders stay valid. One thread.
 *
 * <pre>{@code
 * RowBatchBuilder builder = new RowBatchBuilder(schema, options.rows());
 * ColumnBuilder.Longs id = builder.longs(0);
 * ColumnBuilder.Bytes name = builder.bytes(1);
 * id.set(17);
 * name.set(buffer, start, length);
 * builder.endRow();
 * }</pre>
 */
public final class RowBatchBuilder {

    /** Values, over all columns, that room is made for at first: a wide table must not fill the memory before its first record. */
    private static final int FIRST_VALUES = 1 << 20;

    private static final int FIRST_ROWS = 1 << 16;
    private static final int FEWEST_ROWS = 16;

    private final RowSchema schema;
    private final ColumnBuilder[] columns;
    private int rows;
    private String origin = "record";
    private long @Nullable [] positions;
    /** How many positions the last batch had room for: the next one is likely to need as many. */
    private int positionRoom;

    /**
     * @param expectedRows how many rows to make room for at first; it grows
     */
    public RowBatchBuilder(RowSchema schema, int expectedRows) {
        this.schema = schema;
        this.columns = new ColumnBuilder[schema.size()];
        int affordable = Math.max(FEWEST_ROWS, Math.min(FIRST_ROWS, FIRST_VALUES / columns.length));
        int room = Math.min(expectedRows, affordable);
        for (int i = 0; i < columns.length; i++) {
            columns[i] = ColumnBuilder.create(schema.field(i).type().storage(), room);
        }
    }

    public RowSchema schema() {
        return schema;
    }

    public ColumnBuilder column(int field) {
        return columns[field];
    }

    public ColumnBuilder.Ints ints(int field) {
        return (ColumnBuilder.Ints) columns[field];
    }

    public ColumnBuilder.Longs longs(int field) {
        return (ColumnBuilder.Longs) columns[field];
    }

    public ColumnBuilder.Doubles doubles(int field) {
        return (ColumnBuilder.Doubles) columns[field];
    }

    public ColumnBuilder.Bytes bytes(int field) {
        return (ColumnBuilder.Bytes) columns[field];
    }

    public ColumnBuilder.Objects objects(int field) {
        return (ColumnBuilder.Objects) columns[field];
    }

    /** Names what the positions count in, for {@link RowBatch#place}: a file or table name. Holds until changed. */
    public void origin(String name) {
        this.origin = name;
    }

    /** Where the current row stands in its origin: a line, a record number. Call before {@link #endRow}. */
    public void position(long position) {
        long[] all = positions;
        if (all == null || rows >= all.length) {
            all = growPositions(all);
            positions = all;
        }
        all[rows] = position;
    }

    private long[] growPositions(long @Nullable [] all) {
        int used = all == null ? 0 : all.length;
        int length = Math.max(Math.max(rows + 1, positionRoom), ColumnBuilder.grown(used));
        long[] grown = all == null ? new long[length] : Arrays.copyOf(all, length);
        Arrays.fill(grown, used, length, RowBatch.NO_POSITION);
        return grown;
    }

    /**
     * Ends the current row; fields that were not set are null.
     *
     * @throws IllegalStateException if a field was set twice; the row is given up then
     */
    public void endRow() {
        rows++;
        for (int i = 0; i < columns.length; i++) {
            if (!columns[i].endRow(rows)) {
                rows--;
                discardRow();
                throw new IllegalStateException("field '" + schema.field(i).name() + "' was set twice in a row");
            }
        }
    }

    /**
     * What has been set of the current row, by field, nulls included: for showing a record that turns out not to fit. Not for a hot
     * path.
     */
    public Map<String, @Nullable Object> currentRow() {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < columns.length; i++) {
            Field field = schema.field(i);
            boolean set = columns[i].holds(rows);
            row.put(field.name(), set ? Values.read(columns[i].peek(), field.type(), rows) : null);
        }
        return row;
    }

    /** Gives up the current row, whatever has been set of it. */
    public void discardRow() {
        for (ColumnBuilder column : columns) {
            column.truncate(rows);
        }
        if (positions != null && rows < positions.length) {
            positions[rows] = RowBatch.NO_POSITION;
        }
    }

    /**
     * Adds a row from a map. Keys that are no field are refused, absent ones are null.
     *
     * @throws IllegalArgumentException naming the field, if a value does not fit its type; the row is given up then
     */
    public void addRow(Map<String, ?> row) {
        try {
            for (String name : row.keySet()) {
                if (schema.indexOf(name) < 0) {
                    throw new IllegalArgumentException("'" + name + "' is no field of the schema " + schema.names());
                }
            }
            for (int i = 0; i < columns.length; i++) {
                Object value = row.get(schema.field(i).name());
                if (value != null) {
                    Values.write(columns[i], schema.field(i), value);
                }
            }
        } catch (RuntimeException e) {
            discardRow();
            throw e;
        }
        endRow();
    }

    /** Gives the current row the place of another batch's row. */
    public void placeOf(RowBatch source, int row) {
        origin = source.origin();
        long[] places = source.positions();
        if (places != null && row < places.length) {
            position(places[row]);
        }
    }

    /** Copies a row of another batch of the same schema, its place included. All rows of a batch share one origin. */
    public void copyRow(RowBatch source, int row) {
        placeOf(source, row);
        for (int i = 0; i < columns.length; i++) {
            Values.copy(source.column(i), row, columns[i]);
        }
        endRow();
    }

    public int rowCount() {
        return rows;
    }

    public long sizeBytes() {
        long sum = 0;
        for (ColumnBuilder column : columns) {
            sum += column.sizeBytes();
        }
        return sum;
    }

    /** Hands the rows over and starts anew. A row that was begun but not ended is given up. */
    public RowBatch build() {
        discardRow();
        long sizeBytes = sizeBytes();
        Column[] built = new Column[columns.length];
        for (int i = 0; i < built.length; i++) {
            built[i] = columns[i].build();
        }
        RowBatch batch = new RowBatch(schema, built, rows, sizeBytes, origin, positions);
        rows = 0;
        positionRoom = positions == null ? 0 : positions.length;
        positions = null;
        return batch;
    }
}
