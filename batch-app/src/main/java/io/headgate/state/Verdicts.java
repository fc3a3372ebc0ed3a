package io.headgate.state;

import java.sql.Timestamp;
import java.time.Clock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps verdicts where SQL can query them: the tables {@code HEADGATE_RECONCILIATION} and {@code HEADGATE_CHECK} of the
 * JobRepository's database, one row per run and stream, and per check. Called within a step's transaction it commits with the step.
 */
public final class Verdicts {

    private static final int MOST_CHARACTERS = 1000;

    private final JdbcClient jdbc;
    private final Clock clock = Clock.systemUTC();

    public Verdicts(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** Replaces what an earlier execution of the run has said of the stream. */
    public void store(long instanceId, long executionId, StreamVerdict verdict) {
        for (String table : new String[] {"HEADGATE_RECONCILIATION", "HEADGATE_CHECK"}) {
            jdbc.sql("DELETE FROM " + table + " WHERE JOB_INSTANCE_ID = ? AND STREAM = ?")
                    .params(instanceId, verdict.stream())
                    .update();
        }
        Timestamp now = Timestamp.from(clock.instant());
        Reconciliation found = verdict.reconciliation();
        jdbc.sql("INSERT INTO HEADGATE_RECONCILIATION (JOB_INSTANCE_ID, JOB_EXECUTION_ID, STREAM, RECONCILE, RESULT,"
                        + " RECORDS_SOURCE, RECORDS_READ, RECORDS_FILTERED, RECORDS_REJECTED, RECORDS_WRITTEN,"
                        + " RECORDS_STAGED, RECORDS_APPLIED, RECORDS_HELD, CHECKSUM_WRITTEN, CHECKSUM_HELD, NOTE,"
                        + " CHECKED_AT) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .param(instanceId)
                .param(executionId)
                .param(verdict.stream())
                .param(found.level().name())
                .param(found.result().name())
                .param(found.source())
                .param(found.read())
                .param(found.filtered())
                .param(found.rejected())
                .param(found.written())
                .param(found.staged())
                .param(found.applied())
                .param(found.held())
                .param(found.checksumWritten())
                .param(found.checksumHeld())
                .param(storable(found.note()))
                .param(now)
                .update();
        verdict.checks().forEach(check -> store(instanceId, executionId, verdict.stream(), check, now));
    }

    private void store(long instanceId, long executionId, String stream, CheckResult check, Timestamp now) {
        jdbc.sql("INSERT INTO HEADGATE_CHECK (JOB_INSTANCE_ID, JOB_EXECUTION_ID, STREAM, NAME, RESULT, EXPECTED, FOUND,"
                        + " CHECKED_AT) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                .param(instanceId)
                .param(executionId)
                .param(stream)
                .param(storable(check.name()))
                .param(check.result().name())
                .param(storable(check.expected()))
                .param(storable(check.found()))
                .param(now)
                .update();
    }

    /** PostgreSQL keeps no NUL in a text. */
    private static @Nullable String storable(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String clean = text.replace("\0", "\\x00");
        return clean.length() <= MOST_CHARACTERS ? clean : clean.substring(0, MOST_CHARACTERS - 1) + "…";
    }
}
