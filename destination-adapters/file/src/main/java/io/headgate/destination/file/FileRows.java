package io.headgate.destination.file;

import io.headgate.api.data.Column;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowSchema;
import java.util.ArrayList;
import java.util.List;

/** Puts the fields of a stream where the columns of its table are; what the stream does not have is null. Copies no value. */
final class FileRows {

    private final RowSchema written;
    private final int[] fields;
    private final boolean asGiven;

    /**
     * @param columns of the table; all fields of the stream are among them
     * @throws IllegalArgumentException if one is not: its values would be dropped
     */
    FileRows(RowSchema stream, RowSchema columns) {
        if (!columns.names().containsAll(stream.names())) {
            throw new IllegalArgumentException(
                    "the stream's fields " + stream.names() + " are not all among the columns " + columns.names());
        }
        List<Field> all = new ArrayList<>();
        this.fields = columns.names().stream().mapToInt(stream::indexOf).toArray();
        for (int i = 0; i < fields.length; i++) {
            // Text of a narrower type is text of the wider one.
            all.add(fields[i] < 0 ? columns.field(i) : stream.field(fields[i]));
        }
        this.written = new RowSchema(all, List.of());
        this.asGiven = written.fields().equals(stream.fields());
    }

    /** What {@link #of} gives. */
    RowSchema schema() {
        return written;
    }

    RowBatch of(RowBatch batch) {
        if (asGiven) {
            return batch;
        }
        Column[] columns = new Column[fields.length];
        for (int i = 0; i < fields.length; i++) {
            columns[i] =
                    fields[i] < 0 ? Column.nulls(written.field(i).type(), batch.rowCount()) : batch.column(fields[i]);
        }
        return batch.withColumns(written, columns);
    }
}
