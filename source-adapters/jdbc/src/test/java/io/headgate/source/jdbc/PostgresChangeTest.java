package io.headgate.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import io.headgate.testkit.MemorySourceState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables whose columns, files or names change while a run reads them: it stops, and hands out nothing that is wrong. */
class PostgresChangeTest {

    private static IDataSource connected(String url, Map<String, ?> config) {
        IDataSource source = Sources.postgres(url, config);
        source.connect(new MemorySourceState());
        return source;
    }

    private static List<Object> read(IDataSourceStream stream, StreamPartition partition, String column) {
        ReadOptions options = ReadOptions.of(stream.schema()).withRows(30);
        return Sources.drain(stream, partition, StreamState.EMPTY, options).stream()
                .flatMap(payload -> Sources.values(payload.data(), column).stream())
                .toList();
    }

    private static void assertChanged(Runnable reading, String sentence) {
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(reading::run)
                .withMessageContaining(sentence)
                .withMessageContaining("fresh=true")
                .satisfies(e -> assertThat(e.code()).isEqualTo(CommonErrorCode.SOURCE_CHANGED));
    }

    /** Of a query nothing is known but its columns; by their lengths one would be taken for another. */
    @ParameterizedTest
    @CsvSource({
        "int, bigint",
        "bigint, int",
        "smallint, int",
        "int, smallint",
        "real, float8",
        "float8, real",
        "bool, int",
        "date, timestamp",
        "timestamp, date",
        "'numeric(9, 2)', int",
        "uuid, text",
        "jsonb, json",
    })
    void aValueWhoseLengthIsNotItsTypesIsNoValue(String planned, String later) {
        String value = planned.equals("uuid")
                ? "gen_random_uuid()"
                : planned.startsWith("json") ? "'[7]'" : planned.matches("date|timestamp") ? "date '2026-01-01'" : "7";
        String url = TestPostgres.database(
                "CREATE TABLE t (id int PRIMARY KEY, v " + planned + ")",
                "INSERT INTO t SELECT i, CAST(" + value + " AS " + planned + ") FROM generate_series(1, 40) i");
        Map<String, ?> config = Map.of("query", "SELECT * FROM t", "key", List.of("id"), "snapshot", false);
        try (IDataSource source = connected(url, config)) {
            IDataSourceStream stream = source.streams().get(0);
            List<StreamPartition> plan = stream.partitions(2);
            assertThat(plan).hasSize(2);
            assertThat(read(stream, plan.get(0), "v")).isNotEmpty();
            TestPostgres.execute(url, "ALTER TABLE t ALTER v TYPE " + later + " USING CAST(v AS " + later + ")");
            assertChanged(() -> read(stream, plan.get(1), "v"), "column 'v'");
        }
    }

    private static String table(String columns) {
        return TestPostgres.database(
                "CREATE TABLE t (" + columns + ")",
                "CREATE TABLE u (n int PRIMARY KEY, filler text)",
                "INSERT INTO u SELECT i, repeat('x', 300) FROM generate_series(1, 400) i",
                "INSERT INTO t SELECT i, repeat('x', 300) FROM generate_series(1, 800) i",
                "CREATE INDEX by_number ON t (n)",
                "CREATE MATERIALIZED VIEW m AS SELECT * FROM u",
                "DELETE FROM t WHERE n % 2 = 0",
                "ANALYZE");
    }

    private static List<StreamPartition> plan(IDataSourceStream stream) {
        List<StreamPartition> plan = stream.partitions(3);
        assertThat(plan).hasSize(3);
        return plan;
    }

    private static final String RELOAD =
            "BEGIN; TRUNCATE t; INSERT INTO t SELECT i, 'y' FROM generate_series(1, 400) i; COMMIT";
    private static final String SWAP = "ALTER TABLE t RENAME TO old; ALTER TABLE u RENAME TO t";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "false | VACUUM FULL t",
                "false | CLUSTER t USING by_number",
                "false | " + RELOAD,
                "false | ALTER TABLE t ALTER n TYPE bigint",
                "false | " + SWAP,
                "true | " + RELOAD,
                "true | ALTER TABLE t ALTER n TYPE bigint",
                "true | ALTER TABLE t ADD more float8 DEFAULT random()",
                "true | " + SWAP,
            })
    void aTableThatIsRewrittenOrReplacedIsNotReadOn(boolean keyed, String change) {
        for (boolean snapshot : List.of(true, false)) {
            String url = table(keyed ? "n int PRIMARY KEY, filler text" : "n int, filler text");
            Map<String, ?> config = Map.of("tables", List.of("t"), "snapshot", snapshot);
            List<StreamPartition> plan;
            try (IDataSource source = connected(url, config)) {
                IDataSourceStream stream = Sources.stream(source, "t");
                plan = plan(stream);
                assertThat(read(stream, plan.get(0), "n")).isNotEmpty();
                TestPostgres.execute(url, change);
                assertChanged(() -> read(stream, plan.get(1), "n"), "was rewritten, emptied or replaced");
                assertChanged(() -> read(stream, plan.get(2), "n"), "was rewritten, emptied or replaced");
            }
            if (change.equals(RELOAD)) {
                try (IDataSource later = connected(url, config)) {
                    IDataSourceStream stream = Sources.stream(later, "t");
                    assertChanged(() -> read(stream, plan.get(1), "n"), "has changed since the run was planned");
                }
            }
        }
    }

    @Test
    void aMaterializedViewThatIsRefreshedIsNotReadOn() {
        String url = table("n int, filler text");
        try (IDataSource source = connected(url, Map.of("tables", List.of("m")))) {
            IDataSourceStream stream = Sources.stream(source, "m");
            List<StreamPartition> plan = plan(stream);
            assertThat(read(stream, plan.get(0), "n")).isNotEmpty();
            TestPostgres.execute(url, "REFRESH MATERIALIZED VIEW m");
            assertChanged(() -> read(stream, plan.get(1), "n"), "table 'm'");
        }
    }

    private static String parts() {
        return TestPostgres.database(
                "CREATE TABLE t (n int PRIMARY KEY) PARTITION BY RANGE (n)",
                "CREATE TABLE low PARTITION OF t FOR VALUES FROM (0) TO (50)",
                "CREATE TABLE high PARTITION OF t FOR VALUES FROM (50) TO (101) PARTITION BY RANGE (n)",
                "CREATE TABLE higher PARTITION OF high FOR VALUES FROM (50) TO (101)",
                "INSERT INTO t SELECT generate_series(1, 100)",
                "ANALYZE");
    }

    @ParameterizedTest
    @CsvSource({
        "TRUNCATE higher, true",
        "VACUUM FULL higher, true",
        "ALTER TABLE high DETACH PARTITION higher, true",
        "ALTER TABLE t DETACH PARTITION high, true",
        "CREATE TABLE highest PARTITION OF t FOR VALUES FROM (101) TO (200), false",
    })
    void aPartitionedTableIsReadOnIfItStillHasThePartsOfThePlan(String change, boolean refused) {
        String url = parts();
        try (IDataSource source = connected(url, Map.of())) {
            IDataSourceStream stream = Sources.stream(source, "t");
            List<StreamPartition> plan = plan(stream);
            assertThat(read(stream, plan.get(0), "n")).isNotEmpty();
            TestPostgres.execute(url, change);
            if (refused) {
                assertChanged(() -> read(stream, plan.get(2), "n"), "a part of it");
            } else {
                assertThat(read(stream, plan.get(2), "n")).contains(100);
            }
        }
        for (String name : List.of("low", "high")) {
            String whole = parts();
            try (IDataSource source = connected(whole, Map.of("tables", List.of(name)))) {
                IDataSourceStream stream = Sources.stream(source, name);
                assertThat(read(stream, stream.partitions(1).get(0), "n")).hasSizeBetween(49, 51);
            }
        }
    }

    /** It gets its lock between two pages; the next one's snapshot may be older than what it has done. */
    @Test
    void aChangeThatWaitsForAPageWithoutASnapshotStopsTheNextOne() throws Exception {
        String url = table("n int PRIMARY KEY, filler text");
        try (IDataSource source = connected(url, Map.of("tables", List.of("t"), "snapshot", false))) {
            IDataSourceStream stream = Sources.stream(source, "t");
            ReadOptions options = ReadOptions.of(stream.schema()).withRows(100);
            try (PayloadCursor cursor = stream.open(stream.partitions(1).get(0), StreamState.EMPTY, options)) {
                assertThat(cursor.next()).isNotNull();
                CompletableFuture<Void> change = CompletableFuture.runAsync(() -> TestPostgres.execute(url, RELOAD));
                awaitLockWaiter(url);
                assertChanged(cursor::next, "was rewritten, emptied or replaced");
                change.get(60, TimeUnit.SECONDS);
            }
        }
    }

    private static void awaitLockWaiter(String url) throws SQLException {
        try (Connection connection = TestPostgres.connect(url);
                Statement statement = connection.createStatement()) {
            boolean waiting = false;
            while (!waiting) {
                try (ResultSet row = statement.executeQuery("SELECT count(*) FROM pg_locks WHERE NOT granted")) {
                    row.next();
                    waiting = row.getInt(1) > 0;
                }
            }
        }
    }

    @Test
    void anIncrementalRunStopsBeforeItsStateMovesOn() {
        String url = table("n int PRIMARY KEY, filler text");
        Map<String, ?> config = Map.of("tables", List.of("t"), "cursor_column", "n");
        try (IDataSource source = connected(url, config)) {
            IDataSourceStream stream = Sources.stream(source, "t");
            List<StreamPartition> plan = stream.partitions(2);
            TestPostgres.execute(url, RELOAD);
            plan.forEach(partition -> assertChanged(() -> read(stream, partition, "n"), "table 't'"));
        }
    }

    private static StreamPartition without(StreamPartition partition, String key) {
        Map<String, Object> data = new HashMap<>(partition.data().values());
        data.remove(key);
        return new StreamPartition(partition.name(), new StreamState(data), partition.estimatedRecords());
    }

    @Test
    void aPlanOfAnOlderProgramIsReadOnAndWatchedFromThenOn() {
        String url = table("n int PRIMARY KEY, filler text");
        try (IDataSource source = connected(url, Map.of("tables", List.of("t")))) {
            IDataSourceStream stream = Sources.stream(source, "t");
            List<StreamPartition> plan =
                    plan(stream).stream().map(p -> without(p, "files")).toList();
            assertThat(read(stream, plan.get(0), "n")).isNotEmpty();
            TestPostgres.execute(url, RELOAD);
            assertChanged(() -> read(stream, plan.get(1), "n"), "was rewritten, emptied or replaced");
        }
    }

    /** Ranges of keys are none of blocks. */
    @Test
    void aPlanByBlocksIsNotReadByAKeyAndTheOtherWayRound() {
        String url = table("n int, filler text");
        Map<String, ?> config = Map.of("tables", List.of("t"));
        List<StreamPartition> byBlocks;
        List<StreamPartition> byKey;
        try (IDataSource source = connected(url, config)) {
            byBlocks = plan(Sources.stream(source, "t"));
        }
        TestPostgres.execute(url, "ALTER TABLE t ALTER n SET NOT NULL", "CREATE UNIQUE INDEX k ON t (n)");
        try (IDataSource source = connected(url, config)) {
            byKey = plan(Sources.stream(source, "t"));
        }
        refuses(url, config, byBlocks);
        TestPostgres.execute(url, "DROP INDEX k");
        refuses(url, config, byKey);
    }

    private static void refuses(String url, Map<String, ?> config, List<StreamPartition> plan) {
        try (IDataSource source = connected(url, config)) {
            IDataSourceStream stream = Sources.stream(source, "t");
            assertChanged(() -> read(stream, plan.get(0), "n"), "has changed since the run was planned");
        }
    }
}
