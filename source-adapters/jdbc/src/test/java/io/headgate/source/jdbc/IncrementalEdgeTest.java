package io.headgate.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import io.headgate.testkit.MemorySourceState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a run by a cursor's column ends, and where the next one begins, at the edges of what can be remembered. */
class IncrementalEdgeTest {

    private static final int MANY = SeenRows.MOST + 20;

    private final MemorySourceState state = new MemorySourceState();
    private final List<Object> read = new ArrayList<>();

    private List<Object> run(String url, Map<String, ?> more) {
        Map<String, Object> config =
                new HashMap<>(Map.of("url", url, "cursor_column", "at", "min_partition_rows", 500));
        config.putAll(more);
        List<Object> ids = Sources.run(Sources.of(new JdbcSourceFactory(), config), "events", "id", state, 3);
        read.addAll(ids);
        return ids;
    }

    @Test
    void moreRecordsAtOneValueThanAreRememberedLeaveThoseBeforeThemDelivered() {
        String url = H2Tables.database(
                "bulk",
                "CREATE TABLE events (id INT PRIMARY KEY, at INT NOT NULL)",
                "INSERT INTO events SELECT x, 1 FROM SYSTEM_RANGE(1, 10)");
        assertThat(run(url, Map.of())).hasSize(10);
        H2Tables.execute(
                url,
                "INSERT INTO events SELECT x, 2 FROM SYSTEM_RANGE(11, " + MANY + ")",
                "INSERT INTO events VALUES (0, 1)");
        assertThat(run(url, Map.of())).as("came late").containsExactly(0);
        assertThat(run(url, Map.of())).isEmpty();
        H2Tables.execute(url, "INSERT INTO events VALUES (-1, 3)");
        run(url, Map.of());
        assertThat(read).hasSize(MANY + 2).doesNotHaveDuplicates();
    }

    @Test
    void moreRecordsAtTheNewestValueThanAreRememberedWaitForANewerOne() {
        String url = H2Tables.database(
                "grown",
                "CREATE TABLE events (id INT PRIMARY KEY, at INT NOT NULL)",
                "INSERT INTO events SELECT x, 1 FROM SYSTEM_RANGE(1, 10)");
        run(url, Map.of());
        H2Tables.execute(url, "INSERT INTO events SELECT x, 1 FROM SYSTEM_RANGE(11, " + MANY + ")");
        assertThat(run(url, Map.of())).isEmpty();
        H2Tables.execute(url, "INSERT INTO events VALUES (0, 2)");
        run(url, Map.of());
        assertThat(read).hasSize(MANY + 1).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"DATE, 2026-01-0, " + MANY, "DOUBLE PRECISION, , 20", "VARCHAR(10), , 20"})
    void everythingBelowUntilIsReadOnceARecordStandsThere(String type, @Nullable String before, int rows) {
        String prefix = before == null ? "" : before;
        String url = H2Tables.database(
                "until_" + type.replaceAll("\\W.*", ""),
                "CREATE TABLE events (id INT PRIMARY KEY, at " + type + " NOT NULL)",
                "INSERT INTO events SELECT d * 10000 + x, CAST('" + prefix + "' || d AS " + type
                        + ") FROM SYSTEM_RANGE(1, 3) a(d), SYSTEM_RANGE(1, " + rows + ") b(x) WHERE d > 1 OR x = 1");
        assertThat(run(url, Map.of("until", prefix + 3))).hasSize(1 + rows);
        assertThat(run(url, Map.of("until", prefix + 3))).isEmpty();
        assertThat(run(url, Map.of("until", prefix + 4)))
                .as("no record stands there yet: more may come below")
                .isEmpty();
        H2Tables.execute(url, "INSERT INTO events VALUES (1, CAST('" + prefix + "4' AS " + type + "))");
        assertThat(run(url, Map.of("until", prefix + 4))).hasSize(rows);
        assertThat(read).doesNotHaveDuplicates();
    }

    @Test
    void aRunUpToWhatWasReadAlreadyReadsNothingBeyondIt() {
        String url = H2Tables.database(
                "back",
                "CREATE TABLE events (id INT PRIMARY KEY, at INT NOT NULL)",
                "INSERT INTO events VALUES (1, 1), (2, 100)");
        Map<String, ?> lookback = Map.of("lookback", "50");
        run(url, lookback);
        H2Tables.execute(url, "INSERT INTO events VALUES (3, 60), (4, 90)");
        assertThat(run(url, Map.of("lookback", "50", "until", "80"))).isEmpty();
        assertThat(run(url, lookback)).containsExactlyInAnyOrder(3, 4);
        assertThat(run(url, lookback)).isEmpty();
    }

    @Test
    void aNewestValueBehindWhichNothingCanBeIsRefused() {
        for (String value : List.of("NaN", "Infinity")) {
            String url = TestPostgres.database(
                    "CREATE TABLE events (id int PRIMARY KEY, at float8 NOT NULL, n numeric NOT NULL)",
                    "INSERT INTO events VALUES (1, 1, 1), (2, '" + value + "', '" + value + "')");
            for (String column : List.of("at", "n")) {
                assertThatExceptionOfType(HeadgateException.class)
                        .isThrownBy(() -> Sources.run(
                                Sources.postgres(url, Map.of("cursor_column", column)), "events", "id", state, 1))
                        .withMessageContaining("newest value of '" + column + "' is " + value);
            }
        }
    }

    @Test
    void recordsKnownByARowidThatVacuumChangesAreNeitherLostNorDeliveredTwice() {
        Path file = SqliteTables.file(
                "CREATE TABLE events (at INT NOT NULL, id INT)",
                "WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 10)"
                        + " INSERT INTO events SELECT 1, i FROM s",
                "DELETE FROM events WHERE id < 6");
        String url = "jdbc:sqlite:" + file;
        run(url, Map.of());
        SqliteTables.execute(file, "VACUUM");
        SqliteTables.execute(file, "INSERT INTO events VALUES (1, 11), (1, 12), (1, 13), (2, 14)");
        run(url, Map.of());
        SqliteTables.execute(file, "INSERT INTO events VALUES (3, 15)");
        run(url, Map.of());
        assertThat(read).containsExactlyInAnyOrder(6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L);
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> run(url, Map.of("lookback", "5")))
                .withMessageContaining("no primary key");
    }

    @Test
    void aStateByAnotherColumnOrKeyIsRefused() {
        String url = H2Tables.database(
                "other_order",
                "CREATE TABLE events (id INT NOT NULL, a INT NOT NULL, b INT NOT NULL, at INT NOT NULL)",
                "INSERT INTO events VALUES (1, 1, 2, 3)");
        Map<String, ?> byA = Map.of("key", List.of("a"));
        assertThat(run(url, byA)).containsExactly(1);
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> run(url, Map.of("key", List.of("b"))))
                .withMessageContaining("at, a")
                .withMessageContaining("at, b");
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> run(url, Map.of("key", List.of("a"), "cursor_column", "id")))
                .withMessageContaining("'at'")
                .withMessageContaining("'id'");
        H2Tables.execute(url, "INSERT INTO events VALUES (2, 2, 1, 3)");
        assertThat(run(url, byA)).containsExactly(2);
    }

    @Test
    void aPlanByAnotherKeyIsNotContinued() {
        String url = TestPostgres.database(
                "CREATE TABLE events (a int NOT NULL, b int NOT NULL)",
                "CREATE UNIQUE INDEX ua ON events (a)",
                "CREATE UNIQUE INDEX ub ON events (b)",
                "INSERT INTO events SELECT i, 101 - i FROM generate_series(1, 100) i");
        StreamPartition planned;
        try (IDataSource source = Sources.postgres(url, Map.of())) {
            source.connect(state);
            planned = Sources.stream(source, "events").partitions(1).get(0);
        }
        TestPostgres.execute(url, "REINDEX INDEX CONCURRENTLY ua");
        try (IDataSource source = Sources.postgres(url, Map.of())) {
            source.connect(state);
            IDataSourceStream stream = Sources.stream(source, "events");
            assertThatExceptionOfType(HeadgateException.class)
                    .isThrownBy(() -> stream.open(planned, StreamState.EMPTY, ReadOptions.of(stream.schema())))
                    .withMessageContaining("was read by a")
                    .withMessageContaining("now b");
        }
    }
}
