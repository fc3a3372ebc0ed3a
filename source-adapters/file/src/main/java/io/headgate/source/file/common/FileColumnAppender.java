package io.headgate.source.file.common;

import io.headgate.api.data.Column;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.data.Values;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds the columns that come from the file to batches of its records. They are made once per file. One thread. */
final class FileColumnAppender {

    private final FileColumns columns;
    private final RowSchema full;
    private final @Nullable RowSchema own;
    private String file = "";
    private int rows;
    private List<Column> made = List.of();

    FileColumnAppender(FileColumns columns, RowSchema full) {
        this.columns = columns;
        this.full = full;
        List<Field> fields = columns.fields();
        this.own = fields.isEmpty() ? null : new RowSchema(fields, List.of());
    }

    /** The columns of the records alone. */
    static RowSchema withoutFileColumns(RowSchema full, FileColumns columns) {
        int size = full.size() - columns.fields().size();
        return size == full.size() ? full : new RowSchema(full.fields().subList(0, size), List.of());
    }

    RowBatch append(RowBatch records, Path path, FileSplit split) {
        if (own == null) {
            return records;
        }
        if (rows < records.rowCount() || !file.equals(split.file())) {
            file = split.file();
            rows = records.rowCount();
            made = columns(own, columns.values(path, split.file(), split.modifiedMillis()), rows);
        }
        List<Column> all = new ArrayList<>();
        for (int i = 0; i < records.schema().size(); i++) {
            all.add(records.column(i));
        }
        all.addAll(made);
        return records.withColumns(full, all);
    }

    private static List<Column> columns(RowSchema schema, List<@Nullable Object> values, int rows) {
        RowBatchBuilder builder = new RowBatchBuilder(schema, rows);
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < schema.size(); i++) {
                Object value = values.get(i);
                if (value != null) {
                    Values.write(builder.column(i), schema.field(i), value);
                }
            }
            builder.endRow();
        }
        RowBatch batch = builder.build();
        List<Column> made = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            made.add(batch.column(i));
        }
        return made;
    }
}
