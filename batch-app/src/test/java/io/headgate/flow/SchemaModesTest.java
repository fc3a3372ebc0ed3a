package io.headgate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.fake.TableSource;
import io.headgate.job.RunOutcome;
import io.headgate.job.RunReport;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run makes of a target whose columns differ from its stream, by the flow's or the stream's {@code schema}. */
class SchemaModesTest extends EngineTest {

    private static final Field N = Field.required("n", Primitive.INT64);
    private static final Field EXTRA = Field.of("extra", Primitive.STRING);

    @TempDir
    Path folder;

    private String url() {
        return "jdbc:h2:file:" + folder.resolve("warehouse");
    }

    /** Runs the stream {@code t} with these records, whose values stand in the order of the fields. */
    private RunReport run(Map<String, Object> options, RowSchema schema, Object[]... rows) {
        return run(RunOptions.defaults(), options, schema, rows);
    }

    private RunReport run(RunOptions how, Map<String, Object> options, RowSchema schema, Object[]... rows) {
        RowBatchBuilder table = new RowBatchBuilder(schema, rows.length);
        table.origin("t");
        for (int i = 0; i < rows.length; i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (int field = 0; field < schema.size(); field++) {
                row.put(schema.field(field).name(), rows[i][field]);
            }
            table.position(i + 1);
            table.addRow(row);
        }
        TableSource.TABLES.put(flow, table.build());
        return engine.run(
                new DataFlowMappingDefinition(
                        flow,
                        new SourceDefinition("t", "test-table", Map.of("table", flow)),
                        new DestinationDefinition("w", "jdbc", url(), Map.of("username", "sa", "password", "")),
                        ConfigBinder.bind(FlowOptions.class, options),
                        null),
                how);
    }

    private static Object[] row(Object... values) {
        return values;
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

    private void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url(), "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertCompletes(RunReport report) {
        assertThat(report.outcome()).as(report.message()).isEqualTo(RunOutcome.COMPLETED);
    }

    @Test
    void evolveIsTheDefaultAndAddsAndWidens() {
        execute("CREATE TABLE \"t\" (\"n\" INTEGER)");
        execute("INSERT INTO \"t\" VALUES (1)");
        assertCompletes(run(Map.of(), RowSchema.of(N, EXTRA), row(1L << 40, "x")));
        assertThat(query("SELECT \"n\" || ' ' || COALESCE(\"extra\", '-') FROM \"t\" ORDER BY 1"))
                .containsExactly("1 -", (1L << 40) + " x");
    }

    @Test
    void strictFailsBeforeARecordMovesAndShowsTheDifferencesAsATable() {
        execute("CREATE TABLE \"t\" (\"n\" INTEGER, \"old\" DATE, \"made\" TIMESTAMP DEFAULT CURRENT_TIMESTAMP)");
        RunReport report = run(Map.of("schema", "strict"), RowSchema.of(N, EXTRA), row(1L, "x"));
        assertThat(report.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(report.message())
                .contains("Stream 't' differs from its target table 't'; nothing was moved:")
                .containsSubsequence(
                        "column | source | target",
                        "n      | int64  | INTEGER | the column is narrower; BIGINT would hold both",
                        "extra  | string | -       | the table has no such column",
                        "old    | -      | DATE    | the stream has no such field")
                .doesNotContain("made");
        assertThat(query("SELECT COUNT(*) FROM \"t\"")).containsExactly("0");
        assertThat(query("SELECT COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_NAME = 't'"))
                .hasSize(3);
        execute("DROP TABLE \"t\"");
        execute("CREATE TABLE \"t\" (\"n\" BIGINT, \"extra\" VARCHAR(9))");
        assertCompletes(run(Map.of("schema", "strict"), RowSchema.of(N, EXTRA), row(1L, "x")));
    }

    @Test
    void strictMakesATableThatIsNotThereAndTakesItAgain() {
        RowSchema schema = RowSchema.of(N, EXTRA);
        assertCompletes(run(Map.of("schema", "strict"), schema, row(1L, "x")));
        assertCompletes(run(Map.of("schema", "strict"), schema, row(2L, "y")));
        assertThat(query("SELECT COUNT(*) FROM \"t\"")).containsExactly("2");
    }

    @Test
    void discardColumnsLeavesOutWhatTheTargetLacksAndSaysSo() {
        execute("CREATE TABLE \"t\" (\"n\" BIGINT)");
        RunReport report =
                run(Map.of("schema", "discard_columns"), RowSchema.of(EXTRA, N), row("x", 1L), row(null, 2L));
        assertCompletes(report);
        assertThat(report.streams().get(0).warnings())
                .containsExactly(Map.entry(
                        "column 'extra' is left out: the target does not have it (schema = \"discard_columns\")", 2L));
        assertThat(query("SELECT \"n\" FROM \"t\" ORDER BY 1")).containsExactly("1", "2");
    }

    @Test
    void discardRowsRejectsARecordWithAValueThatTheTargetHasNoColumnFor() {
        execute("CREATE TABLE \"t\" (\"n\" BIGINT)");
        Map<String, Object> options = Map.of("schema", "discard_rows", "rejects", Map.of("limit", 1), "partitions", 1);
        RunReport report = run(options, RowSchema.of(EXTRA, N), row("x", 1L), row(null, 2L));
        assertCompletes(report);
        assertThat(report.streams().get(0).rejected()).isEqualTo(1);
        assertThat(query("SELECT \"n\" FROM \"t\"")).containsExactly("2");
        assertThat(query("SELECT \"code\" || ' ' || \"raw\" FROM \"t_rejects\""))
                .containsExactly("UNKNOWN_COLUMN {\"extra\":\"x\",\"n\":1}");
    }

    @Test
    void discardedRowsCountAgainstTheLimit() {
        execute("CREATE TABLE \"t\" (\"n\" BIGINT)");
        RunReport report = run(
                Map.of("schema", "discard_rows", "rejects", Map.of("limit", 1)),
                RowSchema.of(EXTRA, N),
                row("x", 1L),
                row("y", 2L));
        assertThat(report.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(report.message()).contains("REJECT_LIMIT_EXCEEDED");
        assertThat(query("SELECT COUNT(*) FROM \"t\"")).containsExactly("0");
    }

    @Test
    void aKeyIsNeverDiscarded() {
        execute("CREATE TABLE \"t\" (\"extra\" VARCHAR(9))");
        RunReport report = run(
                Map.of("schema", "discard_columns", "write_mode", "merge", "key", List.of("n")),
                RowSchema.of(N, EXTRA),
                row(1L, "x"));
        assertThat(report.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(report.message()).contains("adds no columns, and without these the stream cannot land", "n      |");
    }

    @Test
    void whatCannotBeHeldIsRefusedInEveryModeAndNothingBecomesText() {
        execute("CREATE TABLE \"t\" (\"n\" BIGINT, \"extra\" BIGINT, \"must\" INTEGER NOT NULL)");
        for (String mode : List.of("evolve", "strict", "discard_columns", "discard_rows")) {
            RunReport report = run(
                    RunOptions.defaults().startingAnew(false),
                    Map.of("schema", mode),
                    RowSchema.of(N, EXTRA),
                    row(1L, "x"));
            assertThat(report.outcome()).as(mode).isEqualTo(RunOutcome.FAILED);
            assertThat(report.message())
                    .contains(
                            "extra  | string | BIGINT  | the column cannot hold the field",
                            "must   | -      | INTEGER | the column is NOT NULL without a default");
        }
    }

    @Test
    void aStreamMayHaveAModeOfItsOwnAndKeepsTheFlowsTransforms() {
        execute("CREATE TABLE \"t\" (\"n\" BIGINT)");
        Map<String, Object> options = Map.of(
                "schema", "strict",
                "stream", Map.of("t", Map.of("schema", "discard_columns")),
                "transforms", List.of(Map.of("filter", "n > 1")));
        assertCompletes(run(options, RowSchema.of(N, EXTRA), row(1L, "x"), row(2L, "y")));
        assertThat(query("SELECT \"n\" FROM \"t\"")).containsExactly("2");
    }

    @Test
    void normalisedNamesAreThoseOfTheTargetAndOfTheKey() {
        RowSchema schema =
                RowSchema.of(Field.required("Customer ID", Primitive.INT64), Field.of("Größe (cm)", Primitive.INT64));
        Map<String, Object> options =
                Map.of("column_names", "normalise", "write_mode", "merge", "key", List.of("customer_id"));
        assertCompletes(run(options, schema, row(1L, 170L)));
        assertCompletes(run(options, schema, row(1L, 171L), row(2L, 180L)));
        assertThat(query("SELECT \"customer_id\" || ' ' || \"größe_cm\" FROM \"t\" ORDER BY 1"))
                .containsExactly("1 171", "2 180");
    }

    @Test
    void namesThatBecomeOneAreRefusedWithBoth() {
        RowSchema schema = RowSchema.of(Field.of("A b", Primitive.INT64), Field.of("a_B", Primitive.INT64));
        RunReport report = run(Map.of("column_names", "normalise"), schema, row(1L, 2L));
        assertThat(report.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(report.message()).contains("the fields 'A b' and 'a_B' would both be called 'a_b'");
    }

    @Test
    void anUnfinishedRunIsNotResumedWithOtherNames() {
        execute("CREATE TABLE \"t\" (\"N\" DATE)");
        assertThat(run(Map.of("schema", "strict"), RowSchema.of(N), row(1L)).outcome())
                .isEqualTo(RunOutcome.FAILED);
        Map<String, Object> other = Map.of("schema", "strict", "column_names", "normalise");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> run(other, RowSchema.of(N), row(1L))))
                .hasMessageContaining("column_names");
    }
}
