package io.headgate.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the audit trail with the SQL that docs/metadata.md gives to users. */
final class RunHistory {

    private static final String LATEST =
            """
            SELECT i.JOB_NAME, r.PARAMETER_VALUE AS RUN, e.JOB_EXECUTION_ID, e.STATUS, e.START_TIME, e.END_TIME,
                   COALESCE(s.READ_COUNT, 0) AS READ_COUNT, COALESCE(s.WRITE_COUNT, 0) AS WRITE_COUNT,
                   COALESCE(s.FILTER_COUNT, 0) AS FILTER_COUNT, COALESCE(s.REJECT_COUNT, 0) AS REJECT_COUNT,
                   e.EXIT_MESSAGE
            FROM BATCH_JOB_EXECUTION e
            JOIN BATCH_JOB_INSTANCE i ON i.JOB_INSTANCE_ID = e.JOB_INSTANCE_ID
            JOIN BATCH_JOB_EXECUTION_PARAMS r
              ON r.JOB_EXECUTION_ID = e.JOB_EXECUTION_ID AND r.PARAMETER_NAME = 'run'
            LEFT JOIN (
              SELECT JOB_EXECUTION_ID, SUM(READ_COUNT) AS READ_COUNT, SUM(WRITE_COUNT) AS WRITE_COUNT,
                     SUM(FILTER_COUNT) AS FILTER_COUNT, SUM(WRITE_SKIP_COUNT) AS REJECT_COUNT
              FROM BATCH_STEP_EXECUTION WHERE STEP_NAME LIKE '%:%' GROUP BY JOB_EXECUTION_ID
            ) s ON s.JOB_EXECUTION_ID = e.JOB_EXECUTION_ID
            WHERE CAST(? AS VARCHAR) IS NULL OR i.JOB_NAME IN (?, ?)
            ORDER BY e.JOB_EXECUTION_ID DESC
            LIMIT ?
            """;

    private final JdbcClient jdbc;

    RunHistory(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    List<RunSummary> latest(@Nullable String flow, int limit) {
        return jdbc.sql(LATEST)
                .params(java.util.Arrays.asList(flow, flow, flow == null ? null : JobNames.replay(flow), limit))
                .query((row, number) -> summary(row))
                .list();
    }

    private static RunSummary summary(ResultSet row) throws SQLException {
        return new RunSummary(
                row.getString("JOB_NAME"),
                row.getString("RUN"),
                row.getLong("JOB_EXECUTION_ID"),
                row.getString("STATUS"),
                time(row.getTimestamp("START_TIME")),
                time(row.getTimestamp("END_TIME")),
                row.getLong("READ_COUNT"),
                row.getLong("WRITE_COUNT"),
                row.getLong("FILTER_COUNT"),
                row.getLong("REJECT_COUNT"),
                row.getString("EXIT_MESSAGE"));
    }

    private static @Nullable LocalDateTime time(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toLocalDateTime();
    }
}
