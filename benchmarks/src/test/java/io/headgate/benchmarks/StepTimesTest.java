package io.headgate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepTimesTest {

    @TempDir
    Path folder;

    @Test
    void theRowsAreMovedFromTheFirstPartitionsStartToTheLastOnesEnd() throws Exception {
        repository("('people.prepare', '2026-11-30 10:00:00', '2026-11-30 10:00:01'),"
                + "('people:0', '2026-11-30 10:00:01.5', '2026-11-30 10:00:03'),"
                + "('people:1', '2026-11-30 10:00:02', '2026-11-30 10:00:04.25'),"
                + "('people', '2026-11-30 10:00:01', '2026-11-30 10:00:05')");

        StepTimes times = StepTimes.of(folder);

        assertThat(Duration.between(times.start(), times.end())).isEqualTo(Duration.ofMillis(2750));
    }

    @Test
    void aRunWithoutPartitionsHasNoSuchTimes() throws Exception {
        repository("('people.prepare', '2026-11-30 10:00:00', '2026-11-30 10:00:01')");

        assertThatThrownBy(() -> StepTimes.of(folder)).hasMessageContaining("knows of no partition");
        assertThatThrownBy(() -> StepTimes.of(folder.resolve("elsewhere"))).hasMessageContaining("cannot be read");
    }

    private void repository(String steps) throws IOException, SQLException {
        Path data = Files.createDirectories(folder.resolve("headgate-data"));
        Files.writeString(data.resolve("repository.password"), "secret\n");
        String url = "jdbc:h2:file:" + data.resolve("repository");
        try (Connection connection = DriverManager.getConnection(url, "headgate", "secret");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE BATCH_STEP_EXECUTION (STEP_NAME VARCHAR, START_TIME TIMESTAMP(9), END_TIME TIMESTAMP(9))");
            statement.execute("INSERT INTO BATCH_STEP_EXECUTION VALUES " + steps);
        }
    }
}
