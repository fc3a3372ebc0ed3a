package io.headgate.transform;

import io.headgate.api.data.Column;
import io.headgate.api.data.ColumnBuilder;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.data.Values;
import io.headgate.api.source.RejectedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes columns of the fields of nested records. A nested record that is null gives nulls. */
final class FlattenOperator implements Operator {

    private final RowSchema output;
    private final List<Leaf> leaves;

    /**
     * Where a column of the output comes from.
     *
     * @param column position in the input
     * @param path names of fields within it; empty for a column that is passed on
     */
    record Leaf(int column, List<String> path) {}

    FlattenOperator(RowSchema output, List<Leaf> leaves) {
        this.output = output;
        this.leaves = leaves;
    }

    @Override
    public RowBatch apply(RowBatch batch, List<RejectedRecord> rejected) {
        RowSieve sieve = new RowSieve(batch, rejected);
        List<Column> columns = new ArrayList<>(leaves.size());
        for (int field = 0; field < leaves.size(); field++) {
            Leaf leaf = leaves.get(field);
            columns.add(leaf.path().isEmpty() ? batch.column(leaf.column()) : extract(batch, leaf, field, sieve));
        }
        return sieve.sift(batch.withColumns(output, columns));
    }

    private Column extract(RowBatch batch, Leaf leaf, int field, RowSieve sieve) {
        Column.Objects from = batch.objects(leaf.column());
        RowBatchBuilder rows = new RowBatchBuilder(RowSchema.of(output.field(field)), batch.rowCount());
        ColumnBuilder to = rows.column(0);
        for (int row = 0; row < batch.rowCount(); row++) {
            try {
                Object value = from.isNull(row) ? null : walk(from.get(row), leaf.path());
                if (value != null) {
                    Values.write(to, output.field(field), value);
                }
            } catch (RuntimeException e) {
                rows.discardRow();
                sieve.reject(row, "FLATTEN_FAILED", String.valueOf(e.getMessage()));
            }
            rows.endRow();
        }
        return rows.build().column(0);
    }

    private static @Nullable Object walk(@Nullable Object record, List<String> path) {
        Object value = record;
        for (String name : path) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value;
    }
}
