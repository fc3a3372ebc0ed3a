package io.headgate.transform;

import io.headgate.api.data.RowBatch;
import io.headgate.api.source.RejectedRecord;
import java.util.List;

/** Leaves out the records for which an expression is false. One for which it is null, or cannot be told, is rejected. */
final class FilterOperator implements Operator {

    private final CelRow condition;

    FilterOperator(Expression condition) {
        this.condition = condition.row();
    }

    @Override
    public RowBatch apply(RowBatch batch, List<RejectedRecord> rejected) {
        RowSieve sieve = new RowSieve(batch, rejected);
        for (int row = 0; row < batch.rowCount(); row++) {
            try {
                Object kept = condition.evaluate(batch, row);
                if (kept == null) {
                    sieve.reject(row, "FILTER_FAILED", "the filter is null, neither true nor false");
                } else if (!Boolean.TRUE.equals(kept)) {
                    sieve.drop(row);
                }
            } catch (IllegalArgumentException e) {
                sieve.reject(row, "FILTER_FAILED", "filter " + e.getMessage());
            }
        }
        return sieve.sift(batch);
    }
}
