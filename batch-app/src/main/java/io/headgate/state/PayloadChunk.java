package io.headgate.state;

import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.state.StreamState;
import java.util.List;

/**
 * What the reader hands to the writer as one item, to be committed in one act: payloads, and the place after them.
 *
 * @param payloads in source order; may be empty
 * @param recordsRead source records covered: those in the payloads, rejected ones, and those filtered out on the way
 * @param state the place after these records
 * @param complete whether the partition ends here
 */
public record PayloadChunk(List<DataSourcePayload> payloads, long recordsRead, StreamState state, boolean complete) {

    public PayloadChunk withPayloads(List<DataSourcePayload> newPayloads) {
        return new PayloadChunk(newPayloads, recordsRead, state, complete);
    }

    public PayloadChunk withState(StreamState newState) {
        return new PayloadChunk(payloads, recordsRead, newState, complete);
    }
}
