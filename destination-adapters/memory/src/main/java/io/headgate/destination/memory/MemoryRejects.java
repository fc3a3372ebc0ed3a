package io.headgate.destination.memory;

import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowJson;
import io.headgate.api.destination.Rejects;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.RejectedRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Memory can hold every record; only a mode with a key asks something of it. */
final class MemoryRejects {

    private MemoryRejects() {}

    /** The payload with records set aside that have no key or no time. */
    static DataSourcePayload of(StreamPlan plan, DataSourcePayload payload, Rejects rejects) {
        if (!plan.mode().hasKey()) {
            return payload;
        }
        RowBatch data = payload.data();
        RowBatchBuilder kept = new RowBatchBuilder(data.schema(), data.rowCount());
        List<RejectedRecord> rejected = new ArrayList<>(payload.rejected());
        for (int row = 0; row < data.rowCount(); row++) {
            RejectedRecord record = check(plan, data, row);
            if (record == null) {
                kept.copyRow(data, row);
            } else {
                rejects.add(record, row);
                rejected.add(record);
            }
        }
        return new DataSourcePayload(
                kept.build(), rejected, payload.metadata(), payload.state(), payload.destinationTable());
    }

    private static @Nullable RejectedRecord check(StreamPlan plan, RowBatch data, int row) {
        for (String field : plan.key()) {
            if (isNull(data, row, field)) {
                return rejected(data, row, "KEY_NULL", "field '" + field + "' is null and is part of the key");
            }
        }
        String effective = plan.options().scd2().effective();
        return effective != null && isNull(data, row, effective)
                ? rejected(
                        data,
                        row,
                        "EFFECTIVE_NULL",
                        "field '" + effective + "' is null and tells from when on the record is valid")
                : null;
    }

    private static boolean isNull(RowBatch data, int row, String field) {
        return data.column(data.schema().indexOf(field)).isNull(row);
    }

    private static RejectedRecord rejected(RowBatch data, int row, String code, String reason) {
        return new RejectedRecord(data.place(row), code, reason, RowJson.of(data, row), RejectedRecord.DESTINATION);
    }
}
