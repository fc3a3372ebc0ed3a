package io.headgate.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.config.ConfigException;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceFactory;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.destination.memory.MemoryTables;
import io.headgate.flow.DataFlowMappingDefinition;
import io.headgate.flow.DestinationDefinition;
import io.headgate.flow.FlowInspector.StreamDescription;
import io.headgate.flow.RunOptions;
import io.headgate.flow.SourceDefinition;
import io.headgate.job.RunReport.StreamReport;
import io.headgate.state.FlowSourceState;
import io.headgate.state.InMemoryStateStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Generated records into memory. */
class GeneratedFlowTest extends ParityTest {

    @Test
    void fiveRecordsInEachOfTwoStreams() {
        assertThat(complete(engine, flow(generated(5, 2))).streams())
                .extracting(StreamReport::stream, StreamReport::read, StreamReport::written)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("stream_0", 5L, 5L),
                        org.assertj.core.groups.Tuple.tuple("stream_1", 5L, 5L));
        assertThat(MemoryTables.of(name).names()).containsExactly("stream_0", "stream_1");
        assertThat(ids("stream_0")).containsExactly(range(1, 5));
        assertThat(ids("stream_1")).containsExactly(range(1, 5));
    }

    @Test
    void tenRecordsInOneStream() {
        complete(engine, flow(generated(10, 1)));
        assertThat(MemoryTables.of(name).names()).containsExactly("stream_0");
        assertThat(ids("stream_0")).hasSize(10).startsWith(1L).endsWith(10L);
    }

    @Test
    void aSecondRunWithKeptStateDoublesTheCountAndEndsAtTwiceTheNumber() {
        complete(engine, flow(generated(10, 1)));
        complete(engine, flow(generated(10, 1)));
        assertThat(ids("stream_0")).containsExactly(range(1, 20));
    }

    @Test
    void withoutStateItRepeats() {
        complete(engineWith(new InMemoryStateStorage()), flow(generated(10, 1)));
        complete(engineWith(new InMemoryStateStorage()), flow(generated(10, 1)));
        assertThat(ids("stream_0")).hasSize(20);
        assertThat(ids("stream_0").subList(0, 10)).containsExactly(range(1, 10));
        assertThat(ids("stream_0").subList(10, 20)).containsExactly(range(1, 10));
    }

    @Test
    void afterAResetItRepeats() {
        complete(engine, flow(generated(10, 1)));
        assertThat(engine.reset(flow(generated(10, 1)), null)).hasSize(1);
        complete(engine, flow(generated(10, 1)));
        assertThat(ids("stream_0").subList(10, 20)).containsExactly(range(1, 10));
    }

    @Test
    void payloadsCarryTheRecordsKeysAndNoMetadataUnlessAsked() {
        complete(engine, flow(generated(3, 1)));
        assertThat(MemoryTables.of(name).payloads("stream_0")).isNotEmpty().allSatisfy(payload -> {
            assertThat(payload.data().schema().names()).containsExactly("id", "name", "stream");
            assertThat(payload.data().toMap(0)).containsOnlyKeys("id", "name", "stream");
            assertThat(payload.metadata()).isEmpty();
        });
    }

    @Test
    void payloadsCarryATimestampWhenAsked() {
        complete(engine, flow(generated(Map.of("num_records", 3, "include_metadata", true))));
        assertThat(MemoryTables.of(name).payloads("stream_0"))
                .isNotEmpty()
                .extracting(DataSourcePayload::metadata)
                .allSatisfy(metadata -> assertThat(Instant.parse((String) metadata.get("timestamp")))
                        .isBetween(Instant.now().minus(Duration.ofMinutes(5)), Instant.now()));
    }

    @Test
    void twoStreamsAreListedAndNoneAfterClose() {
        assertThat(engine.discover(flow(generated(5, 2))))
                .extracting(StreamDescription::stream)
                .containsExactly("stream_0", "stream_1");
        IDataSource source = open(adapters.source("auto-generated-data"));
        source.connect(new FlowSourceState(new InMemoryStateStorage(), name, "auto"));
        assertThat(source.streams()).extracting(IDataSourceStream::name).containsExactly("stream_0", "stream_1");
        source.close();
        assertThat(source.streams()).isEmpty();
    }

    private static <C extends Record> IDataSource open(IDataSourceFactory<C> factory) {
        return factory.create("auto", ConfigBinder.bind(factory.configType(), Map.of("num_streams", 2)));
    }

    @Test
    void anUnknownSourceListsTheKnownOnes() {
        DataFlowMappingDefinition flow = flow(new SourceDefinition("auto", "auto-generated-date", Map.of()));
        assertThatThrownBy(() -> engine.run(flow, RunOptions.defaults()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("there is no source 'auto-generated-date'")
                .hasMessageContaining("did you mean 'auto-generated-data'")
                .hasMessageContaining("auto-generated-data, avro, csv, ");
    }

    @Test
    void anUnknownDestinationListsTheKnownOnes() {
        DataFlowMappingDefinition flow = DataFlowMappingDefinition.of(
                generated(5, 2), new DestinationDefinition(name, "memroy", null, Map.of()));
        assertThatThrownBy(() -> engine.run(flow, RunOptions.defaults()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("there is no destination 'memroy'")
                .hasMessageContaining("Known are file, jdbc, memory");
    }

    @Test
    void theSameSourceInTwoFlowsHasItsOwnPlaceInEach() {
        SourceDefinition source = generated(5, 1);
        DataFlowMappingDefinition first = flow(source);
        DataFlowMappingDefinition second = DataFlowMappingDefinition.of(
                        source, new DestinationDefinition(name + "-b", "memory", null, Map.of()))
                .named(name + "-b");
        complete(engine, first);
        complete(engine, first);
        complete(engine, second);
        assertThat(ids("stream_0")).containsExactly(range(1, 10));
        assertThat(ids(name + "-b", "stream_0")).containsExactly(range(1, 5));
    }
}
