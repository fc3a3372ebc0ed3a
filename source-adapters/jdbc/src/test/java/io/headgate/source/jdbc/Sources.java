package io.headgate.source.jdbc;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.data.RowBatch;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sources under test, and runs of them as the engine makes them. */
final class Sources {

    private Sources() {}

    static IDataSource of(IDataSourceFactory<JdbcSourceConfig> factory, Map<String, ?> config) {
        return factory.create("db", ConfigBinder.bind(JdbcSourceConfig.class, config));
    }

    static IDataSource postgres(String url, Map<String, ?> more) {
        Map<String, Object> config = new HashMap<>(Map.of("url", url, "min_partition_rows", 4));
        config.putAll(more);
        return of(new PostgresSourceFactory(), config);
    }

    static IDataSourceStream stream(IDataSource source, String name) {
        return source.streams().stream()
                .filter(stream -> stream.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Payloads from a place to the end. */
    static List<DataSourcePayload> drain(
            IDataSourceStream stream, StreamPartition partition, StreamState from, ReadOptions options) {
        List<DataSourcePayload> payloads = new ArrayList<>();
        try (PayloadCursor cursor = stream.open(partition, from, options)) {
            for (DataSourcePayload payload = cursor.next(); payload != null; payload = cursor.next()) {
                payloads.add(payload);
            }
        }
        return payloads;
    }

    /** What a run of a stream delivers of one column; its state moves on as after a run that was published. */
    static List<Object> run(IDataSource source, String stream, String column, IDataSourceState state, int hint) {
        try (source) {
            source.connect(state);
            IDataSourceStream opened = stream(source, stream);
            List<StreamPartition> plan = opened.partitions(hint);
            Map<StreamPartition, StreamState> finished = new LinkedHashMap<>();
            List<Object> values = new ArrayList<>();
            for (StreamPartition partition : plan) {
                StreamState last = StreamState.EMPTY;
                for (DataSourcePayload payload : drain(
                        opened, partition, last, ReadOptions.of(opened.schema()).withRows(7))) {
                    values.addAll(values(payload.data(), column));
                    last = payload.state();
                }
                finished.put(partition, last);
            }
            StreamState before = new StreamState(state.readStream(stream));
            StreamState after = plan.isEmpty() ? before : opened.stateAfter(finished, before);
            if (!after.isEmpty()) {
                state.updateStream(stream, after.values());
            }
            return values;
        }
    }

    static List<Object> values(RowBatch batch, String column) {
        List<Object> values = new ArrayList<>();
        for (int row = 0; row < batch.rowCount(); row++) {
            values.add(batch.value(row, batch.schema().indexOf(column)));
        }
        return values;
    }
}
