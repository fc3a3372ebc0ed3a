package io.headgate.testkit.reference;

import static io.headgate.testkit.reference.SourceFlaw.ONE_NAME_FOR_TWO_PARTITIONS;
import static io.headgate.testkit.reference.SourceFlaw.PARTITIONS_MISS_A_RECORD;
import static io.headgate.testkit.reference.SourceFlaw.PARTITIONS_OVERLAP;
import static io.headgate.testkit.reference.SourceFlaw.PLAN_LIVES_IN_MEMORY;
import static io.headgate.testkit.reference.SourceFlaw.SCHEMA_DRIFTS;
import static io.headgate.testkit.reference.SourceFlaw.STATE_AFTER_DEPENDS_ON_THE_PARTITIONS;

import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The numbers from 1 to {@code count}, cut into ranges. */
final class ReferenceStream implements IDataSourceStream {

    private final String name;
    private final int count;
    private final int connection;
    private final SourceFlaw flaw;
    private int parts = 1;

    ReferenceStream(String name, int count, int connection, SourceFlaw flaw) {
        this.name = name;
        this.count = count;
        this.connection = connection;
        this.flaw = flaw;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public RowSchema schema() {
        boolean nullable = flaw != SCHEMA_DRIFTS || connection % 2 == 0;
        return RowSchema.of(Field.required("n", Primitive.INT64), new Field("word", Primitive.STRING, nullable));
    }

    @Override
    public List<StreamPartition> partitions(int hint) {
        parts = hint;
        List<StreamPartition> partitions = new ArrayList<>();
        for (int part = 0; part < hint; part++) {
            long after = (long) count * part / hint;
            long last = (long) count * (part + 1) / hint;
            StreamState range = StreamState.of("after", after, "last", last);
            String label = flaw == ONE_NAME_FOR_TWO_PARTITIONS && part == 1 ? "p0" : "p" + part;
            partitions.add(new StreamPartition(
                    label,
                    flaw == PLAN_LIVES_IN_MEMORY ? StreamState.of("part", part, "of", hint) : range,
                    last - after));
        }
        return partitions;
    }

    @Override
    public PayloadCursor open(StreamPartition partition, StreamState from, ReadOptions options) {
        StreamState data = flaw == PLAN_LIVES_IN_MEMORY ? rememberedRange(partition) : partition.data();
        long after = data.getLong("after", 0);
        long last = data.getLong("last", 0);
        if (flaw == PARTITIONS_OVERLAP && last < count) {
            last++;
        }
        if (flaw == PARTITIONS_MISS_A_RECORD && after > 0) {
            after++;
        }
        return new ReferenceCursor(name, schema(), new Range(after, last), from, options, flaw);
    }

    /** Breaks "nothing may depend on what {@code partitions} left behind in memory". */
    private StreamState rememberedRange(StreamPartition partition) {
        long part = partition.data().getLong("part", 0);
        long of = parts == 1 ? partition.data().getLong("of", 1) : parts;
        return StreamState.of("after", count * part / of, "last", count * (part + 1) / of);
    }

    @Override
    public StreamState stateAfter(Map<StreamPartition, StreamState> finished, StreamState before) {
        return StreamState.of("n", count, "parts", flaw == STATE_AFTER_DEPENDS_ON_THE_PARTITIONS ? finished.size() : 0);
    }

    /** The numbers after one and up to another. */
    record Range(long after, long last) {}
}
