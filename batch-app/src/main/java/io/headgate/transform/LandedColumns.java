package io.headgate.transform;

import io.headgate.api.data.Column;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.SchemaMode;
import io.headgate.api.source.RejectedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The last step before a record lands: fields get the names that they have in the target, and those that the target has no column
 * for are left out, or reject the record if they have a value. Copies no value.
 */
final class LandedColumns implements Operator {

    private static final String CODE = "UNKNOWN_COLUMN";

    private final RowSchema output;
    private final RowSchema landed;
    private final SchemaMode mode;
    private final Map<String, Long> warnings;
    /** Of the landed fields, in the order of the batch. */
    private final int[] kept;

    private final List<Integer> discarded = new ArrayList<>();

    /**
     * @param output fields of a batch, in its order, by the names that they have in the target
     * @param landed those of them that the target has a column for
     * @param warnings counts records that landed without a field
     */
    LandedColumns(RowSchema output, RowSchema landed, SchemaMode mode, Map<String, Long> warnings) {
        this.output = output;
        this.landed = landed;
        this.mode = mode;
        this.warnings = warnings;
        this.kept = landed.names().stream().mapToInt(output::indexOf).toArray();
        for (int i = 0; i < output.size(); i++) {
            if (landed.indexOf(output.field(i).name()) < 0) {
                discarded.add(i);
            }
        }
    }

    @Override
    public RowBatch apply(RowBatch batch, List<RejectedRecord> rejected) {
        RowBatch known = mode == SchemaMode.DISCARD_ROWS ? withoutUnknown(batch, rejected) : batch;
        if (mode == SchemaMode.DISCARD_COLUMNS && known.rowCount() > 0) {
            discarded.forEach(
                    field -> warnings.merge(warning(output.field(field)), (long) known.rowCount(), Long::sum));
        }
        Column[] columns = new Column[kept.length];
        for (int i = 0; i < kept.length; i++) {
            columns[i] = known.column(kept[i]);
        }
        return known.withColumns(landed, columns);
    }

    private static String warning(Field field) {
        return SchemaWarning.leftOut(field.name());
    }

    private RowBatch withoutUnknown(RowBatch batch, List<RejectedRecord> rejected) {
        RowSieve sieve = new RowSieve(batch, rejected);
        for (int field : discarded) {
            Column column = batch.column(field);
            for (int row = 0; row < batch.rowCount(); row++) {
                if (!sieve.isGone(row) && !column.isNull(row)) {
                    sieve.reject(
                            row,
                            CODE,
                            "field '" + output.field(field).name()
                                    + "' has a value, and the target has no such column (schema = \"discard_rows\")");
                }
            }
        }
        return sieve.sift(batch);
    }
}
