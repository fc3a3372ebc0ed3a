package io.headgate.api.source;

import io.headgate.api.data.RowBatch;
import io.headgate.api.state.StreamState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A batch of records that were read together.
 *
 * @param data the records
 * @param rejected records that could not be parsed, in the order of the source; covered by the same checkpoint as {@code data}
 * @param metadata anything about the batch as a whole, for instance when it was read; JSON values
 * @param state "resume after these records": re-reading from it gives exactly the records that follow. Null if the source cannot
 *     be resumed here; the reader then goes on to the next payload that has one before it commits
 * @param destinationTable overrides the table that the flow names, or null
 */
public record DataSourcePayload(
        RowBatch data,
        List<RejectedRecord> rejected,
        Map<String, Object> metadata,
        @Nullable StreamState state,
        @Nullable String destinationTable) {

    public DataSourcePayload {
        rejected = List.copyOf(rejected);
        metadata = Map.copyOf(metadata);
    }

    public static DataSourcePayload of(RowBatch data, StreamState state) {
        return new DataSourcePayload(data, List.of(), Map.of(), state, null);
    }

    /** Source records that this payload covers, rejected ones included. */
    public long recordCount() {
        return (long) data.rowCount() + rejected.size();
    }
}
