package io.headgate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.config.ConfigBinder;
import io.headgate.job.RunOutcome;
import io.headgate.job.RunReport;
import io.headgate.job.RunReport.StreamReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a report says of a replay that has landed its records and could not remove them from the store. */
class ReplayStatusTest extends EngineTest {

    @TempDir
    Path folder;

    private DataFlowMappingDefinition trips() {
        return new DataFlowMappingDefinition(
                flow,
                new SourceDefinition(
                        "trips",
                        "csv",
                        Map.of("source_path", folder.resolve("in").toString(), "columns", Map.of("id", "int64"))),
                new DestinationDefinition("warehouse", "jdbc", url(), Map.of("username", "sa", "password", "")),
                ConfigBinder.bind(FlowOptions.class, Map.of("rejects", Map.of("limit", 1))),
                null);
    }

    private String url() {
        return "jdbc:h2:file:" + folder.resolve("warehouse");
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), "sa", "");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String status(RunReport report) {
        assertThat(report.streams()).hasSize(1);
        StreamReport stream = report.streams().get(0);
        return report.outcome() + ", its stream " + stream.status();
    }

    @Test
    void aStreamWhoseRecordsAreStillInTheStoreIsNotComplete() throws IOException, SQLException {
        Files.createDirectories(folder.resolve("in"));
        Files.writeString(folder.resolve("in/trips.csv"), "id\n1\nx\n");
        assertThat(engine.run(trips(), RunOptions.defaults()).outcome()).isEqualTo(RunOutcome.COMPLETED);
        execute(
                "ALTER TABLE \"trips_rejects\" ADD COLUMN \"kept\" INT UNIQUE",
                "UPDATE \"trips_rejects\" SET \"kept\" = 1",
                "CREATE TABLE \"keeper\" (\"kept\" INT REFERENCES \"trips_rejects\" (\"kept\"))",
                "INSERT INTO \"keeper\" VALUES (1)");
        assertThat(status(engine.replay(trips(), null, RunOptions.defaults())))
                .isEqualTo(RunOutcome.FAILED + ", its stream FAILED");
        execute("DROP TABLE \"keeper\"");
        assertThat(status(engine.replay(trips(), null, RunOptions.defaults())))
                .isEqualTo(RunOutcome.COMPLETED + ", its stream COMPLETED");
    }
}
