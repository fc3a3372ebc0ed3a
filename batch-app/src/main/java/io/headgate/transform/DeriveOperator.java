package io.headgate.transform;

import io.headgate.api.data.Column;
import io.headgate.api.data.ColumnBuilder;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.data.Values;
import io.headgate.api.source.RejectedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Computes columns. All expressions of a step see the record as it was before it. */
final class DeriveOperator implements Operator {

    private final RowSchema output;
    private final List<Derived> columns;

    /**
     * One column.
     *
     * @param position in the output
     */
    record Derived(int position, CelRow row, Casts cast) {}

    DeriveOperator(RowSchema output, List<Derived> columns) {
        this.output = output;
        this.columns = columns;
    }

    @Override
    public RowBatch apply(RowBatch batch, List<RejectedRecord> rejected) {
        RowSieve sieve = new RowSieve(batch, rejected);
        Map<Integer, Column> computed = new java.util.HashMap<>();
        for (Derived derived : columns) {
            computed.put(derived.position(), compute(batch, derived, sieve));
        }
        List<Column> all = new ArrayList<>(output.size());
        for (int field = 0; field < output.size(); field++) {
            Column column = computed.get(field);
            all.add(column == null ? batch.column(field) : column);
        }
        return sieve.sift(batch.withColumns(output, all));
    }

    private Column compute(RowBatch batch, Derived derived, RowSieve sieve) {
        Field field = output.field(derived.position());
        RowBatchBuilder rows = new RowBatchBuilder(RowSchema.of(field), batch.rowCount());
        ColumnBuilder to = rows.column(0);
        for (int row = 0; row < batch.rowCount(); row++) {
            if (!sieve.isGone(row)) {
                try {
                    set(to, field, derived, batch, row);
                } catch (RuntimeException e) {
                    rows.discardRow();
                    sieve.reject(row, "DERIVE_FAILED", "column '" + field.name() + "' " + e.getMessage());
                }
            }
            rows.endRow();
        }
        return rows.build().column(0);
    }

    private static void set(ColumnBuilder to, Field field, Derived derived, RowBatch batch, int row) {
        Object value = derived.row().evaluate(batch, row);
        Object cast = value == null ? null : derived.cast().cast(value);
        if (cast != null) {
            Values.write(to, field, cast);
        } else if (!field.nullable()) {
            throw new IllegalArgumentException("has no value: the expression is null");
        }
    }
}
