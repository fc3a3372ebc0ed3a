package io.headgate.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.DataSourcePayload;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that consist of several, and tables that change between plan, death and resume. */
class PostgresTableTest {

    private static IDataSource connected(String url, Map<String, ?> config) {
        IDataSource source = Sources.postgres(url, config);
        source.connect(new MemorySourceState());
        return source;
    }

    private static List<Object> numbers(String url, Map<String, ?> config, String stream) {
        return Sources.run(Sources.postgres(url, config), stream, "n", new MemorySourceState(), 3);
    }

    private static List<Object> range(int from, int to) {
        return IntStream.rangeClosed(from, to).<Object>mapToObj(i -> i).toList();
    }

    /** The children have blocks of their own, and may hold the parent's keys once more. */
    @Test
    void aTableThatOthersInheritFromIsReadWithoutTheirRows() {
        String url = TestPostgres.database(
                "CREATE TABLE heap (n int, filler text)",
                "INSERT INTO heap SELECT i, repeat('x', 300) FROM generate_series(1, 100) i",
                "CREATE TABLE heap_child () INHERITS (heap)",
                "INSERT INTO heap_child SELECT i, repeat('x', 300) FROM generate_series(101, 400) i",
                "CREATE TABLE keyed (n int PRIMARY KEY)",
                "INSERT INTO keyed SELECT generate_series(1, 40)",
                "CREATE TABLE keyed_child (PRIMARY KEY (n)) INHERITS (keyed)",
                "INSERT INTO keyed_child SELECT generate_series(1, 40)",
                "ANALYZE");
        assertThat(numbers(url, Map.of(), "heap")).containsExactlyInAnyOrderElementsOf(range(1, 100));
        assertThat(numbers(url, Map.of(), "heap_child")).containsExactlyInAnyOrderElementsOf(range(101, 400));
        assertThat(numbers(url, Map.of("page_rows", 7), "keyed")).containsExactlyInAnyOrderElementsOf(range(1, 40));
    }

    @Test
    void aPartitionedTableIsOneStreamAndItsPartsAreWhereTheyAreNamed() {
        String url = TestPostgres.database(
                "CREATE TABLE whole (n int PRIMARY KEY) PARTITION BY RANGE (n)",
                "CREATE TABLE low PARTITION OF whole FOR VALUES FROM (0) TO (20)",
                "CREATE TABLE high PARTITION OF whole FOR VALUES FROM (20) TO (99)",
                "INSERT INTO whole SELECT generate_series(1, 40)",
                "CREATE TABLE keyless (n int) PARTITION BY RANGE (n)",
                "ANALYZE");
        try (IDataSource source = connected(url, Map.of())) {
            assertThat(source.streams().stream().map(IDataSourceStream::name)).containsExactly("keyless", "whole");
            assertThatExceptionOfType(HeadgateException.class)
                    .isThrownBy(() -> Sources.stream(source, "keyless").partitions(1))
                    .withMessageContaining("has no primary key");
        }
        assertThat(numbers(url, Map.of(), "whole")).containsExactlyInAnyOrderElementsOf(range(1, 40));
        assertThat(numbers(url, Map.of("tables", List.of("low")), "low"))
                .containsExactlyInAnyOrderElementsOf(range(1, 19));
    }

    @Test
    void withoutASnapshotEachPageSeesWhatIsThereByThen() {
        String url = TestPostgres.database(
                "CREATE TABLE t (n int PRIMARY KEY)", "INSERT INTO t SELECT generate_series(1, 10)", "ANALYZE");
        for (boolean snapshot : List.of(true, false)) {
            try (IDataSource source = connected(url, Map.of("snapshot", snapshot))) {
                IDataSourceStream stream = Sources.stream(source, "t");
                ReadOptions options = ReadOptions.of(stream.schema()).withRows(4);
                int rows = 0;
                try (PayloadCursor cursor = stream.open(stream.partitions(1).get(0), StreamState.EMPTY, options)) {
                    for (DataSourcePayload payload = cursor.next(); payload != null; payload = cursor.next()) {
                        if (rows == 0) {
                            TestPostgres.execute(url, "INSERT INTO t SELECT max(n) + 1 FROM t");
                        }
                        rows += payload.data().rowCount();
                    }
                }
                assertThat(rows).as("snapshot = %s", snapshot).isEqualTo(snapshot ? 10 : 12);
            }
        }
    }

    /** Without a snapshot no statement is open on the server while a page is written. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void withASnapshotTheServerHasBegunWithTheNextPageWhenOneIsHandedOut(boolean snapshot) throws SQLException {
        String url = TestPostgres.database(
                "CREATE TABLE t (n int PRIMARY KEY)", "INSERT INTO t SELECT generate_series(1, 10)", "ANALYZE");
        try (IDataSource source = connected(url, Map.of("snapshot", snapshot))) {
            IDataSourceStream stream = Sources.stream(source, "t");
            ReadOptions options = ReadOptions.of(stream.schema()).withRows(4);
            try (PayloadCursor cursor = stream.open(stream.partitions(1).get(0), StreamState.EMPTY, options)) {
                Objects.requireNonNull(cursor.next());
                assertThat(sessionsReadingBehind(url, 4)).isEqualTo(snapshot ? 1 : 0);
                Objects.requireNonNull(cursor.next());
                assertThat(sessionsReadingBehind(url, 8)).isEqualTo(snapshot ? 1 : 0);
            }
        }
    }

    private static int sessionsReadingBehind(String url, int key) throws SQLException {
        try (Connection connection = TestPostgres.connect(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM pg_stat_activity WHERE datname ="
                        + " current_database() AND query LIKE 'COPY%\"n\" > CAST(''" + key + "'' AS%LIMIT 4%'")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** By the index they are two, by the column one: a page would end between them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text COLLATE ci | k COLLATE \"C\" | false",
                "citext | k text_ops | false",
                "folded | k text_ops | false",
                "citext | k | true",
                "folded | k | true",
                "text COLLATE ci | k | true",
                "varchar | k | true",
                "varchar | k varchar_ops | true",
                "char(9) | k | true",
                "mood | k | true",
                "text[] | k | true",
            })
    void aUniqueIndexIsAKeyIfItComparesLikeItsColumn(String type, String index, boolean isKey) {
        boolean mood = type.equals("mood");
        String url = TestPostgres.database(
                "CREATE EXTENSION citext",
                "CREATE DOMAIN folded AS citext",
                "CREATE TYPE mood AS ENUM ('glad', 'sad')",
                "CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                "CREATE TABLE t (k " + type + " NOT NULL, n int)",
                "CREATE UNIQUE INDEX u ON t (" + index + ")",
                type.equals("text[]")
                        ? "INSERT INTO t VALUES ('{a}', 1), ('{b}', 2)"
                        : mood
                                ? "INSERT INTO t VALUES ('glad', 1), ('sad', 2)"
                                : "INSERT INTO t VALUES ('a', 1), ('b', 2)",
                isKey ? "SELECT 1" : "INSERT INTO t VALUES ('A', 3), ('B', 4)");
        try (IDataSource source = connected(url, Map.of("page_rows", 1))) {
            StreamPartition partition =
                    Sources.stream(source, "t").partitions(1).get(0);
            assertThat(partition.data().values().containsKey("to_block")).isEqualTo(!isKey);
        }
        if (!type.equals("text[]")) {
            assertThat(numbers(url, Map.of("page_rows", 1), "t"))
                    .containsExactlyInAnyOrderElementsOf(range(1, isKey ? 2 : 4));
        }
    }

    /** By a key each record is read at most once, and none that was there all the time is missed. */
    @Test
    void aResumeReadsEachKeyOnceWhateverHasHappenedToTheTable() {
        String url = TestPostgres.database(
                "CREATE TABLE t (n int PRIMARY KEY)", "INSERT INTO t SELECT 10 * generate_series(1, 40)", "ANALYZE");
        List<Object> read = new ArrayList<>();
        List<StreamPartition> plan;
        List<StreamState> reached = new ArrayList<>();
        try (IDataSource source = connected(url, Map.of())) {
            IDataSourceStream stream = Sources.stream(source, "t");
            plan = stream.partitions(3);
            assertThat(plan).hasSize(3);
            for (StreamPartition partition : plan) {
                ReadOptions options = ReadOptions.of(stream.schema()).withRows(4);
                try (PayloadCursor cursor = stream.open(partition, StreamState.EMPTY, options)) {
                    DataSourcePayload first = Objects.requireNonNull(cursor.next());
                    read.addAll(Sources.values(first.data(), "n"));
                    reached.add(Objects.requireNonNull(first.state()));
                }
            }
        }
        // The last records that were read, every cut of the plan, and what stands on either side of them.
        TestPostgres.execute(
                url,
                "INSERT INTO t SELECT n + d FROM t, (VALUES (-1), (1)) v (d)",
                "DELETE FROM t WHERE n % 20 = 0 AND n <> 400");
        try (IDataSource source = connected(url, Map.of())) {
            IDataSourceStream stream = Sources.stream(source, "t");
            for (int i = 0; i < plan.size(); i++) {
                ReadOptions options = ReadOptions.of(stream.schema()).withRows(3);
                Sources.drain(stream, plan.get(i), reached.get(i), options)
                        .forEach(payload -> read.addAll(Sources.values(payload.data(), "n")));
            }
        }
        List<Object> always = IntStream.rangeClosed(1, 40)
                .filter(i -> i % 2 == 1 || i == 40)
                .<Object>mapToObj(i -> 10 * i)
                .toList();
        assertThat(read).doesNotHaveDuplicates().containsAll(always);
    }

    @Test
    void aNumericWithoutDigitsIsWhatTheConfigurationSays() {
        String url = TestPostgres.database(
                "CREATE TABLE t (n int PRIMARY KEY, x numeric)", "INSERT INTO t VALUES (1, 1.5), (2, 'NaN')");
        Map<String, DataType> types = Map.of(
                "float64", Primitive.FLOAT64, "string", Primitive.STRING, "decimal(9,2)", new DataType.Decimal(9, 2));
        types.forEach((numeric, type) -> {
            try (IDataSource source = connected(url, Map.of("numeric", numeric))) {
                IDataSourceStream stream = Sources.stream(source, "t");
                assertThat(stream.schema().field(1).type()).isEqualTo(type);
                DataSourcePayload payload = Sources.drain(
                                stream, stream.partitions(1).get(0), StreamState.EMPTY, ReadOptions.of(stream.schema()))
                        .get(0);
                assertThat(payload.data().rowCount()).isEqualTo(numeric.startsWith("decimal") ? 1 : 2);
                assertThat(new java.math.BigDecimal(String.valueOf(
                                Sources.values(payload.data(), "x").get(0))))
                        .isEqualByComparingTo("1.5");
            }
        });
    }
}
