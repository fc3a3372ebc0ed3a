package io.headgate.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headgate.api.error.HeadgateException;
import io.headgate.testkit.MemorySourceState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is new by a column that grows, however the commits are ordered. */
class PostgresIncrementalTest {

    private final MemorySourceState state = new MemorySourceState();

    private static String events(String type, String fill) {
        return TestPostgres.database(
                "CREATE TABLE events (id bigserial PRIMARY KEY, at " + type + " NOT NULL)",
                "CREATE INDEX ON events (at)",
                fill,
                "ANALYZE");
    }

    private List<Object> run(String url, String column, Map<String, ?> more) {
        Map<String, Object> config = new java.util.HashMap<>(Map.of("cursor_column", column));
        config.putAll(more);
        return Sources.run(Sources.postgres(url, config), "events", "id", state, 4);
    }

    private static List<Object> ids(int from, int to) {
        return LongStream.rangeClosed(from, to).<Object>mapToObj(id -> id).toList();
    }

    @Test
    void aRunReadsWhatTheLastOneHasNotAndNothingTwice() {
        String url = events(
                "timestamptz",
                "INSERT INTO events (at) SELECT now() - interval '1 day' + i * interval '1 second'"
                        + " FROM generate_series(1, 100) i");
        assertThat(run(url, "at", Map.of())).containsExactlyInAnyOrderElementsOf(ids(1, 100));
        assertThat(run(url, "at", Map.of())).isEmpty();
        TestPostgres.execute(url, "INSERT INTO events (at) SELECT now() FROM generate_series(1, 50)");
        assertThat(run(url, "at", Map.of())).containsExactlyInAnyOrderElementsOf(ids(101, 150));
        assertThat(run(url, "at", Map.of())).isEmpty();
    }

    @Test
    void recordsThatTieWithTheNewestOneArriveOnceHoweverLateTheyCome() {
        String url = events("date", "INSERT INTO events (at) SELECT '2026-01-01' FROM generate_series(1, 30)");
        assertThat(run(url, "at", Map.of())).containsExactlyInAnyOrderElementsOf(ids(1, 30));
        TestPostgres.execute(url, "INSERT INTO events (at) SELECT '2026-01-01' FROM generate_series(1, 5)");
        assertThat(run(url, "at", Map.of())).containsExactlyInAnyOrderElementsOf(ids(31, 35));
        assertThat(run(url, "at", Map.of())).isEmpty();
        TestPostgres.execute(
                url, "INSERT INTO events (at) VALUES ('2026-01-01'), ('2026-01-02'), ('2026-01-02'), ('2026-01-03')");
        assertThat(run(url, "at", Map.of())).containsExactlyInAnyOrderElementsOf(ids(36, 39));
        assertThat(run(url, "at", Map.of())).isEmpty();
    }

    @Test
    void whereTooManyRecordsShareTheNewestValueTheyWaitForANewerOne() {
        String url = events("date", "INSERT INTO events (at) SELECT '2026-01-01' FROM generate_series(1, 10)");
        TestPostgres.execute(url, "INSERT INTO events (at) SELECT '2026-01-02' FROM generate_series(1, 4500)");
        assertThat(run(url, "at", Map.of())).containsExactlyInAnyOrderElementsOf(ids(1, 10));
        assertThat(run(url, "at", Map.of())).isEmpty();
        TestPostgres.execute(url, "INSERT INTO events (at) VALUES ('2026-01-02'), ('2026-01-03')");
        assertThat(run(url, "at", Map.of())).containsExactlyInAnyOrderElementsOf(ids(11, 4512));
        assertThat(run(url, "at", Map.of())).isEmpty();
    }

    /** Its keys have fewer digits than the type that they are read as. */
    @Test
    void aKeyWithoutDeclaredDigitsIsRecognisedAgain() {
        String url = TestPostgres.database(
                "CREATE TABLE events (id numeric PRIMARY KEY, at int NOT NULL)",
                "INSERT INTO events SELECT i / 2.0, 7 FROM generate_series(1, 20) i");
        assertThat(run(url, "at", Map.of())).hasSize(20);
        assertThat(run(url, "at", Map.of())).isEmpty();
        TestPostgres.execute(url, "INSERT INTO events VALUES (0.25, 7)");
        assertThat(run(url, "at", Map.of())).hasSize(1);
    }

    @Test
    void aRangeForBackfillBeginsWithSinceAndEndsBeforeUntil() {
        String url = events("int", "INSERT INTO events (at) SELECT i FROM generate_series(1, 100) i");
        assertThat(run(url, "at", Map.of("since", "20", "until", "50")))
                .containsExactlyInAnyOrderElementsOf(ids(20, 49));
        assertThat(run(url, "at", Map.of("since", "20", "until", "50"))).isEmpty();
        assertThat(run(url, "at", Map.of())).containsExactlyInAnyOrderElementsOf(ids(50, 100));
    }

    @Test
    void lookingBackFindsWhatWasCommittedLateAndDeliversNothingAgain() {
        String url = events("int", "INSERT INTO events (at) SELECT i * 10 FROM generate_series(1, 20) i");
        Map<String, ?> lookback = Map.of("lookback", "50");
        assertThat(run(url, "at", lookback)).containsExactlyInAnyOrderElementsOf(ids(1, 20));
        TestPostgres.execute(url, "INSERT INTO events (at) VALUES (155), (200), (150), (201), (149)");
        assertThat(run(url, "at", lookback)).containsExactlyInAnyOrderElementsOf(ids(21, 24));
        TestPostgres.execute(url, "INSERT INTO events (at) VALUES (152), (500), (460)");
        assertThat(run(url, "at", lookback)).containsExactlyInAnyOrderElementsOf(ids(26, 28));
        assertThat(run(url, "at", Map.of("lookback", "1000"))).isEmpty();
    }

    @Test
    void aColumnThatIsNoNumberIsACursorToo() {
        String url = events("text", "INSERT INTO events (at) SELECT 'k' || chr(96 + i) FROM generate_series(1, 9) i");
        assertThat(run(url, "at", Map.of())).containsExactlyInAnyOrderElementsOf(ids(1, 8));
        TestPostgres.execute(url, "INSERT INTO events (at) VALUES ('ki'), ('kz')");
        assertThat(run(url, "at", Map.of())).containsExactlyInAnyOrderElementsOf(ids(9, 10));
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> run(url, "at", Map.of("lookback", "5")))
                .withMessageContaining("lookback");
    }

    @Test
    void recordsWithoutACursorAreNotPassedOverInSilence() {
        String url = TestPostgres.database(
                "CREATE TABLE events (id bigint PRIMARY KEY, at int)", "INSERT INTO events VALUES (1, 1), (2, NULL)");
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> run(url, "at", Map.of()))
                .withMessageContaining("without a value in 'at'");
    }

    /** The value is given before, the commit comes after: by then a naive reader has gone on. */
    @Test
    void aTransactionThatIsInFlightIsWaitedForAlsoIfItHasNotWrittenYet() throws Exception {
        String url = events("timestamptz", "INSERT INTO events (at) VALUES (now())");
        try (Connection early = TestPostgres.connect(url);
                Statement statement = early.createStatement()) {
            early.setAutoCommit(false);
            statement.executeQuery("SELECT now()").close();
            TestPostgres.execute(url, "INSERT INTO events (at) VALUES (now())");
            CompletableFuture<List<Object>> run = CompletableFuture.supplyAsync(() -> run(url, "at", Map.of()));
            awaitWaiting(url, early);
            statement.execute("INSERT INTO events (at) VALUES (now())");
            early.commit();
            assertThat(run.get(60, TimeUnit.SECONDS)).containsExactlyInAnyOrder(1L, 2L, 3L);
        }
        assertThat(run(url, "at", Map.of())).isEmpty();
    }

    /** Until the run has listed the transaction: from then on it can only wait for it. */
    private static void awaitWaiting(String url, Connection other) throws SQLException {
        try (Connection connection = TestPostgres.connect(url);
                Statement statement = connection.createStatement()) {
            int pid = 0;
            while (pid == 0) {
                pid = number(
                        statement,
                        "SELECT COALESCE(max(pid), 0) FROM pg_stat_activity WHERE query LIKE '%pg_prepared_xacts%'"
                                + " AND application_name = 'headgate source' AND datname = current_database()");
                assertThat(other.isClosed()).isFalse();
            }
            String busy = "SELECT count(*) FROM pg_stat_activity WHERE state <> 'idle' AND pid = " + pid;
            while (number(statement, busy) > 0) {
                assertThat(other.isClosed()).isFalse();
            }
        }
    }

    private static int number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void aPreparedTransactionIsInFlightToo() {
        String url = events("int", "INSERT INTO events (at) VALUES (1)");
        TestPostgres.execute(url, "BEGIN", "INSERT INTO events (at) VALUES (2)", "PREPARE TRANSACTION 'held'");
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> run(url, "at", Map.of("in_flight_wait", "200ms")))
                .withMessageContaining("prepared");
        TestPostgres.execute(url, "COMMIT PREPARED 'held'");
        assertThat(run(url, "at", Map.of())).containsExactlyInAnyOrder(1L, 2L);
    }

    /** It leaves its session, but may still write behind the cursor. */
    @Test
    void aTransactionThatIsPreparedWhileItIsWaitedForIsWaitedForFurther() throws Exception {
        String url = events("timestamptz", "INSERT INTO events (at) VALUES (now())");
        try (Connection early = TestPostgres.connect(url);
                Statement statement = early.createStatement()) {
            early.setAutoCommit(false);
            statement.execute("INSERT INTO events (at) VALUES (now())");
            TestPostgres.execute(url, "INSERT INTO events (at) VALUES (now())");
            CompletableFuture<List<Object>> run =
                    CompletableFuture.supplyAsync(() -> run(url, "at", Map.of("in_flight_wait", "3s")));
            awaitWaiting(url, early);
            statement.execute("PREPARE TRANSACTION 'moved'");
            assertThat(run)
                    .failsWithin(60, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .withMessageContaining("prepared");
        }
        TestPostgres.execute(url, "COMMIT PREPARED 'moved'");
        assertThat(run(url, "at", Map.of())).containsExactlyInAnyOrder(1L, 2L, 3L);
    }

    @Test
    void aTransactionThatDoesNotEndFailsTheRunAndIsNamed() throws SQLException {
        String url = events("int", "INSERT INTO events (at) VALUES (1)");
        try (Connection idle = TestPostgres.connect(url);
                Statement statement = idle.createStatement()) {
            idle.setAutoCommit(false);
            statement.execute("SELECT 1");
            assertThatExceptionOfType(HeadgateException.class)
                    .isThrownBy(() -> run(url, "at", Map.of("in_flight_wait", "200ms")))
                    .withMessageContaining("in_flight_wait");
            assertThat(run(url, "at", Map.of("lookback", "5"))).containsExactly(1L);
        }
    }

    /** Eight sessions take their number, dawdle, and commit in any order, while one run follows the other. */
    @Test
    void noRecordIsLostOrDoubledWhileWritersCommitOutOfOrder() throws Exception {
        String url = events("bigint", "CREATE SEQUENCE stamp");
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService writers = Executors.newFixedThreadPool(8);
        List<Object> delivered = new ArrayList<>();
        try {
            List<Future<?>> writing = new ArrayList<>();
            IntStream.range(0, 8).forEach(i -> writing.add(writers.submit(() -> write(url, new Random(i), stop))));
            for (int i = 0; i < 12; i++) {
                delivered.addAll(run(url, "at", Map.of()));
            }
            stop.set(true);
            for (Future<?> writer : writing) {
                writer.get(60, TimeUnit.SECONDS);
            }
        } finally {
            stop.set(true);
            writers.shutdown();
        }
        delivered.addAll(run(url, "at", Map.of()));
        List<Object> all = new ArrayList<>(
                Sources.run(Sources.postgres(url, Map.of()), "events", "id", new MemorySourceState(), 1));
        assertThat(new HashSet<>(delivered)).hasSameSizeAs(delivered);
        assertThat(delivered).hasSizeGreaterThan(100).containsExactlyInAnyOrderElementsOf(all);
    }

    private static Void write(String url, Random random, AtomicBoolean stop) throws SQLException {
        try (Connection connection = TestPostgres.connect(url);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (!stop.get()) {
                statement.execute("CREATE TEMP TABLE IF NOT EXISTS taken (n bigint) ON COMMIT DELETE ROWS");
                statement.execute("INSERT INTO taken SELECT nextval('stamp')");
                statement.execute("SELECT pg_sleep(" + random.nextInt(20) / 1000.0 + ")");
                statement.execute("INSERT INTO events (at) SELECT n FROM taken");
                if (random.nextInt(10) == 0) {
                    connection.rollback();
                } else {
                    connection.commit();
                }
            }
        }
        return null;
    }
}
