package io.headgate.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.state.IDataSourceStateStorage;
import io.headgate.api.state.StateKey;
import io.headgate.api.state.StreamState;
import io.headgate.destination.memory.MemoryTables;
import io.headgate.flow.DataFlowMappingDefinition;
import io.headgate.flow.DestinationDefinition;
import io.headgate.flow.FlowEngine;
import io.headgate.flow.FlowOptions;
import io.headgate.flow.RunOptions;
import io.headgate.job.RunOutcome;
import io.headgate.job.RunReport;
import io.headgate.state.FileStateStorage;
import io.headgate.state.JdbcStateStorage;
import io.headgate.state.TestDatabases;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** State moves with the rows: never ahead of them, and each stream's on its own. */
class StateOfRunsTest extends ParityTest {

    private static final int STREAMS = 8;

    @TempDir
    Path folder;

    private static void assertStateIs(FlowEngine engine, DataFlowMappingDefinition flow, String stream, long id) {
        StateKey key = new StateKey(flow.name(), "auto", StateKey.Kind.STREAM, stream);
        assertThat(new StreamState(engine.state(flow).get(key))).isEqualTo(StreamState.of("id", id));
    }

    @Test
    void aWrongTableLeavesTheStateWhereItWasAndAfterTheFixEveryRecordIsThere() {
        String url = "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1";
        JdbcClient target =
                JdbcClient.create(new org.springframework.jdbc.datasource.DriverManagerDataSource(url, "sa", ""));
        DataFlowMappingDefinition flow = DataFlowMappingDefinition.of(
                        generated(5, 1),
                        new DestinationDefinition("warehouse", "jdbc", url, Map.of("username", "sa", "password", "")))
                .named(name);
        target.sql("CREATE TABLE \"stream_0\" (\"id\" DATE, \"name\" DATE, \"stream\" DATE)")
                .update();

        RunReport wrong = engine.run(flow, RunOptions.defaults());
        assertThat(wrong.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(wrong.message()).contains("TARGET_MISMATCH", "stream_0");
        assertThat(engine.state(flow)).isEmpty();

        target.sql("DROP TABLE \"stream_0\"").update();
        RunReport fixed = complete(engine, flow);
        assertThat(fixed.resumed()).isTrue();
        assertThat(target.sql("SELECT \"id\" FROM \"stream_0\" ORDER BY 1")
                        .query(Long.class)
                        .list()
                        .toArray())
                .containsExactly(range(1, 5));
        assertStateIs(engine, flow, "stream_0", 5);

        target.sql("ALTER TABLE \"stream_0\" RENAME TO \"good\"").update();
        target.sql("CREATE TABLE \"stream_0\" (\"id\" DATE, \"name\" DATE, \"stream\" DATE)")
                .update();
        assertThat(engine.run(flow, RunOptions.defaults()).outcome()).isEqualTo(RunOutcome.FAILED);
        assertStateIs(engine, flow, "stream_0", 5);

        target.sql("DROP TABLE \"stream_0\"").update();
        target.sql("ALTER TABLE \"good\" RENAME TO \"stream_0\"").update();
        complete(engine, flow);
        assertThat(target.sql("SELECT \"id\" FROM \"stream_0\" ORDER BY 1")
                        .query(Long.class)
                        .list()
                        .toArray())
                .containsExactly(range(1, 10));
        assertStateIs(engine, flow, "stream_0", 10);
    }

    private void eightParallelStreams(IDataSourceStateStorage storage) {
        FlowEngine withStorage = engineWith(storage);
        DataFlowMappingDefinition flow = flow(generated(1000, STREAMS))
                .with(ConfigBinder.bind(FlowOptions.class, Map.of("parallel_streams", STREAMS, "chunk_rows", 50)));
        for (int run = 1; run <= 3; run++) {
            complete(withStorage, flow);
            assertThat(withStorage.state(flow)).hasSize(STREAMS);
            for (int i = 0; i < STREAMS; i++) {
                assertStateIs(withStorage, flow, "stream_" + i, 1000L * run);
                assertThat(MemoryTables.of(name).rowCount("stream_" + i)).isEqualTo(1000L * run);
            }
        }
    }

    @Test
    void eightParallelStreamsWithStateOnFileEndWithEightRightStates() {
        eightParallelStreams(new FileStateStorage(folder.resolve("state")));
    }

    @Test
    void eightParallelStreamsWithStateInTheJobRepositoryEndWithEightRightStates() {
        eightParallelStreams(new JdbcStateStorage(database));
    }

    @Test
    void eightParallelStreamsWithStateInPostgreSqlEndWithEightRightStates() {
        DataSource postgres = TestDatabases.postgres();
        eightParallelStreams(new JdbcStateStorage(postgres));
    }
}
