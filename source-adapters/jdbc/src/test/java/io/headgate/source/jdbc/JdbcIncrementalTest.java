package io.headgate.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import io.headgate.testkit.MemorySourceState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is new by a column that grows, and what SQLite's free types make of a record. */
class JdbcIncrementalTest {

    private final MemorySourceState state = new MemorySourceState();

    private static List<Object> ids(int from, int to) {
        return LongStream.rangeClosed(from, to).<Object>mapToObj(id -> id).toList();
    }

    @Test
    void h2LooksBackForLateCommitsAndDeliversNothingTwice() {
        String url = H2Tables.database(
                "increments",
                "CREATE TABLE events (id BIGINT PRIMARY KEY, at TIMESTAMP NOT NULL)",
                "INSERT INTO events SELECT x, DATEADD(SECOND, x, TIMESTAMP '2026-01-01 00:00:00')"
                        + " FROM SYSTEM_RANGE(1, 100)");
        Map<String, ?> config = Map.of("url", url, "cursor_column", "at", "lookback", "10s", "min_partition_rows", 10);
        assertThat(run(config)).containsExactlyInAnyOrderElementsOf(ids(1, 100));
        assertThat(run(config)).isEmpty();
        H2Tables.execute(
                url,
                "INSERT INTO events VALUES (101, '2026-01-01 00:01:35.5'), (102, '2026-01-01 00:01:40'),"
                        + " (103, '2026-01-01 00:01:29'), (104, '2026-01-01 00:05:00')");
        assertThat(run(config)).containsExactlyInAnyOrder(101L, 102L, 104L);
        assertThat(run(config)).isEmpty();
    }

    private List<Object> run(Map<String, ?> config) {
        return Sources.run(Sources.of(new JdbcSourceFactory(), config), "events", "id", state, 3);
    }

    @Test
    void sqliteGoesOnAfterTheNewestRowid() {
        Path file = SqliteTables.file(
                "CREATE TABLE events (id INTEGER PRIMARY KEY, name TEXT)",
                "WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 40)"
                        + " INSERT INTO events SELECT i, 'n' FROM s");
        Map<String, ?> config = Map.of("url", "jdbc:sqlite:" + file, "cursor_column", "id", "min_partition_rows", 4);
        assertThat(run(config)).containsExactlyInAnyOrderElementsOf(ids(1, 40));
        SqliteTables.execute(file, "INSERT INTO events (name) VALUES ('x'), ('y')");
        assertThat(run(config)).containsExactlyInAnyOrder(41L, 42L);
        assertThat(run(config)).isEmpty();
    }

    @Test
    void aValueThatIsNoneOfItsColumnsTypeIsRejected() {
        Path file = SqliteTables.file(
                "CREATE TABLE odd (id INTEGER PRIMARY KEY, n INT, d DECIMAL(4, 1))",
                "INSERT INTO odd VALUES (1, 'seven', 1), (2, 7, 1.25), (3, 7, 999.9)");
        try (IDataSource source = Sources.of(new SqliteSourceFactory(), Map.of("database", file.toString()))) {
            source.connect(state);
            IDataSourceStream stream = Sources.stream(source, "odd");
            List<DataSourcePayload> payloads = Sources.drain(
                    stream, stream.partitions(1).get(0), StreamState.EMPTY, ReadOptions.of(stream.schema()));
            assertThat(payloads.get(0).rejected())
                    .extracting(RejectedRecord::place, RejectedRecord::code)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("odd(id=1)", "BAD_INT64"),
                            org.assertj.core.groups.Tuple.tuple("odd(id=2)", "BAD_DECIMAL"));
            assertThat(Sources.values(payloads.get(0).data(), "id")).containsExactly(3L);
        }
    }

    @Test
    void aQueryOfSqliteHasTheTypesOfItsTablesAndWhatIsComputedIsText() {
        Path file = SqliteTables.file(
                "CREATE TABLE t (id INTEGER PRIMARY KEY, day DATE, amount DECIMAL(6, 2), word VARCHAR(9))",
                "INSERT INTO t VALUES (1, '2026-01-01', 1.25, 'a'), (2, '2026-01-02', 2, 'b')");
        Map<String, ?> config = Map.of(
                "database",
                file.toString(),
                "query",
                "SELECT id, day, amount, word, id * 2 AS twice, word || '!' AS loud FROM t",
                "key",
                List.of("id"));
        try (IDataSource source = Sources.of(new SqliteSourceFactory(), config)) {
            source.connect(state);
            IDataSourceStream stream = Sources.stream(source, "db");
            DataSourcePayload payload = Sources.drain(
                            stream, stream.partitions(1).get(0), StreamState.EMPTY, ReadOptions.of(stream.schema()))
                    .get(0);
            assertThat(payload.rejected()).isEmpty();
            assertThat(Sources.values(payload.data(), "day")).containsExactly("2026-01-01", "2026-01-02");
            assertThat(Sources.values(payload.data(), "amount"))
                    .containsExactly(new java.math.BigDecimal("1.25"), new java.math.BigDecimal("2.00"));
            assertThat(Sources.values(payload.data(), "twice")).containsExactly("2", "4");
            assertThat(Sources.values(payload.data(), "loud")).containsExactly("a!", "b!");
        }
    }

    @Test
    void aPlanByRowidIsNotContinuedAfterVacuum() {
        Path file = SqliteTables.file("CREATE TABLE loose (name TEXT)", "INSERT INTO loose VALUES ('a'), ('b')");
        Map<String, ?> config = Map.of("database", file.toString());
        try (IDataSource source = Sources.of(new SqliteSourceFactory(), config)) {
            source.connect(state);
            IDataSourceStream stream = Sources.stream(source, "loose");
            List<StreamPartition> plan = stream.partitions(1);
            SqliteTables.execute(file, "VACUUM");
            try (IDataSource later = Sources.of(new SqliteSourceFactory(), config)) {
                later.connect(state);
                assertThatExceptionOfType(HeadgateException.class)
                        .isThrownBy(() -> Sources.stream(later, "loose")
                                .open(plan.get(0), StreamState.EMPTY, ReadOptions.of(stream.schema())))
                        .withMessageContaining("VACUUM");
            }
        }
    }

    @Test
    void aTableWithoutAKeyIsRefusedUnlessOneIsNamed() {
        String url = H2Tables.database(
                "keyless",
                "CREATE TABLE events (id BIGINT NOT NULL, name VARCHAR(9))",
                "INSERT INTO events VALUES (1, 'a')");
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> run(Map.of("url", url)))
                .withMessageContaining("has no primary key")
                .withMessageContaining("key");
        assertThat(run(Map.of("url", url, "key", List.of("id")))).containsExactly(1L);
    }

    @Test
    void aDatabaseNobodyHasADriverForIsNamedWithWhereToPutOne() {
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> run(Map.of("url", "jdbc:nobody:here")))
                .withMessageContaining("plugins/");
    }
}
