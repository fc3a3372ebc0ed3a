package io.headgate.writer;

import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.fault.FaultPoint;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.Checkpoint;
import io.headgate.state.JsonText;
import io.headgate.state.PayloadChunk;
import io.headgate.state.RejectCounter;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Lands chunks and commits each of them in the destination, within the JobRepository's transaction and before it. What is durable
 * is then known as {@link #durable}; that, never the position reached, belongs into the ExecutionContext.
 */
public final class PayloadItemWriter implements ItemWriter<PayloadChunk> {

    private final PartitionWriter writer;
    private final RejectCounter rejects;
    private Checkpoint position;
    private Checkpoint durable;
    private long rejected;

    /**
     * @param start the checkpoint that the partition was opened at
     */
    public PayloadItemWriter(PartitionWriter writer, Checkpoint start, RejectCounter rejects) {
        this.writer = writer;
        this.rejects = rejects;
        this.position = start;
        this.durable = start;
    }

    @Override
    public void write(Chunk<? extends PayloadChunk> items) {
        for (PayloadChunk item : items) {
            write(item);
        }
    }

    private void write(PayloadChunk item) {
        rejected = 0;
        long rows = 0;
        for (DataSourcePayload payload : item.payloads()) {
            payload.rejected().forEach(this::reject);
            rows += payload.recordCount();
            writer.write(payload, this::reject);
        }
        Checkpoint next = new Checkpoint(
                position.sequence() + 1,
                position.recordsRead() + item.recordsRead(),
                position.recordsWritten() + rows - rejected,
                position.recordsRejected() + rejected,
                JsonText.write(item.state().values()),
                item.complete());
        FaultPoint.reach("destination.commit");
        if (item.complete()) {
            writer.finish(next);
            durable = next;
        } else {
            durable = writer.commit(next);
        }
        position = next;
        FaultPoint.reach("repository.commit");
    }

    private void reject(RejectedRecord record) {
        rejects.add(record);
        rejected++;
    }

    /** The last checkpoint that the destination has made durable. */
    public Checkpoint durable() {
        return durable;
    }
}
