package io.headgate.transform;

import io.headgate.api.data.Column;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowSchema;
import io.headgate.api.source.RejectedRecord;
import java.util.ArrayList;
import java.util.List;

/** Keeps, leaves out or renames columns. Costs nothing per row. */
final class ProjectOperator implements Operator {

    private final RowSchema output;
    private final int[] fields;

    /**
     * @param fields for each field of the output the position of its column in the input
     */
    ProjectOperator(RowSchema output, int[] fields) {
        this.output = output;
        this.fields = fields;
    }

    @Override
    public RowBatch apply(RowBatch batch, List<RejectedRecord> rejected) {
        List<Column> columns = new ArrayList<>(fields.length);
        for (int field : fields) {
            columns.add(batch.column(field));
        }
        return batch.withColumns(output, columns);
    }
}
