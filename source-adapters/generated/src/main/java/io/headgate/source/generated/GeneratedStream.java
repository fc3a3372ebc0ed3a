package io.headgate.source.generated;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.IDataSourceState;
import io.headgate.api.state.StreamState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Records with the ids after the last one of the previous run. What a run makes is fixed when it is planned: each partition carries
 * its range of ids, so that a restart, which begins in the middle, ends at the same place.
 */
final class GeneratedStream implements IDataSourceStream {

    static final String ID = "id";
    private static final String AFTER = "after";
    private static final String LAST = "last";
    /** Smaller partitions are not worth a thread. */
    private static final long FEWEST_PER_PARTITION = 10_000;

    private final int number;
    private final GeneratedConfig config;
    private final IDataSourceState state;

    GeneratedStream(int number, GeneratedConfig config, IDataSourceState state) {
        this.number = number;
        this.config = config;
        this.state = state;
    }

    @Override
    public String name() {
        return "stream_" + number;
    }

    @Override
    public RowSchema schema() {
        List<Field> fields = new ArrayList<>(List.of(
                Field.required(ID, Primitive.INT64),
                Field.required("name", Primitive.STRING),
                Field.required("stream", DataType.Primitive.INT32)));
        if (config.payloadBytes() > 0) {
            fields.add(Field.required("payload", Primitive.STRING));
        }
        return new RowSchema(fields, List.of(ID));
    }

    @Override
    public List<StreamPartition> partitions(int hint) {
        long after = new StreamState(state.readStream(name())).getLong(ID, 0);
        long records = config.numRecords();
        int parts = (int) Math.max(1, Math.min(hint, records / FEWEST_PER_PARTITION));
        List<StreamPartition> partitions = new ArrayList<>(parts);
        long from = after;
        for (int part = 0; part < parts; part++) {
            long to = Math.addExact(from, records / parts + (part < records % parts ? 1 : 0));
            partitions.add(new StreamPartition("p" + part, StreamState.of(AFTER, from, LAST, to), to - from));
            from = to;
        }
        return partitions;
    }

    @Override
    public PayloadCursor open(StreamPartition partition, StreamState from, ReadOptions options) {
        long after = from.getLong(ID, partition.data().getLong(AFTER, 0));
        return new GeneratedCursor(config, number, after, partition.data().getLong(LAST, 0), options);
    }

    @Override
    public long records(List<StreamPartition> partitions, StreamState before) {
        return partitions.stream()
                .mapToLong(partition ->
                        partition.data().getLong(LAST, 0) - partition.data().getLong(AFTER, 0))
                .sum();
    }

    @Override
    public StreamState stateAfter(Map<StreamPartition, StreamState> finished, StreamState before) {
        long last = finished.keySet().stream()
                .mapToLong(partition -> partition.data().getLong(LAST, 0))
                .max()
                .orElse(before.getLong(ID, 0));
        return StreamState.of(ID, last);
    }
}
