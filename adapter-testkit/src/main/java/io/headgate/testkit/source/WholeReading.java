package io.headgate.testkit.source;

import io.headgate.api.data.RowSchema;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.IDataSourceState;
import io.headgate.api.state.StreamState;
import io.headgate.testkit.MemorySourceState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one run over the first stream of a source gives, one partition after the other.
 *
 * @param schema of the stream
 * @param records in the order in which they were read, nulls included
 * @param rejected likewise
 * @param plan the partitions
 * @param known how many records the source says that the plan has, or -1
 * @param after the stream's state after the run
 */
public record WholeReading(
        RowSchema schema,
        List<Map<String, @Nullable Object>> records,
        List<RejectedRecord> rejected,
        List<StreamPartition> plan,
        long known,
        StreamState after) {

    /** Opens the source, reads it and closes it. */
    public static WholeReading of(IDataSource source) {
        return of(source, new MemorySourceState(), 1);
    }

    /**
     * @param hint partitions wanted
     */
    public static WholeReading of(IDataSource source, IDataSourceState state, int hint) {
        try (source) {
            source.connect(state);
            IDataSourceStream stream = source.streams().get(0);
            StreamState before = new StreamState(state.readStream(stream.name()));
            List<StreamPartition> plan = stream.partitions(hint);
            List<Map<String, @Nullable Object>> records = new ArrayList<>();
            List<RejectedRecord> rejected = new ArrayList<>();
            Map<StreamPartition, StreamState> finished = new LinkedHashMap<>();
            for (StreamPartition partition : plan) {
                finished.put(partition, read(stream, partition, records, rejected));
            }
            return new WholeReading(
                    stream.schema(),
                    records,
                    rejected,
                    plan,
                    stream.records(plan, before),
                    stream.stateAfter(finished, before));
        }
    }

    private static StreamState read(
            IDataSourceStream stream,
            StreamPartition partition,
            List<Map<String, @Nullable Object>> records,
            List<RejectedRecord> rejected) {
        StreamState last = StreamState.EMPTY;
        try (PayloadCursor cursor = stream.open(partition, StreamState.EMPTY, ReadOptions.of(stream.schema()))) {
            for (DataSourcePayload payload = cursor.next(); payload != null; payload = cursor.next()) {
                for (int row = 0; row < payload.data().rowCount(); row++) {
                    records.add(payload.data().toMap(row));
                }
                rejected.addAll(payload.rejected());
                StreamState state = payload.state();
                last = state == null ? last : state;
            }
        }
        return last;
    }
}
