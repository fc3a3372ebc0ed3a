package io.headgate.transform;

import io.headgate.api.data.Column;
import io.headgate.api.data.ColumnBuilder;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import java.util.ArrayList;
import java.util.List;

/** Replaces values that are not null, one by one, and cannot fail. Used by one thread. */
interface ColumnChange {

    void change(Column from, int row, ColumnBuilder to);

    /** The operator that changes some columns and passes the others on. */
    static Operator of(RowSchema output, List<Integer> changed, ColumnChange change) {
        return (batch, rejected) -> {
            List<Column> columns = new ArrayList<>(output.size());
            for (int field = 0; field < output.size(); field++) {
                columns.add(changed.contains(field) ? changed(batch, field, output, change) : batch.column(field));
            }
            return batch.withColumns(output, columns);
        };
    }

    private static Column changed(RowBatch batch, int field, RowSchema output, ColumnChange change) {
        Column from = batch.column(field);
        RowBatchBuilder rows = new RowBatchBuilder(RowSchema.of(output.field(field)), batch.rowCount());
        ColumnBuilder to = rows.column(0);
        for (int row = 0; row < batch.rowCount(); row++) {
            if (!from.isNull(row)) {
                change.change(from, row, to);
            }
            rows.endRow();
        }
        return rows.build().column(0);
    }
}
