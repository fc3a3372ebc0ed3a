package io.headgate.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** Every query of docs/metadata.md, the same text on each database, asked of a database in which {@link RealHistory} has left a history. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
abstract class MetadataQueriesTest {

    private QueryPage page;
    private DataSource database;
    private JdbcClient jdbc;

    abstract String url(Path folder);

    abstract String user();

    @BeforeAll
    void makeHistory(@TempDir Path folder) throws Exception {
        String url = url(folder);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-Duser.timezone=UTC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RealHistory.class.getName(),
                        url,
                        user())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("history.log").toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("died in the middle").isEqualTo(137);
        page = QueryPage.read();
        database = new SingleConnectionDataSource(url, user(), "", true);
        jdbc = JdbcClient.create(database);
    }

    /** Columns of a query's rows, in lower case, as text. */
    private List<List<String>> answer(String name, String... columns) {
        return jdbc.sql(page.query(name)).query().listOfRows().stream()
                .map(row -> Stream.of(columns)
                        .map(column -> String.valueOf(row.get(column)))
                        .toList())
                .toList();
    }

    private static List<String> row(Object... values) {
        return Stream.of(values).map(String::valueOf).toList();
    }

    @Test
    void everyQueryOfThePageIsAskedHere() {
        assertThat(page.queries())
                .containsOnlyKeys(
                        "last-run-per-flow",
                        "rows-per-stream",
                        "rows-per-partition",
                        "what-failed",
                        "failed-steps",
                        "how-long",
                        "time-per-step",
                        "resumable",
                        "checkpoints",
                        "reconciled",
                        "not-as-it-should-be",
                        "checks",
                        "next-run",
                        "running-now",
                        "delete-old-runs");
    }

    @Test
    void tellsHowTheLastRunOfEachFlowEnded() {
        assertThat(answer("last-run-per-flow", "flow", "run", "status"))
                .containsExactly(
                        row("checked", 1, "COMPLETED"),
                        row("completed", 2, "COMPLETED"),
                        row("killed", 1, "STARTED"),
                        row("resumed", 1, "COMPLETED"),
                        row("stopped", 1, "STOPPED"),
                        row("unreachable", 1, "FAILED"));
    }

    @Test
    void sumsTheRowsOfAStreamOverTheTriesOfItsRun() {
        assertThat(answer(
                        "rows-per-stream",
                        "flow",
                        "run",
                        "stream",
                        "records_read",
                        "records_written",
                        "records_dropped",
                        "records_rejected",
                        "tries"))
                .containsExactly(
                        row("checked", 1, "numbers_0", 20, 20, 0, 0, 1),
                        row("completed", 1, "numbers_0", 100, 40, 50, 10, 1),
                        row("completed", 1, "numbers_1", 100, 40, 50, 10, 1),
                        row("completed", 2, "numbers_0", 100, 40, 50, 10, 1),
                        row("completed", 2, "numbers_1", 100, 40, 50, 10, 1),
                        row("killed", 1, "numbers_0", 40, 40, 0, 0, 1),
                        row("resumed", 1, "numbers_0", 100, 100, 0, 0, 2),
                        row("stopped", 1, "numbers_0", 40, 40, 0, 0, 1));
    }

    @Test
    void sumsTheRowsOfEachPartition() {
        assertThat(answer("rows-per-partition", "flow", "run", "stream_partition", "records_read", "records_written"))
                .contains(
                        row("completed", 2, "numbers_1:p0", 50, 20),
                        row("completed", 2, "numbers_1:p1", 50, 20),
                        row("resumed", 1, "numbers_0:whole", 100, 100))
                .hasSize(12);
    }

    @Test
    void tellsWhatFailedAndWhy() {
        assertThat(answer("what-failed", "flow", "run", "exit_message"))
                .containsExactly(
                        row("unreachable", 1, "UNREACHABLE: the numbers cannot be reached; try again later"),
                        row(
                                "resumed",
                                1,
                                "numbers_0:whole: COMMIT_OUTCOME_UNKNOWN: the ledger went away while it committed"));
        assertThat(answer("failed-steps", "flow", "step_name", "read_count", "exit_message"))
                .containsExactly(row(
                        "resumed",
                        "numbers_0:whole",
                        20,
                        "COMMIT_OUTCOME_UNKNOWN: the ledger went away while it committed"));
    }

    @Test
    void tellsHowLongItTook() {
        assertThat(answer("how-long", "flow", "run", "tries"))
                .contains(row("completed", 1, 1), row("completed", 2, 1), row("resumed", 1, 2));
        assertThat(answer("how-long", "flow", "seconds"))
                .filteredOn(row -> !row.get(0).equals("killed"))
                .allSatisfy(
                        row -> assertThat(new BigDecimal(row.get(1))).isBetween(BigDecimal.ZERO, new BigDecimal(120)));
        assertThat(answer("time-per-step", "flow", "step_name", "status"))
                .contains(
                        row("resumed", "numbers_0.prepare", "COMPLETED"),
                        row("resumed", "numbers_0:whole", "FAILED"),
                        row("resumed", "numbers_0:whole", "COMPLETED"),
                        row("resumed", "numbers_0.publish", "COMPLETED"));
    }

    @Test
    void tellsWhatIsResumableAndWhatMayStillBeRunning() {
        try {
            jdbc.sql(
                            "UPDATE HEADGATE_LEASE SET LOCK_UNTIL = (CURRENT_TIMESTAMP AT TIME ZONE 'UTC') + INTERVAL '20' SECOND"
                                    + " WHERE NAME = 'killed'")
                    .update();
            assertThat(answer("resumable", "flow", "run", "status", "now"))
                    .containsExactly(
                            row("killed", 1, "STARTED", "LEASED"),
                            row("stopped", 1, "STOPPED", "RESUMABLE"),
                            row("unreachable", 1, "FAILED", "RESUMABLE"));
            assertThat(answer("running-now", "flow")).containsExactly(row("killed"));
        } finally {
            jdbc.sql("UPDATE HEADGATE_LEASE SET LOCK_UNTIL = LOCKED_AT WHERE NAME = 'killed'")
                    .update();
        }
        assertThat(answer("resumable", "flow", "status", "now")).contains(row("killed", "STARTED", "RESUMABLE"));
        assertThat(answer("running-now", "flow")).isEmpty();
    }

    @Test
    void tellsTheCheckpointOfEachPartition() {
        assertThat(answer("checkpoints", "flow", "stream_partition", "commits", "records_read", "complete", "state"))
                .contains(
                        row("completed", "numbers_1:p0", 1, 50, "true", "{\"n\":50}"),
                        row("killed", "numbers_0:whole", 2, 40, "false", "{\"n\":40}"),
                        row("resumed", "numbers_0:whole", 11, 100, "true", "{\"n\":100}"),
                        row("stopped", "numbers_0:whole", 2, 40, "false", "{\"n\":40}"))
                .hasSize(12);
    }

    @Test
    void tellsWhatTheDestinationHolds() {
        assertThat(answer(
                        "reconciled",
                        "flow",
                        "run",
                        "stream",
                        "records_read",
                        "records_written",
                        "records_held",
                        "result"))
                .containsExactly(
                        row("checked", 1, "numbers_0", 20, 20, 20, "MATCH"),
                        row("completed", 1, "numbers_0", 100, 40, null, "UNKNOWN"),
                        row("completed", 1, "numbers_1", 100, 40, null, "UNKNOWN"),
                        row("completed", 2, "numbers_0", 100, 40, null, "UNKNOWN"),
                        row("completed", 2, "numbers_1", 100, 40, null, "UNKNOWN"),
                        row("resumed", 1, "numbers_0", 100, 100, null, "UNKNOWN"));
    }

    @Test
    void tellsWhichChecksHaveFailed() {
        assertThat(answer("checks", "flow", "run", "stream", "name", "result", "found"))
                .containsExactly(
                        row("checked", 1, "numbers_0", "rows", "FAILED", "20 records"),
                        row("checked", 1, "numbers_0", "zero_records", "PASSED", "20 records"));
        assertThat(answer("not-as-it-should-be", "flow", "run", "what", "found"))
                .containsExactly(row("checked", 1, "rows", "20 records"));
    }

    @Test
    void tellsWhereTheNextRunBegins() {
        assertThat(answer("next-run", "flow", "source", "kind", "name", "state"))
                .containsExactly(
                        row("checked", "numbers", "STREAM", "numbers_0", "{\"n\":20}"),
                        row("completed", "numbers", "STREAM", "numbers_0", "{\"n\":100}"),
                        row("completed", "numbers", "STREAM", "numbers_1", "{\"n\":100}"),
                        row("killed", "numbers", "STREAM", "numbers_0", "{\"n\":40}"),
                        row("resumed", "numbers", "STREAM", "numbers_0", "{\"n\":100}"),
                        row("stopped", "numbers", "STREAM", "numbers_0", "{\"n\":40}"));
    }

    @Test
    void deletesOldRunsAndKeepsTheLastOfEachFlow() {
        List<List<String>> lastRuns = answer("last-run-per-flow", "flow", "run", "status");
        TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
        transaction.executeWithoutResult(status -> {
            Stream.of(page.query("delete-old-runs").split(";"))
                    .forEach(statement -> jdbc.sql(statement).update());
            assertThat(answer("last-run-per-flow", "flow", "run", "status")).isEqualTo(lastRuns);
            assertThat(answer("how-long", "flow", "run")).hasSize(6).contains(row("completed", 2));
            status.setRollbackOnly();
        });
        assertThat(answer("how-long", "flow", "run")).hasSize(7);
    }
}
