package io.headgate.source.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.config.ConfigException;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import io.headgate.testkit.MemorySourceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedStreamTest {

    private final MemorySourceState state = new MemorySourceState();

    /** Ids of one run over the first stream; keeps its state as the engine does. */
    private List<Long> run(Map<String, Object> config, int hint) {
        try (IDataSource source = GeneratedSources.of(config)) {
            source.connect(state);
            IDataSourceStream stream = source.streams().get(0);
            List<Long> ids = new ArrayList<>();
            Map<StreamPartition, StreamState> finished = new LinkedHashMap<>();
            for (StreamPartition partition : stream.partitions(hint)) {
                finished.put(partition, read(stream, partition, StreamState.EMPTY, ids));
            }
            StreamState before = new StreamState(state.readStream("stream_0"));
            state.updateStream("stream_0", stream.stateAfter(finished, before).values());
            return ids;
        }
    }

    private static StreamState read(
            IDataSourceStream stream, StreamPartition partition, StreamState from, List<Long> ids) {
        StreamState last = from;
        try (PayloadCursor cursor = stream.open(partition, from, ReadOptions.of(stream.schema()))) {
            for (DataSourcePayload payload = cursor.next(); payload != null; payload = cursor.next()) {
                for (int row = 0; row < payload.data().rowCount(); row++) {
                    ids.add(payload.data().longs(0).get(row));
                }
                last = payload.state();
            }
        }
        return last;
    }

    private static List<Long> ids(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    private static IDataSourceStream connected(IDataSource source) {
        source.connect(new MemorySourceState());
        return source.streams().get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "num_records,-1",
        "num_streams,0",
        "num_streams,10001",
        "rows_per_second,-1",
        "payload_bytes,1048577",
        "num_recrods,1"
    })
    void a_value_out_of_range_or_an_unknown_key_is_refused_by_name(String key, long value) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigBinder.bind(GeneratedConfig.class, Map.of(key, value)))
                .withMessageStartingWith(key + ": ");
    }

    @Test
    void a_record_has_an_id_a_name_and_the_number_of_its_stream() {
        try (IDataSource source = GeneratedSources.of(Map.of("num_streams", 3, "payload_bytes", 4))) {
            source.connect(state);
            IDataSourceStream stream = source.streams().get(2);
            PayloadCursor cursor =
                    stream.open(stream.partitions(1).get(0), StreamState.EMPTY, ReadOptions.of(stream.schema()));
            DataSourcePayload payload = cursor.next();
            assertThat(stream.name()).isEqualTo("stream_2");
            assertThat(stream.schema().primaryKey()).containsExactly("id");
            assertThat(payload.data().toMap(1))
                    .isEqualTo(Map.of("id", 2L, "name", "name_2", "stream", 2, "payload", "xxxx"));
            assertThat(payload.metadata()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void the_next_run_continues_at_the_last_id_if_the_state_was_kept(int hint) {
        Map<String, Object> config = Map.of("num_records", 50_000);
        assertThat(run(config, hint)).isEqualTo(ids(1, 50_000));
        assertThat(state.readStream("stream_0")).isEqualTo(Map.of("id", 50_000L));
        assertThat(run(config, hint)).isEqualTo(ids(50_001, 100_000));
        assertThat(state.readStream("stream_0")).isEqualTo(Map.of("id", 100_000L));
    }

    @Test
    void without_a_kept_state_the_ids_begin_at_1_again() {
        assertThat(run(Map.of(), 1)).containsExactly(1L, 2L);
        state.updateStream("stream_0", Map.of());
        assertThat(run(Map.of(), 1)).containsExactly(1L, 2L);
    }

    @Test
    void a_run_that_is_resumed_ends_where_it_was_planned_to_end() {
        try (IDataSource source = GeneratedSources.of(Map.of("num_records", 10))) {
            IDataSourceStream stream = connected(source);
            StreamPartition partition = stream.partitions(1).get(0);
            List<Long> rest = new ArrayList<>();
            read(stream, partition, StreamState.of("id", 7), rest);
            assertThat(rest).isEqualTo(ids(8, 10));
            List<Long> nothing = new ArrayList<>();
            read(stream, partition, StreamState.of("id", 10), nothing);
            assertThat(nothing).isEmpty();
        }
    }

    @Test
    void a_run_without_records_keeps_the_state() {
        run(Map.of("num_records", 5), 1);
        assertThat(run(Map.of("num_records", 0), 4)).isEmpty();
        assertThat(state.readStream("stream_0")).isEqualTo(Map.of("id", 5L));
    }

    @Test
    void the_metadata_says_when_the_payload_was_made_if_asked() {
        Instant before = Instant.now();
        try (IDataSource source = GeneratedSources.of(Map.of("include_metadata", true))) {
            IDataSourceStream stream = connected(source);
            PayloadCursor cursor =
                    stream.open(stream.partitions(1).get(0), StreamState.EMPTY, ReadOptions.of(stream.schema()));
            Object timestamp = cursor.next().metadata().get("timestamp");
            assertThat(Instant.parse((String) timestamp)).isBetween(before, Instant.now());
        }
    }

    @Test
    void more_records_than_any_memory_holds_are_planned_and_begun_at_once() {
        try (IDataSource source = GeneratedSources.of(Map.of("num_records", 1_000_000_000_000_000_000L))) {
            IDataSourceStream stream = connected(source);
            List<StreamPartition> plan = stream.partitions(16);
            assertThat(plan).hasSize(16);
            assertThat(plan.stream()
                            .mapToLong(StreamPartition::estimatedRecords)
                            .sum())
                    .isEqualTo(1_000_000_000_000_000_000L);
            PayloadCursor cursor = stream.open(
                    plan.get(15),
                    StreamState.EMPTY,
                    ReadOptions.of(stream.schema()).withRows(10));
            DataSourcePayload payload = cursor.next();
            assertThat(payload.data().value(0, 1)).isEqualTo("name_937500000000000001");
            assertThat(payload.data().rowCount()).isEqualTo(10);
        }
    }

    @Test
    void a_pace_is_not_exceeded() {
        long begun = System.nanoTime();
        List<Long> ids = run(Map.of("num_records", 100, "rows_per_second", 1000), 1);
        assertThat(ids).hasSize(100);
        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(90_000_000L);
    }
}
