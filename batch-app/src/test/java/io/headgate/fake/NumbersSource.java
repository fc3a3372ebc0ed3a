package io.headgate.fake;

import io.headgate.api.config.ConfigKey;
import io.headgate.api.data.ColumnBuilder;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceFactory;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.IDataSourceState;
import io.headgate.api.state.StreamState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A source that can be made to misbehave: streams of the numbers 1 to n, in one or more partitions, which fail, reject, wait for a
 * latch or give no state wherever a test asks for it.
 */
public final class NumbersSource implements IDataSource {

    static final RowSchema SCHEMA = RowSchema.of(Field.required("n", Primitive.INT64));

    /** What a test can ask for. */
    public record Config(
            @ConfigKey(value = "numbers per stream", defaultValue = "100") int count,
            @ConfigKey(value = "streams", defaultValue = "1") int streams,
            @ConfigKey(value = "partitions; 0 is one whole that continues from the stored state", defaultValue = "0")
                    int parts,
            @ConfigKey(value = "records in a payload", defaultValue = "10") int payload,
            @ConfigKey(value = "a state with every so many payloads", defaultValue = "1") int stateEvery,
            @ConfigKey(value = "reject numbers that this divides; 0 is none", defaultValue = "0") int rejectEvery,
            @ConfigKey(value = "a failure before this number, as long as Faults.failing is set", defaultValue = "0")
                    int failAt,
            @ConfigKey(value = "refuse to connect as long as Faults.failing is set", defaultValue = "false")
                    boolean failConnect,
            @ConfigKey(value = "keep something besides the streams' state with each payload", defaultValue = "false")
                    boolean keepOthers,
            @ConfigKey(value = "how the names of the streams begin", defaultValue = "numbers_") String prefix) {}

    /** The adapter. */
    public static final class Factory implements IDataSourceFactory<Config> {
        @Override
        public String name() {
            return "test-numbers";
        }

        @Override
        public String description() {
            return "Numbers, for tests";
        }

        @Override
        public Class<Config> configType() {
            return Config.class;
        }

        @Override
        public IDataSource create(String sourceId, Config config) {
            return new NumbersSource(config);
        }
    }

    private final Config config;
    private List<IDataSourceStream> streams = List.of();

    NumbersSource(Config config) {
        this.config = config;
    }

    @Override
    public void connect(IDataSourceState state) {
        if (config.failConnect() && Faults.failing) {
            throw Faults.unreachable();
        }
        streams = IntStream.range(0, config.streams())
                .<IDataSourceStream>mapToObj(i -> new NumbersStream(config.prefix() + i, config, state))
                .toList();
    }

    @Override
    public List<IDataSourceStream> streams() {
        return streams;
    }

    @Override
    public void close() {
        streams = List.of();
    }

    private record NumbersStream(String name, Config config, IDataSourceState state) implements IDataSourceStream {

        @Override
        public RowSchema schema() {
            return SCHEMA;
        }

        @Override
        public List<StreamPartition> partitions(int hint) {
            if (config.parts() == 0) {
                return List.of(StreamPartition.WHOLE);
            }
            List<StreamPartition> parts = new ArrayList<>();
            for (int i = 0; i < config.parts(); i++) {
                long from = (long) config.count() * i / config.parts();
                long to = (long) config.count() * (i + 1) / config.parts();
                parts.add(new StreamPartition("p" + i, StreamState.of("after", from, "to", to), to - from));
            }
            return parts;
        }

        @Override
        public PayloadCursor open(StreamPartition partition, StreamState from, ReadOptions options) {
            long after = from.getLong("n", partition.data().getLong("after", 0));
            long to = partition.isWhole() ? config.count() : partition.data().getLong("to", 0);
            return new NumbersCursor(config, state, after, to);
        }

        @Override
        public StreamState stateAfter(Map<StreamPartition, StreamState> finished, StreamState before) {
            return StreamState.of("n", config.count());
        }
    }

    private static final class NumbersCursor implements PayloadCursor {
        private final Config config;
        private final IDataSourceState state;
        private final long to;
        private long last;
        private int payloads;

        NumbersCursor(Config config, IDataSourceState state, long after, long to) {
            this.config = config;
            this.state = state;
            this.last = after;
            this.to = to;
        }

        @Override
        public @Nullable DataSourcePayload next() {
            if (last >= to) {
                return null;
            }
            RowBatchBuilder rows = new RowBatchBuilder(SCHEMA, config.payload());
            ColumnBuilder.Longs n = rows.longs(0);
            List<RejectedRecord> rejected = new ArrayList<>();
            for (int i = 0; i < config.payload() && last < to; i++) {
                last++;
                Faults.beforeRecord(last, config.failAt());
                if (config.rejectEvery() > 0 && last % config.rejectEvery() == 0) {
                    rejected.add(new RejectedRecord("number:" + last, "UNWANTED", "is divisible", "" + last));
                } else {
                    n.set(last);
                    rows.position(last);
                    rows.endRow();
                }
            }
            payloads++;
            if (config.keepOthers()) {
                state.updateOthers("last", Map.of("n", last));
            }
            boolean stateful = payloads % config.stateEvery() == 0;
            return new DataSourcePayload(
                    rows.build(), rejected, Map.of(), stateful ? StreamState.of("n", last) : null, null);
        }

        @Override
        public void close() {}
    }
}
