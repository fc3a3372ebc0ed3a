package io.headgate.fake;

import io.headgate.api.config.ConfigKey;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceFactory;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.IDataSourceState;
import io.headgate.api.state.StreamState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A source of whatever records a test has put into {@link #TABLES}, in as many partitions as it asks for. */
public final class TableSource implements IDataSource {

    /** Records by the name that a test gives. */
    public static final Map<String, RowBatch> TABLES = new ConcurrentHashMap<>();

    /** What a test can ask for. */
    public record Config(
            @ConfigKey(value = "which of the tables", required = true) String table,
            @ConfigKey("partitions at least, as of a source that has files") int parts,
            @ConfigKey(value = "records in a payload", defaultValue = "7") int payload) {}

    /** The adapter. */
    public static final class Factory implements IDataSourceFactory<Config> {
        @Override
        public String name() {
            return "test-table";
        }

        @Override
        public String description() {
            return "Records, for tests";
        }

        @Override
        public Class<Config> configType() {
            return Config.class;
        }

        @Override
        public IDataSource create(String sourceId, Config config) {
            return new TableSource(sourceId, config);
        }
    }

    private final String id;
    private final Config config;

    TableSource(String id, Config config) {
        this.id = id;
        this.config = config;
    }

    @Override
    public void connect(IDataSourceState state) {}

    @Override
    public List<IDataSourceStream> streams() {
        return List.of(new TableStream(id, config, TABLES.get(config.table())));
    }

    @Override
    public void close() {}

    private record TableStream(String name, Config config, RowBatch table) implements IDataSourceStream {

        @Override
        public RowSchema schema() {
            return table.schema();
        }

        @Override
        public List<StreamPartition> partitions(int hint) {
            int parts = Math.max(hint, config.parts());
            List<StreamPartition> partitions = new ArrayList<>();
            for (int i = 0; i < parts; i++) {
                long from = (long) table.rowCount() * i / parts;
                long to = (long) table.rowCount() * (i + 1) / parts;
                partitions.add(new StreamPartition("p" + i, StreamState.of("from", from, "to", to), to - from));
            }
            return partitions;
        }

        @Override
        public PayloadCursor open(StreamPartition partition, StreamState from, ReadOptions options) {
            long start = from.getLong("next", partition.data().getLong("from", 0));
            return new TableCursor(
                    table, config.payload(), (int) start, (int) partition.data().getLong("to", 0));
        }

        /** Refuses what the engine must never hand it: a partition of another's making, or one that has not ended. */
        @Override
        public StreamState stateAfter(Map<StreamPartition, StreamState> finished, StreamState before) {
            long read = 0;
            for (Map.Entry<StreamPartition, StreamState> entry : finished.entrySet()) {
                StreamState data = entry.getKey().data();
                long to = data.getLong("to", -1);
                long end = entry.getValue().getLong("next", data.getLong("from", 0));
                if (end != to) {
                    throw new IllegalStateException("partition " + entry.getKey() + " ended at " + end);
                }
                read += to - data.getLong("from", 0);
            }
            return StreamState.of("rows", read);
        }
    }

    private static final class TableCursor implements PayloadCursor {
        private final RowBatch table;
        private final int size;
        private final int to;
        private int next;

        TableCursor(RowBatch table, int size, int from, int to) {
            this.table = table;
            this.size = size;
            this.next = from;
            this.to = to;
        }

        @Override
        public @Nullable DataSourcePayload next() {
            if (next >= to) {
                return null;
            }
            RowBatchBuilder rows = new RowBatchBuilder(table.schema(), size);
            for (int i = 0; i < size && next < to; i++) {
                rows.copyRow(table, next++);
            }
            return DataSourcePayload.of(rows.build(), StreamState.of("next", next));
        }

        @Override
        public void close() {}
    }
}
