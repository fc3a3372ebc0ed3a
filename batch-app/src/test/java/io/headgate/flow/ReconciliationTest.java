package io.headgate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.config.ConfigBinder;
import io.headgate.fake.Faults;
import io.headgate.fake.LedgerDestination;
import io.headgate.job.RunOutcome;
import io.headgate.job.RunReport;
import io.headgate.state.Reconciliation;
import io.headgate.state.Reconciliation.Result;
import io.headgate.state.TestDatabases;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was read, written and is held is compared after a run, and what others do to the target meanwhile is told from a loss. */
class ReconciliationTest extends EngineTest {

    private static final String TABLE = "\"numbers_0\"";

    @TempDir
    Path folder;

    private @Nullable String postgres;

    private String url(String product) {
        if (product.equals("h2")) {
            return "jdbc:h2:file:" + folder.resolve("warehouse");
        }
        if (postgres == null) {
            postgres = TestDatabases.newPostgresUrl();
        }
        return postgres;
    }

    private static String user(String product) {
        return product.equals("h2") ? "sa" : "postgres";
    }

    private DataFlowMappingDefinition into(String product, Map<String, Object> source, Map<String, Object> options) {
        Map<String, Object> all = new LinkedHashMap<>(Map.of("chunk_rows", 10));
        all.putAll(options);
        return new DataFlowMappingDefinition(
                flow,
                new SourceDefinition("numbers", "test-numbers", source),
                new DestinationDefinition(
                        "warehouse", "jdbc", url(product), Map.of("username", user(product), "password", "")),
                ConfigBinder.bind(FlowOptions.class, all),
                null);
    }

    private void execute(String product, String sql) {
        try (Connection connection = DriverManager.getConnection(url(product), user(product), "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** While the run is under way, chunks before the record are committed. */
    private RunReport runInterferedBy(String product, String sql, Map<String, Object> options) {
        return engine.run(
                into(product, Map.of("count", 100), options).mappedBy(row -> {
                    if (Long.valueOf(60).equals(row.get("n"))) {
                        execute(product, sql);
                    }
                    return row;
                }),
                RunOptions.defaults());
    }

    private static Reconciliation found(RunReport report) {
        return report.streams().get(0).verdict().reconciliation();
    }

    @ParameterizedTest
    @CsvSource({
        "h2, append",
        "postgres, append",
        "h2, overwrite",
        "postgres, overwrite",
        "h2, merge",
        "postgres, merge",
        "h2, scd2",
        "postgres, scd2"
    })
    void aRunThatLandsEverythingMatchesAlsoAfterAFailureAndWithPartitionsAndRejects(String product, String mode) {
        Map<String, Object> options = new LinkedHashMap<>(Map.of(
                "write_mode",
                mode,
                "rejects",
                Map.of("limit", 100),
                "transforms",
                List.of(Map.of("filter", "n % 2 == 0"))));
        if (mode.equals("merge") || mode.equals("scd2")) {
            options.put("key", List.of("n"));
        }
        DataFlowMappingDefinition flow =
                into(product, Map.of("count", 100, "parts", 2, "reject_every", 10, "fail_at", 70), options);
        Faults.failing(true);
        assertThat(engine.run(flow, RunOptions.defaults()).outcome()).isEqualTo(RunOutcome.FAILED);
        Faults.failing(false);
        RunReport report = engine.run(flow, RunOptions.defaults());
        assertThat(report.outcome()).as(report.message()).isEqualTo(RunOutcome.COMPLETED);
        Reconciliation found = found(report);
        assertThat(found.result()).as(found.toString()).isEqualTo(Result.MATCH);
        assertThat(List.of(found.read(), found.filtered(), found.rejected(), found.written()))
                .containsExactly(100L, 50L, 10L, 40L);
        assertThat(found.held()).isEqualTo(40);
        assertThat(jdbc.sql("SELECT RECORDS_HELD FROM HEADGATE_RECONCILIATION r JOIN BATCH_JOB_INSTANCE i"
                                + " ON i.JOB_INSTANCE_ID = r.JOB_INSTANCE_ID WHERE i.JOB_NAME = ? AND RESULT = 'MATCH'")
                        .param(this.flow)
                        .query(Long.class)
                        .list())
                .containsExactly(40L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void theValuesAreComparedAsWellIfThatIsAskedFor(String product) {
        Map<String, Object> options = Map.of("reconcile", "checksum", "rejects", Map.of("limit", 100));
        DataFlowMappingDefinition flow =
                into(product, Map.of("count", 100, "parts", 2, "reject_every", 10, "fail_at", 70), options);
        Faults.failing(true);
        engine.run(flow, RunOptions.defaults());
        Faults.failing(false);
        Reconciliation found = found(engine.run(flow, RunOptions.defaults()));
        assertThat(found.result()).as(found.toString()).isEqualTo(Result.MATCH);
        assertThat(found.checksumHeld()).isNotNull().isEqualTo(found.checksumWritten());
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void aRowThatIsDeletedBehindItsBackIsAMismatchAndExitCode5AndStaysInTheReport(String product) {
        RunReport report =
                runInterferedBy(product, "DELETE FROM " + TABLE + " WHERE \"n\" = 7", Map.of("reconcile", "count"));
        assertThat(report.outcome()).isEqualTo(RunOutcome.CHECK_FAILED);
        assertThat(report.outcome().exitCode()).isEqualTo(5);
        assertThat(report.message()).contains("100 rows were written, but the destination holds 99");
        assertThat(found(report).result()).isEqualTo(Result.MISMATCH);
        assertThat(jdbc.sql("SELECT NOTE FROM HEADGATE_RECONCILIATION r JOIN BATCH_JOB_INSTANCE i ON"
                                + " i.JOB_INSTANCE_ID = r.JOB_INSTANCE_ID WHERE i.JOB_NAME = ? AND RESULT = 'MISMATCH'")
                        .param(flow)
                        .query(String.class)
                        .single())
                .contains("holds 99");
    }

    @Test
    void rowsThatOthersAddAreNoMismatch() {
        execute("postgres", "CREATE TABLE " + TABLE + " (\"n\" BIGINT)");
        execute("postgres", "INSERT INTO " + TABLE + " VALUES (-1)");
        RunReport report = runInterferedBy("postgres", "INSERT INTO " + TABLE + " VALUES (1001), (1002)", Map.of());
        assertThat(found(report).result()).isEqualTo(Result.MATCH);
        assertThat(found(report).held()).isEqualTo(100);
    }

    @Test
    void inH2RowsThatOthersAddMeanwhileCannotBeToldApartWhichIsUnknownAndNoMismatch() {
        execute("h2", "CREATE TABLE " + TABLE + " (\"n\" BIGINT)");
        execute("h2", "INSERT INTO " + TABLE + " VALUES (-1)");
        RunReport report = runInterferedBy("h2", "INSERT INTO " + TABLE + " VALUES (1001), (1002)", Map.of());
        assertThat(report.outcome()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(found(report).result()).isEqualTo(Result.UNKNOWN);
        assertThat(found(report).note()).contains("others have added meanwhile");
    }

    @Test
    void aRowThatOthersUpdateMeanwhileIsUnknownAndNoMismatch() {
        RunReport report = runInterferedBy(
                "postgres", "UPDATE " + TABLE + " SET \"n\" = -7 WHERE \"n\" = 7", Map.of("reconcile", "count"));
        assertThat(report.outcome()).as(report.message()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(found(report).result()).isEqualTo(Result.UNKNOWN);
        assertThat(found(report).note()).contains("may have replaced the rest");
    }

    @Test
    void aTriggerThatLosesARowSilentlyIsAMismatch() {
        execute("postgres", "CREATE TABLE " + TABLE + " (\"n\" BIGINT)");
        execute(
                "postgres",
                "CREATE FUNCTION lose() RETURNS trigger AS 'BEGIN IF NEW.n = 7 THEN RETURN NULL; END IF; RETURN NEW;"
                        + " END' LANGUAGE plpgsql");
        execute("postgres", "CREATE TRIGGER lose BEFORE INSERT ON " + TABLE + " FOR EACH ROW EXECUTE FUNCTION lose()");
        RunReport report = engine.run(into("postgres", Map.of("count", 100), Map.of()), RunOptions.defaults());
        assertThat(report.outcome()).isEqualTo(RunOutcome.CHECK_FAILED);
        assertThat(found(report).held()).isEqualTo(99);
    }

    @Test
    void aTriggerThatChangesAValueIsAMismatchOfTheChecksumOnly() {
        execute("postgres", "CREATE TABLE " + TABLE + " (\"n\" BIGINT)");
        execute(
                "postgres",
                "CREATE FUNCTION change() RETURNS trigger AS 'BEGIN IF NEW.n = 7 THEN NEW.n = 8; END IF; RETURN NEW;"
                        + " END' LANGUAGE plpgsql");
        execute(
                "postgres",
                "CREATE TRIGGER change BEFORE INSERT ON " + TABLE + " FOR EACH ROW EXECUTE FUNCTION change()");
        Map<String, Object> source = Map.of("count", 100, "parts", 1);
        assertThat(found(engine.run(into("postgres", source, Map.of()), RunOptions.defaults()))
                        .result())
                .isEqualTo(Result.MATCH);
        RunReport summed = engine.run(into("postgres", source, Map.of("reconcile", "checksum")), RunOptions.defaults());
        assertThat(summed.outcome()).isEqualTo(RunOutcome.CHECK_FAILED);
        assertThat(summed.message()).contains("their values differ from those that were sent");
    }

    @Test
    void rowsThatTheServerRefusesAreRejectedAndNotMissed() {
        execute("postgres", "CREATE TABLE " + TABLE + " (\"n\" BIGINT CHECK (\"n\" % 7 <> 0))");
        RunReport report = engine.run(
                into(
                        "postgres",
                        Map.of("count", 100, "parts", 2),
                        Map.of("reconcile", "checksum", "rejects", Map.of("limit", 100))),
                RunOptions.defaults());
        assertThat(report.outcome()).as(report.message()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(found(report).rejected()).isEqualTo(14);
        assertThat(found(report).held()).isEqualTo(86);
    }

    @Test
    void aTableThatIsPublishedByRewritingMatchesAsWell() {
        execute("postgres", "CREATE TABLE " + TABLE + " (\"n\" BIGINT)");
        execute("postgres", "CREATE VIEW over_it AS SELECT * FROM " + TABLE);
        execute("postgres", "INSERT INTO " + TABLE + " VALUES (-1)");
        RunReport report = engine.run(
                into("postgres", Map.of("count", 100), Map.of("write_mode", "overwrite", "reconcile", "checksum")),
                RunOptions.defaults());
        assertThat(found(report).result()).as(found(report).toString()).isEqualTo(Result.MATCH);
        assertThat(found(report).held()).isEqualTo(100);
    }

    @Test
    void switchedOffNothingIsReadBack() {
        RunReport report =
                runInterferedBy("postgres", "DELETE FROM " + TABLE + " WHERE \"n\" = 7", Map.of("reconcile", "off"));
        assertThat(report.outcome()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(found(report).result()).isEqualTo(Result.OFF);
        assertThat(found(report).held()).isNull();
    }

    @Test
    void aStreamMayHaveALevelOfItsOwn() {
        RunReport report = engine.run(
                into(
                        "h2",
                        Map.of("count", 20, "streams", 2),
                        Map.of("reconcile", "off", "stream", Map.of("numbers_1", Map.of("reconcile", "checksum")))),
                RunOptions.defaults());
        assertThat(report.streams())
                .extracting(stream -> stream.verdict().reconciliation().result())
                .containsExactly(Result.OFF, Result.MATCH);
        assertThat(report.streams().get(1).verdict().reconciliation().checksumHeld())
                .isNotNull();
    }

    @Test
    void aSourceThatKnowsHowMuchItHasIsTakenAtItsWord() {
        DataFlowMappingDefinition generated = new DataFlowMappingDefinition(
                flow,
                new SourceDefinition("auto", "auto-generated-data", Map.of("num_records", 50)),
                new DestinationDefinition("memory", "memory", null, Map.of()),
                FlowOptions.defaults(),
                null);
        Reconciliation found = found(engine.run(generated, RunOptions.defaults()));
        assertThat(found.source()).isEqualTo(50);
        assertThat(found.result()).isEqualTo(Result.MATCH);
    }

    @Test
    void aDestinationThatCannotTellIsUnknownAndNoFailure() {
        RunReport report = engine.run(numbers(Map.of("count", 10), Map.of()), RunOptions.defaults());
        assertThat(report.outcome()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(found(report).result()).isEqualTo(Result.UNKNOWN);
        assertThat(found(report).note()).contains("does not read back");
    }

    @Test
    void aDestinationThatFailsWhileItIsReadBackIsUnknownAndNoFailure() {
        LedgerDestination.failHoldings = true;
        RunReport report = engine.run(numbers(Map.of("count", 10), Map.of()), RunOptions.defaults());
        assertThat(report.outcome()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(found(report).result()).isEqualTo(Result.UNKNOWN);
        assertThat(found(report).note()).contains("could not be read back", "3 fields instead of 2");
    }
}
