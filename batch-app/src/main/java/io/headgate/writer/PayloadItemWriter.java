package io.headgate.writer;

import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.Rejects;
import io.headgate.api.fault.FaultPoint;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.Checkpoint;
import io.headgate.state.CheckpointState;
import io.headgate.state.JsonText;
import io.headgate.state.LandedRecords;
import io.headgate.state.PayloadChunk;
import io.headgate.state.RejectCounter;
import java.util.BitSet;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Lands chunks and commits each of them in the destination, within the JobRepository's transaction and before it. What is durable
 * is then known as {@link #durable}; that, never the position reached, belongs into the ExecutionContext.
 */
public final class PayloadItemWriter implements ItemWriter<PayloadChunk> {

    private final PartitionWriter writer;
    private final RejectCounter rejects;
    private final String stream;
    private final LandedRecords landed;
    private Checkpoint position;
    private Checkpoint durable;
    private long rejected;
    /** Rows of the payload under way that the destination has rejected. */
    private final BitSet rejectedRows = new BitSet();

    private boolean rejectedRowsKnown = true;

    /**
     * @param stream that the partition belongs to
     * @param start the checkpoint that the partition was opened at
     */
    public PayloadItemWriter(
            PartitionWriter writer, String stream, Checkpoint start, RejectCounter rejects, LandedRecords landed) {
        this.stream = stream;
        this.landed = landed;
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
            write(payload);
        }
        rejects.endChunk(stream, item.recordsRead(), rejected);
        Checkpoint next = new Checkpoint(
                position.sequence() + 1,
                position.recordsRead() + item.recordsRead(),
                position.recordsWritten() + rows - rejected,
                position.recordsRejected() + rejected,
                JsonText.write(CheckpointState.join(item.state(), landed).values()),
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

    private void write(DataSourcePayload payload) {
        rejectedRows.clear();
        rejectedRowsKnown = true;
        writer.write(payload, new Rejects() {
            @Override
            public void add(RejectedRecord record) {
                rejectedRowsKnown = false;
                reject(record);
            }

            @Override
            public void add(RejectedRecord record, int row) {
                rejectedRows.set(row);
                reject(record);
            }
        });
        landed.add(payload.data(), rejectedRows, rejectedRowsKnown);
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
