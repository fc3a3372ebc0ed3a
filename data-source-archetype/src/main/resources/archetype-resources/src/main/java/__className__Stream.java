package ${package};

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
 * The records that are newer than those of the last run. What a run reads is fixed when it is planned: each partition carries its
 * range of numbers, so that a restart, which begins in the middle and perhaps days later, ends at the same place.
 */
final class ${className}Stream implements IDataSourceStream {

    static final String ID = "id";
    private static final String AFTER = "after";
    private static final String LAST = "last";
    /** Smaller partitions are not worth a thread. */
    private static final long FEWEST_PER_PARTITION = 10;

    private final String name;
    private final ${className}Client client;
    private final IDataSourceState state;

    ${className}Stream(String name, ${className}Client client, IDataSourceState state) {
        this.name = name;
        this.client = client;
        this.state = state;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public RowSchema schema() {
        return new RowSchema(
                List.of(
                        Field.required(ID, Primitive.INT64),
                        Field.required("name", Primitive.STRING),
                        Field.of("amount", Primitive.FLOAT64)),
                List.of(ID));
    }

    @Override
    public List<StreamPartition> partitions(int hint) {
        long from = new StreamState(state.readStream(name)).getLong(ID, 0);
        long records = client.last() - from;
        if (records <= 0) {
            return List.of();
        }
        int parts = (int) Math.max(1, Math.min(hint, records / FEWEST_PER_PARTITION));
        List<StreamPartition> partitions = new ArrayList<>(parts);
        for (int part = 0; part < parts; part++) {
            long to = from + records / parts + (part < records % parts ? 1 : 0);
            partitions.add(new StreamPartition("p" + part, StreamState.of(AFTER, from, LAST, to), to - from));
            from = to;
        }
        return partitions;
    }

    @Override
    public PayloadCursor open(StreamPartition partition, StreamState from, ReadOptions options) {
        long after = from.getLong(ID, partition.data().getLong(AFTER, 0));
        return new ${className}Cursor(name, client, after, partition.data().getLong(LAST, 0), options);
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
