package io.headgate.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.flow.DataFlowMappingDefinition;
import io.headgate.flow.DestinationDefinition;
import io.headgate.flow.RunOptions;
import io.headgate.flow.SourceDefinition;
import io.headgate.job.RunOutcome;
import io.headgate.job.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Giving up a run whose destination cannot be asked any more. */
class StartAnewTest extends ParityTest {

    @TempDir
    Path folder;

    @BeforeEach
    void writeAFileWithAMistake() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "id,price\n1,2.50\n2,x\n");
    }

    private static String url(String database) {
        return "jdbc:h2:mem:" + database + ";DB_CLOSE_DELAY=-1";
    }

    private DataFlowMappingDefinition into(String database) {
        return DataFlowMappingDefinition.of(
                        new SourceDefinition(
                                "prices",
                                "csv",
                                Map.of(
                                        "source_path",
                                        folder.resolve("a.csv").toString(),
                                        "columns",
                                        Map.of("price", "decimal(8,2)"))),
                        new DestinationDefinition("warehouse", "jdbc", url(database), Map.of("username", "sa")))
                .named(name);
    }

    private static JdbcClient database(String name) {
        return JdbcClient.create(new DriverManagerDataSource(url(name), "sa", ""));
    }

    private static RunOptions fresh(boolean force) {
        return RunOptions.defaults().startingAnew(force);
    }

    private void failThenRepair() throws IOException {
        RunReport failed = engine.run(into(name + "a"), RunOptions.defaults());
        assertThat(failed.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(failed.message()).contains("REJECT_LIMIT_EXCEEDED");
        Files.writeString(folder.resolve("a.csv"), "id,price\n1,2.50\n2,3.50\n");
    }

    private void assertLanded(String database) {
        assertThat(database(database)
                        .sql("SELECT \"id\" FROM \"prices\" ORDER BY 1")
                        .query(Long.class)
                        .list())
                .isEqualTo(List.of(1L, 2L));
    }

    @Test
    void aRunWhoseTargetWasChangedIsGivenUpOnlyByForce() throws IOException {
        failThenRepair();
        assertThatThrownBy(() -> engine.run(into(name + "b"), RunOptions.defaults()))
                .hasMessageContaining("the configuration has changed")
                .hasMessageContaining("fresh=true");
        assertThatThrownBy(() -> engine.run(into(name + "b"), fresh(false)))
                .hasMessageContaining("the destination cannot tell what run 1 has landed")
                .hasMessageContaining("force=true");
        assertThat(engine.run(into(name + "b"), fresh(true)).run()).isEqualTo("2");
        assertLanded(name + "b");
    }

    @Test
    void aRunWhoseTargetWasEmptiedSaysSoAndIsGivenUpByForce() throws IOException {
        failThenRepair();
        database(name + "a").sql("DROP ALL OBJECTS").update();
        RunReport rerun = engine.run(into(name + "a"), RunOptions.defaults());
        assertThat(rerun.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThatThrownBy(() -> engine.run(into(name + "a"), fresh(false)))
                .hasMessageContaining("the destination cannot tell what run 1 has landed")
                .hasMessageContaining("force=true");
        assertThat(engine.run(into(name + "a"), fresh(true)).run()).isEqualTo("2");
        assertLanded(name + "a");
    }

    @Test
    void aRunThatHasLandedNothingIsGivenUpByFreshAlone() throws IOException {
        failThenRepair();
        assertThat(engine.run(into(name + "a"), fresh(false)).run()).isEqualTo("2");
        assertLanded(name + "a");
    }
}
