package io.headgate.destination.jdbc;

import io.headgate.api.data.Column;
import io.headgate.api.data.RecordHash;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.state.Checkpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives the rows of one partition the columns that publishing needs: their place in source order, whether they are deletions, from
 * when on they are valid, and a hash. Copies no value. One thread.
 */
final class StagedRows {

    /** Bits of a sequence that number the rows of a partition; the partition's place in the plan stands above. */
    private static final int ROW_BITS = 40;

    private static final long MICROS = 1_000_000L;

    private final StreamPlan plan;
    private final RowSchema loaded;
    private final int[] landed;
    private final @Nullable RecordHash hash;
    private long nextSequence;
    private long[] beginning = {};

    /**
     * @param resumedAt where the partition goes on. Every row that was given to a writer before was written or rejected, so that
     *     numbering on from their sum gives no number twice and none out of order
     */
    StagedRows(StreamPlan plan, String partition, Checkpoint resumedAt) {
        this.plan = plan;
        this.loaded = StagedShape.loaded(plan);
        RowSchema schema = plan.schema();
        this.landed = plan.landed().names().stream().mapToInt(schema::indexOf).toArray();
        this.hash = plan.mode() == WriteMode.SCD2 ? new RecordHash(schema, plan.tracked()) : null;
        this.nextSequence = ((long) plan.partitions().indexOf(partition) << ROW_BITS)
                + resumedAt.recordsWritten()
                + resumedAt.recordsRejected();
    }

    RowSchema schema() {
        return loaded;
    }

    /** What must hold of a field besides what its column asks for. */
    List<ValueCheck> checks(String field) {
        return NullCheck.of(plan, field);
    }

    RowBatch of(RowBatch batch) {
        if (!plan.mode().hasKey()) {
            return batch;
        }
        List<Column> columns = new ArrayList<>(loaded.size());
        for (int field : landed) {
            columns.add(batch.column(field));
        }
        columns.add(sequences(batch.rowCount()));
        String delete = plan.options().deleteField();
        if (delete != null) {
            columns.add(batch.column(plan.schema().indexOf(delete)));
        }
        if (hash != null) {
            columns.add(beginnings(batch));
            columns.add(hash.of(batch));
        }
        return batch.withColumns(loaded, columns.toArray(Column[]::new));
    }

    private Column sequences(int rows) {
        long[] sequences = new long[rows];
        for (int row = 0; row < rows; row++) {
            sequences[row] = nextSequence++;
        }
        return new Column.Longs(sequences, null);
    }

    private Column beginnings(RowBatch batch) {
        String effective = plan.options().scd2().effective();
        if (effective != null) {
            return batch.column(plan.schema().indexOf(effective));
        }
        if (beginning.length < batch.rowCount()) {
            beginning = new long[batch.rowCount()];
            Arrays.fill(
                    beginning,
                    plan.startedAt().getEpochSecond() * MICROS
                            + plan.startedAt().getNano() / 1000);
        }
        return new Column.Longs(beginning, null);
    }
}
