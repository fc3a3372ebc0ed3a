package io.headgate.source.http;

import io.headgate.api.data.RowSchema;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import io.headgate.testkit.MemorySourceState;
import io.headgate.testkit.StateJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run over one stream gives. */
final class Reading {

    RowSchema schema;
    final List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    final List<String> places = new ArrayList<>();
    final List<RejectedRecord> rejected = new ArrayList<>();
    final List<StreamState> states = new ArrayList<>();
    long repeated;

    /** A run as the engine makes it, which remembers in {@code state} what the next one needs. */
    static Reading run(IDataSource source, String name, MemorySourceState state) {
        try (source) {
            source.connect(state);
            IDataSourceStream stream = stream(source, name);
            Reading reading = new Reading();
            List<StreamPartition> partitions = stream.partitions(2);
            if (partitions.isEmpty()) {
                return reading;
            }
            reading.schema = stream.schema();
            Map<StreamPartition, StreamState> finished = new LinkedHashMap<>();
            for (StreamPartition partition : partitions) {
                finished.put(partition, reading.read(stream, partition, StreamState.EMPTY, Integer.MAX_VALUE));
            }
            StreamState before = new StreamState(state.readStream(name));
            state.updateStream(
                    name,
                    StateJson.roundTrip(stream.stateAfter(finished, before)).values());
            return reading;
        }
    }

    static Reading run(IDataSource source, String name) {
        return run(source, name, new MemorySourceState());
    }

    static IDataSourceStream stream(IDataSource source, String name) {
        return source.streams().stream()
                .filter(stream -> stream.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Reads at most so many payloads; returns the last state. */
    StreamState read(IDataSourceStream stream, StreamPartition partition, StreamState from, int most) {
        StreamState last = from;
        schema = schema == null ? stream.schema() : schema;
        try (PayloadCursor cursor = stream.open(partition, from, ReadOptions.of(schema))) {
            for (int i = 0; i < most; i++) {
                DataSourcePayload payload = cursor.next();
                if (payload == null) {
                    break;
                }
                add(payload);
                last = payload.state() == null ? last : StateJson.roundTrip(payload.state());
            }
        }
        return last;
    }

    private void add(DataSourcePayload payload) {
        for (int row = 0; row < payload.data().rowCount(); row++) {
            rows.add(payload.data().toMap(row));
            places.add(payload.data().place(row));
        }
        rejected.addAll(payload.rejected());
        if (payload.state() != null) {
            states.add(payload.state());
        }
        if (payload.metadata().get("repeated_records") instanceof Integer count) {
            repeated += count;
        }
    }

    List<@Nullable Object> column(String name) {
        List<@Nullable Object> values = new ArrayList<>();
        rows.forEach(row -> values.add(row.get(name)));
        return values;
    }

    List<String> codes() {
        return rejected.stream().map(RejectedRecord::code).toList();
    }

    String types() {
        return schema.fields().stream()
                .map(field -> field.name() + ":" + field.type().text())
                .toList()
                .toString();
    }
}
