package io.headgate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.config.ConfigException;
import io.headgate.fake.Faults;
import io.headgate.job.RunOutcome;
import io.headgate.job.RunReport;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the engine adds to the destinations' modes: keys, plans, and a state that is never ahead of what is published. */
class WriteModesTest extends EngineTest {

    @TempDir
    Path folder;

    private DataFlowMappingDefinition into(Map<String, Object> source, String sourceName, Map<String, Object> options) {
        return new DataFlowMappingDefinition(
                flow,
                new SourceDefinition("numbers", sourceName, source),
                new DestinationDefinition("warehouse", "jdbc", url(), Map.of("username", "sa", "password", "")),
                ConfigBinder.bind(FlowOptions.class, options),
                null);
    }

    private DataFlowMappingDefinition numbersInto(Map<String, Object> source, Map<String, Object> options) {
        return into(source, "test-numbers", options);
    }

    private String url() {
        return "jdbc:h2:file:" + folder.resolve("warehouse");
    }

    private List<String> query(String sql) {
        List<String> texts = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url(), "sa", "");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                texts.add(row.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return texts;
    }

    private static RunOptions fresh() {
        return RunOptions.defaults().startingAnew(false);
    }

    @Test
    void aStagedRunThatIsGivenUpHasNeitherMovedTheStateNorLeftATable() {
        Map<String, Object> source = Map.of("count", 100, "fail_at", 60);
        Map<String, Object> options = Map.of("write_mode", "overwrite", "chunk_rows", 10);
        Faults.failing(true);
        assertThat(engine.run(numbersInto(source, options), RunOptions.defaults())
                        .outcome())
                .isEqualTo(RunOutcome.FAILED);
        assertThat(engine.state(numbersInto(source, options))).isEmpty();
        assertThat(query("SELECT COUNT(*) FROM \"numbers_0\"")).containsExactly("0");
        Faults.failing(false);
        RunReport second = engine.run(numbersInto(source, options), fresh());
        assertThat(second.outcome()).as(second.message()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(second.run())
                .as("nothing had landed, so no force was needed")
                .isEqualTo("2");
        assertThat(query("SELECT COUNT(DISTINCT \"n\") FROM \"numbers_0\"")).containsExactly("100");
        assertThat(query("SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME LIKE '%stage%'"))
                .isEmpty();
        assertThat(query("SELECT COUNT(*) FROM \"_headgate_checkpoint\"")).containsExactly("0");
        assertThat(engine.state(numbersInto(source, options))).isNotEmpty();
    }

    @Test
    void aStagedRunResumesWhereItWas() {
        Map<String, Object> source = Map.of("count", 100, "fail_at", 60, "parts", 2);
        Map<String, Object> options = Map.of("write_mode", "merge", "key", List.of("n"), "chunk_rows", 10);
        Faults.failing(true);
        engine.run(numbersInto(source, options), RunOptions.defaults());
        Faults.failing(false);
        RunReport second = engine.run(numbersInto(source, options), RunOptions.defaults());
        assertThat(second.outcome()).as(second.message()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(second.resumed()).isTrue();
        assertThat(query("SELECT COUNT(*) FROM \"numbers_0\"")).containsExactly("100");
    }

    @Test
    void theKeyIsTheSourcesPrimaryKeyUnlessTheFlowNamesOne() {
        DataFlowMappingDefinition generated =
                into(Map.of("num_records", 50), "auto-generated-data", Map.of("write_mode", "merge"));
        RunReport report = engine.run(generated, RunOptions.defaults());
        assertThat(report.outcome()).as(report.message()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(query("SELECT COLUMN_NAME FROM INFORMATION_SCHEMA.INDEX_COLUMNS WHERE IS_UNIQUE AND TABLE_NAME ="
                        + " 'stream_0'"))
                .containsExactly("id");
    }

    @Test
    void mistakesThatTheFieldsShowAreFoundBeforeARecordMoves() {
        assertFails(Map.of("write_mode", "merge"), "needs one, and the source knows of no primary key");
        assertFails(Map.of("write_mode", "merge", "key", List.of("nn")), "there is no field 'nn'; did you mean 'n'?");
        assertFails(
                Map.of("write_mode", "merge", "key", List.of("n"), "delete_field", "gone"), "there is no field 'gone'");
        assertFails(
                Map.of("write_mode", "scd2", "key", List.of("n"), "scd2", Map.of("tracked", List.of("m"))),
                "scd2.tracked: stream 'numbers_0': there is no field 'm'");
        assertFails(
                Map.of("write_mode", "scd2", "key", List.of("n"), "scd2", Map.of("hash", "N")),
                "the stream has a field 'N'");
        assertThat(query("SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'PUBLIC'"))
                .isEmpty();
    }

    private void assertFails(Map<String, Object> options, String message) {
        RunReport report = engine.run(numbersInto(Map.of(), options), fresh());
        assertThat(report.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(report.message()).contains(message);
    }

    @Test
    void streamsThatWouldReplaceEachOtherAreRefused() {
        RunReport report = engine.run(
                numbersInto(Map.of("streams", 2), Map.of("write_mode", "overwrite", "table", "all")),
                RunOptions.defaults());
        assertThat(report.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(report.message()).contains("'numbers_0' and 'numbers_1' would both replace 'all'");
    }

    @Test
    void optionsThatTheModeDoesNotKnowAreRefused() {
        assertRefused(Map.of("key", List.of("n")), "key");
        assertRefused(Map.of("write_mode", "overwrite", "delete_field", "gone"), "delete_field");
        assertRefused(Map.of("write_mode", "merge", "scd2", Map.of("effective", "at")), "scd2");
        assertRefused(Map.of("write_mode", "merge", "key", List.of("n", "n")), "key");
        assertRefused(Map.of("write_mode", "merge", "key", List.of("n"), "delete_field", "n"), "delete_field");
        assertRefused(
                Map.of("write_mode", "scd2", "scd2", Map.of("valid_from", "x", "valid_to", "X")), "scd2.valid_to");
    }

    private static void assertRefused(Map<String, Object> options, String key) {
        Assertions.assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigBinder.bind(FlowOptions.class, options))
                .satisfies(e -> assertThat(e.problems()).singleElement().satisfies(problem -> assertThat(problem.key())
                        .isEqualTo(key)));
    }
}
