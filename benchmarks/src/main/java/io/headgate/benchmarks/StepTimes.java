package io.headgate.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * When a run has moved its rows, by its JobRepository.
 *
 * @param start of the first partition's step
 * @param end of the last one's
 */
record StepTimes(Instant start, Instant end) {

    /** Steps of partitions have a colon in their name. */
    private static final String OF_PARTITIONS =
            "SELECT MIN(START_TIME), MAX(END_TIME) FROM BATCH_STEP_EXECUTION WHERE STEP_NAME LIKE '%:%'";

    /**
     * @param folder in which the program has run, and run once
     */
    static StepTimes of(Path folder) {
        Path data = folder.resolve("headgate-data");
        String url = "jdbc:h2:file:" + data.resolve("repository") + ";IFEXISTS=TRUE";
        try (Connection connection = DriverManager.getConnection(url, "headgate", password(data));
                Statement statement = connection.createStatement();
                ResultSet times = statement.executeQuery(OF_PARTITIONS)) {
            times.next();
            return new StepTimes(instant(times, 1, data), instant(times, 2, data));
        } catch (SQLException | IOException e) {
            throw new BenchmarkException("the JobRepository in " + data + " cannot be read", e);
        }
    }

    private static String password(Path data) throws IOException {
        return Files.readString(data.resolve("repository.password")).strip();
    }

    /** The program writes the time of its own zone, which is this one's. */
    private static Instant instant(ResultSet times, int column, Path data) throws SQLException {
        LocalDateTime time = times.getObject(column, LocalDateTime.class);
        if (time == null) {
            throw new BenchmarkException("the JobRepository in " + data + " knows of no partition");
        }
        return time.atZone(ZoneId.systemDefault()).toInstant();
    }
}
