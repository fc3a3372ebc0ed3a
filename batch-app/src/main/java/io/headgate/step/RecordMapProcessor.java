package io.headgate.step;

import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.RejectedRecord;
import io.headgate.state.PayloadChunk;
import io.headgate.transform.RecordJson;
import io.headgate.transform.TransformPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemProcessor;

/** Applies a flow's map function record by record. Only flows that have one pay for it. */
public final class RecordMapProcessor implements ItemProcessor<PayloadChunk, PayloadChunk> {

    private final RecordFunction function;

    public RecordMapProcessor(RecordFunction function) {
        this.function = function;
    }

    @Override
    public PayloadChunk process(PayloadChunk chunk) {
        return chunk.withPayloads(chunk.payloads().stream().map(this::map).toList());
    }

    /** The payload with each record mapped, dropped or rejected. */
    public DataSourcePayload map(DataSourcePayload payload) {
        RowBatch data = payload.data();
        RowBatchBuilder mapped = new RowBatchBuilder(data.schema(), data.rowCount());
        List<RejectedRecord> rejected = new ArrayList<>(payload.rejected());
        for (int row = 0; row < data.rowCount(); row++) {
            map(data, row, mapped, rejected);
        }
        return new DataSourcePayload(
                mapped.build(), rejected, payload.metadata(), payload.state(), payload.destinationTable());
    }

    private void map(RowBatch data, int row, RowBatchBuilder mapped, List<RejectedRecord> rejected) {
        try {
            Map<String, @Nullable Object> result = function.apply(data.toMap(row));
            if (result != null) {
                mapped.placeOf(data, row);
                mapped.addRow(result);
            }
        } catch (RuntimeException e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            rejected.add(new RejectedRecord(
                    data.place(row), "MAP_FAILED", reason, RecordJson.of(data, row), TransformPlan.MAP));
        }
    }
}
