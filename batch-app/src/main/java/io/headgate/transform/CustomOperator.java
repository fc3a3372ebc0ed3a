package io.headgate.transform;

import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.transform.RecordTransform;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hands records one by one to a transform from a plugin. */
final class CustomOperator implements Operator {

    private final RecordTransform transform;
    private final RowSchema output;

    CustomOperator(RecordTransform transform, RowSchema output) {
        this.transform = transform;
        this.output = output;
    }

    @Override
    public RowBatch apply(RowBatch batch, List<RejectedRecord> rejected) {
        RowBatchBuilder changed = new RowBatchBuilder(output, batch.rowCount());
        RowSieve sieve = new RowSieve(batch, rejected);
        for (int row = 0; row < batch.rowCount(); row++) {
            try {
                Map<String, @Nullable Object> record = transform.apply(batch.toMap(row));
                if (record != null) {
                    changed.placeOf(batch, row);
                    changed.addRow(record);
                }
            } catch (HeadgateException e) {
                throw e;
            } catch (RuntimeException e) {
                String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
                sieve.reject(row, "CUSTOM_FAILED", reason);
            }
        }
        return changed.build();
    }
}
