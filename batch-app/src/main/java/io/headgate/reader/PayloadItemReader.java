package io.headgate.reader;

import io.headgate.api.fault.FaultPoint;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.state.StreamState;
import io.headgate.state.PayloadChunk;
import io.headgate.state.StopSignal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemReader;

/**
 * Merges a cursor's payloads into chunks, each of which is one item. A chunk ends at a payload that carries a state, never at one
 * without. The last item of a partition is marked complete and may be empty, so that the writer finishes within the step; after it
 * comes null.
 */
public final class PayloadItemReader implements ItemReader<PayloadChunk> {

    private final PayloadCursor cursor;
    private final ChunkLimits limits;
    private final StopSignal stop;
    private StreamState state;
    private boolean complete;
    private boolean returnedAny;

    /**
     * @param from where the cursor was opened
     * @param stop when requested, the chunk under way ends at its next state
     */
    public PayloadItemReader(PayloadCursor cursor, StreamState from, ChunkLimits limits, StopSignal stop) {
        this.cursor = cursor;
        this.limits = limits;
        this.stop = stop;
        this.state = from;
    }

    @Override
    public @Nullable PayloadChunk read() {
        if (returnedAny) {
            FaultPoint.reach("repository.committed");
        }
        if (complete) {
            return null;
        }
        returnedAny = true;
        return nextChunk();
    }

    private PayloadChunk nextChunk() {
        List<DataSourcePayload> payloads = new ArrayList<>();
        long deadline = System.nanoTime() + limits.maxWait().toNanos();
        long records = 0;
        long bytes = 0;
        while (true) {
            DataSourcePayload payload = cursor.next();
            if (payload == null) {
                complete = true;
                break;
            }
            payloads.add(payload);
            records += payload.recordCount();
            bytes += payload.data().sizeBytes();
            if (payload.state() != null) {
                state = payload.state();
                boolean full = records >= limits.rows() || bytes >= limits.bytes();
                if (full || stop.isRequested() || System.nanoTime() >= deadline) {
                    break;
                }
            }
        }
        return new PayloadChunk(payloads, records, state, complete);
    }
}
