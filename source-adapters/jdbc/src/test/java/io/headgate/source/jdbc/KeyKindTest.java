package io.headgate.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceFactory;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import io.headgate.testkit.MemorySourceState;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Keys whose order and whose equality are the database's own affair: by their texts they stand in another order, are equal where
 * they were not, or are cut off on the way. Each table is read two records at a time, and anew from every place.
 */
class KeyKindTest {

    private static final int OF_EACH = 3;

    /** A type of key, and some of its values in its order. */
    record Kind(Server server, String type, List<String> values, Map<String, ?> config) {

        Kind(Server server, String type, String... values) {
            this(server, type, List.of(values), Map.of());
        }

        @Override
        public String toString() {
            return server + " " + type + (config.isEmpty() ? "" : " " + config);
        }
    }

    private enum Server {
        POSTGRESQL,
        MARIADB,
        SQLITE,
        H2;

        /** A new database in which the statements were executed, as a source. */
        IDataSource with(Map<String, ?> config, String... statements) {
            Map<String, Object> all = new HashMap<>(Map.of("min_partition_rows", 2, "page_rows", 2));
            all.putAll(config);
            return switch (this) {
                case POSTGRESQL -> {
                    all.put("url", TestPostgres.database(statements));
                    yield Sources.of(new PostgresSourceFactory(), all);
                }
                case MARIADB -> {
                    assumeTrue(MariaDb.runsHere(), "MariaDB's binaries are for Linux on x86");
                    all.putAll(Map.of("url", MariaDb.database(statements), "username", "root"));
                    yield Sources.of(new MysqlSourceFactory(), all);
                }
                case SQLITE -> of(new SqliteSourceFactory(), "database", SqliteTables.file(statements), all);
                case H2 -> {
                    all.put("url", H2Tables.database("kind_" + System.nanoTime(), statements));
                    yield Sources.of(new JdbcSourceFactory(), all);
                }
            };
        }

        private static IDataSource of(
                IDataSourceFactory<JdbcSourceConfig> factory, String key, Path file, Map<String, Object> all) {
            all.put(key, file.toString());
            return Sources.of(factory, all);
        }
    }

    static Stream<Kind> kinds() {
        Map<String, ?> inexact = Map.of("numeric", "float64");
        return Stream.of(
                new Kind(Server.POSTGRESQL, "char(5)", "'ab'", "'abc'", "'abcde'", "'b'"),
                new Kind(Server.POSTGRESQL, "bit(4)", "B'0011'", "B'0111'", "B'1000'", "B'1001'"),
                new Kind(
                        Server.POSTGRESQL,
                        "numeric",
                        List.of("'9007199254740992'", "'9007199254740993'", "'9007199254740994.5'", "'NaN'"),
                        inexact),
                new Kind(Server.POSTGRESQL, "real", "0.1", "1.1", "'Infinity'", "'NaN'"),
                new Kind(
                        Server.POSTGRESQL, "timestamp", "'-infinity'", "'0044-01-01 BC'", "'2026-01-01'", "'infinity'"),
                new Kind(Server.POSTGRESQL, "text COLLATE \"en-x-icu\"", "'a'", "'B'", "'c'", "'Ü'"),
                new Kind(Server.POSTGRESQL, "interval", "'-1 day'", "'1 day 00:00:00.000001'", "'1 month'", "'1 year'"),
                new Kind(Server.MARIADB, "ENUM('z','b','a')", "'z'", "'b'", "'a'"),
                new Kind(Server.MARIADB, "SET('z','b','a')", "'z'", "'b'", "'z,b'", "'a'"),
                new Kind(Server.MARIADB, "TINYINT(1)", "0", "1", "2", "5"),
                new Kind(Server.MARIADB, "FLOAT", "0.1", "1.1", "16777215", "3.4e38"),
                new Kind(Server.MARIADB, "DOUBLE", "0.1", "1.1", "1e300"),
                new Kind(Server.MARIADB, "BINARY(4)", "x'00000001'", "x'00ff0000'", "x'ff000000'"),
                new Kind(Server.MARIADB, "BIT(4)", "b'0011'", "b'0111'", "b'1000'"),
                new Kind(Server.MARIADB, "BIGINT UNSIGNED", "1", "9223372036854775808", "18446744073709551615"),
                new Kind(Server.MARIADB, "BIGINT ZEROFILL", "1", "9223372036854775808", "18446744073709551615"),
                new Kind(Server.MARIADB, "VARCHAR(9)", "'a'", "'B'", "'c '", "'ü'"),
                new Kind(Server.MARIADB, "VARCHAR(9) CHARACTER SET latin1 COLLATE latin1_bin", "'B'", "'a'", "'ü'"),
                new Kind(Server.MARIADB, "CHAR(4)", "'a'", "'ab'", "'b'"),
                new Kind(Server.MARIADB, "TIME(3)", "'00:00:01.5'", "'12:00:00'", "'23:59:59.999'"),
                new Kind(Server.MARIADB, "YEAR", "1999", "2026"),
                new Kind(Server.MARIADB, "DATETIME", "'2026-01-01 00:00:01'", "'2026-01-01 00:00:02'"),
                new Kind(Server.SQLITE, "TEXT COLLATE NOCASE", "'a'", "'B'", "'c'", "'ü'"),
                new Kind(Server.SQLITE, "DATE", "20260101", "'2026-01-01'", "'2026-01-02'"),
                new Kind(Server.SQLITE, "DECIMAL(12, 2)", "0.1", "1.1", "9007199254.25"),
                new Kind(Server.SQLITE, "NUMERIC", List.of("0.1", "9007199254740992", "9007199254740993"), inexact),
                new Kind(Server.SQLITE, "REAL", "0.1", "1.1", "1e300", "9e999"),
                new Kind(Server.SQLITE, "BLOB", "x'00'", "x'00ff'", "x'ff'"),
                new Kind(Server.SQLITE, "BOOLEAN", "0", "1"),
                new Kind(Server.SQLITE, "", "'10'", "'9'", "'a'"),
                new Kind(Server.H2, "CHAR(4)", "'a'", "'ab'", "'b'"),
                new Kind(Server.H2, "VARCHAR_IGNORECASE(9)", "'a'", "'B'", "'c'"),
                new Kind(Server.H2, "ENUM('z','b','a')", "'z'", "'b'", "'a'"),
                new Kind(Server.H2, "REAL", "0.1", "1.1", "16777215"),
                new Kind(Server.H2, "NUMERIC(20, 0)", "1", "9007199254740992", "9007199254740993"),
                new Kind(Server.H2, "DECFLOAT", List.of("0.1", "9007199254740992", "9007199254740993"), inexact),
                new Kind(Server.H2, "TIME(9)", "'00:00:00.000000001'", "'00:00:00.000000002'", "'12:00:00'"),
                new Kind(
                        Server.H2,
                        "TIMESTAMP(9)",
                        "'2026-01-01 00:00:00.000000001'",
                        "'2026-01-01 00:00:00.000000002'",
                        "'2026-01-01 00:00:01'"));
    }

    private static String[] table(Kind kind) {
        List<String> statements = new ArrayList<>();
        statements.add("CREATE TABLE t (k " + kind.type() + " NOT NULL, n INT NOT NULL, id INT NOT NULL,"
                + " PRIMARY KEY (k, n))");
        int id = 0;
        for (int n = 0; n < OF_EACH; n++) {
            for (String value : kind.values()) {
                statements.add("INSERT INTO t VALUES (" + value + ", " + n + ", " + id++ + ")");
            }
        }
        return statements.toArray(String[]::new);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void eachRecordIsReadOnceWhateverItsKey(Kind kind) {
        int rows = kind.values().size() * OF_EACH;
        List<Integer> all = IntStream.range(0, rows).boxed().toList();
        try (IDataSource source = kind.server().with(kind.config(), table(kind))) {
            source.connect(new MemorySourceState());
            IDataSourceStream stream = Sources.stream(source, "t");
            assertThat(ids(stream, stream.partitions(1), rows)).containsExactlyInAnyOrderElementsOf(all);
            assertThat(ids(stream, stream.partitions(3), rows)).containsExactlyInAnyOrderElementsOf(all);
        }
    }

    static Stream<String> otherOrders() {
        return Stream.of(
                "(k TEXT COLLATE NOCASE NOT NULL, n INT, id INT, PRIMARY KEY (k COLLATE BINARY))",
                "(k TEXT COLLATE NOCASE NOT NULL, n INT NOT NULL, id INT, PRIMARY KEY (n, k COLLATE BINARY))",
                "(k TEXT COLLATE nocase, n INT, id INT, PRIMARY KEY (k COLLATE binary, n)) WITHOUT ROWID",
                "(k TEXT COLLATE NOCASE NOT NULL, n INT, id INT CHECK (nobodys(id)), PRIMARY KEY (k COLLATE BINARY))",
                "(k TEXT COLLATE NOCASE NOT NULL, n INT NOT NULL, id INT NOT NULL, PRIMARY KEY (n, k, id))");
    }

    /** Where the column's own order takes two for equal, reading behind one of them passes the other over. */
    @ParameterizedTest
    @MethodSource("otherOrders")
    void aKeyIsReadByTheOrderInWhichItIsUnique(String columns) {
        Path file = SqliteTables.file(
                "CREATE TABLE t " + columns.replace("nobodys", "abs"),
                "INSERT INTO t VALUES ('a', 1, 1), ('A', 1, 2), ('b', 1, 3), ('B', 1, 4), ('c', 1, 5)");
        if (columns.contains("nobodys")) {
            // A function of the application that wrote the file.
            SqliteTables.execute(
                    file,
                    "PRAGMA writable_schema = true",
                    "UPDATE sqlite_schema SET sql = replace(sql, 'abs', 'nobodys')");
        }
        Map<String, ?> config = Map.of("database", file.toString(), "page_rows", 1, "min_partition_rows", 2);
        try (IDataSource source = Sources.of(new SqliteSourceFactory(), config)) {
            source.connect(new MemorySourceState());
            IDataSourceStream stream = Sources.stream(source, "t");
            assertThat(ids(stream, stream.partitions(1), 5)).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
            assertThat(ids(stream, stream.partitions(3), 5)).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
        }
    }

    static Stream<String> integerKeys() {
        return Stream.of(
                "(k INTEGER PRIMARY KEY DESC, id INT)",
                "(k INTEGER PRIMARY KEY, id INT)",
                "(k INTEGER, id INT, PRIMARY KEY (k DESC))",
                "(k INT PRIMARY KEY, id INT)");
    }

    /** Only as another name of the rowid an INTEGER PRIMARY KEY has always a value, and DESC makes it none. */
    @ParameterizedTest
    @MethodSource("integerKeys")
    void aRecordWithoutAKeyIsReadToo(String columns) {
        Path file = SqliteTables.file(
                "CREATE TABLE t " + columns,
                "INSERT INTO t VALUES (1, 1), (2, 2), (3, 3), (4, 4)",
                "INSERT INTO t VALUES (NULL, 5), (NULL, 6)");
        Map<String, ?> config = Map.of("database", file.toString(), "page_rows", 2, "min_partition_rows", 2);
        try (IDataSource source = Sources.of(new SqliteSourceFactory(), config)) {
            source.connect(new MemorySourceState());
            IDataSourceStream stream = Sources.stream(source, "t");
            assertThat(ids(stream, stream.partitions(1), 6)).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6);
            assertThat(ids(stream, stream.partitions(3), 6)).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6);
        }
    }

    static Stream<Kind> queried() {
        Map<String, ?> config = Map.of("query", "SELECT * FROM t", "key", List.of("k", "n"));
        return Stream.of(
                new Kind(Server.MARIADB, "ENUM('z','b','a')", List.of("'z'", "'b'", "'a'"), config),
                new Kind(Server.MARIADB, "TINYINT(1)", List.of("0", "1", "2", "5"), config),
                new Kind(Server.MARIADB, "FLOAT", List.of("0.1", "1.1", "16777215"), config),
                new Kind(Server.POSTGRESQL, "char(5)", List.of("'ab'", "'abc'", "'b'"), config),
                new Kind(Server.H2, "CHAR(4)", List.of("'a'", "'ab'", "'b'"), config),
                new Kind(Server.SQLITE, "INTEGER", List.of("1", "5000000000"), config));
    }

    @ParameterizedTest
    @MethodSource("queried")
    void aQueryIsReadByTheSameOrder(Kind kind) {
        int rows = kind.values().size() * OF_EACH;
        try (IDataSource source = kind.server().with(kind.config(), table(kind))) {
            source.connect(new MemorySourceState());
            IDataSourceStream stream = Sources.stream(source, "db");
            assertThat(ids(stream, stream.partitions(3), rows))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, rows).boxed().toList());
        }
    }

    /** Every payload by a cursor of its own, as after a crash. Ends once there are more records than the table has. */
    private static List<Integer> ids(IDataSourceStream stream, List<StreamPartition> plan, int rows) {
        List<Integer> ids = new ArrayList<>();
        ReadOptions options = ReadOptions.of(stream.schema()).withRows(2);
        for (StreamPartition partition : plan) {
            StreamState state = StreamState.EMPTY;
            boolean more = true;
            while (more && ids.size() <= 2 * rows) {
                try (PayloadCursor cursor = stream.open(partition, state, options)) {
                    DataSourcePayload payload = cursor.next();
                    more = payload != null;
                    if (payload != null) {
                        state = Objects.requireNonNull(payload.state());
                        ids.addAll(ids(payload));
                    }
                }
            }
        }
        return ids;
    }

    /** Of the rejected ones too: a type that cannot hold a value must not lose its record. */
    private static List<Integer> ids(DataSourcePayload payload) {
        List<Integer> ids = new ArrayList<>();
        Sources.values(payload.data(), "id").forEach(id -> ids.add(((Number) id).intValue()));
        for (RejectedRecord rejected : payload.rejected()) {
            ids.add(Integer.valueOf(
                    Objects.requireNonNull(FlatJson.parse(rejected.raw()).get("id"))));
        }
        return ids;
    }

    static Stream<Kind> lost() {
        return Stream.of(
                new Kind(Server.SQLITE, "", "5", "'a'"),
                new Kind(Server.SQLITE, "BLOB", "5", "x'00'"),
                new Kind(Server.SQLITE, "INT", "5", "'seven'"),
                new Kind(Server.SQLITE, "TEXT", "'a'", "x'00'"),
                new Kind(Server.MARIADB, "DATE", "'0000-00-00'", "'2026-01-01'"),
                new Kind(Server.MARIADB, "TIME", "'-01:00:00'", "'99:00:00'"));
    }

    /** Else records that stand behind it would be passed over, or read again and again. */
    @ParameterizedTest
    @MethodSource("lost")
    void aKeyThatIsNoneOfItsColumnsTypeStopsTheRun(Kind kind) {
        try (IDataSource source = kind.server().with(kind.config(), table(kind))) {
            source.connect(new MemorySourceState());
            IDataSourceStream stream = Sources.stream(source, "t");
            assertThatExceptionOfType(HeadgateException.class)
                    .isThrownBy(() ->
                            ids(stream, stream.partitions(1), kind.values().size() * OF_EACH))
                    .withMessageContaining("column 'k', by which records are read in order");
        }
    }

    /** The zeros are for people: a ZEROFILL is an UNSIGNED. */
    @Test
    void aNumberOfMySqlThatIsShownWithZerosIsANumber() {
        String table = "CREATE TABLE t (id INT ZEROFILL PRIMARY KEY, t TINYINT ZEROFILL, s SMALLINT ZEROFILL,"
                + " m MEDIUMINT ZEROFILL, i INT(12) ZEROFILL, b BIGINT(30) ZEROFILL, d DOUBLE ZEROFILL,"
                + " e DECIMAL(9, 2) ZEROFILL)";
        String row = "INSERT INTO t VALUES (7, 255, 65535, 16777215, 4294967295, 18446744073709551615, 1.5, 2.5)";
        try (IDataSource source = Server.MARIADB.with(Map.of(), table, row);
                IDataSource query =
                        Server.MARIADB.with(Map.of("query", "SELECT * FROM t", "key", List.of("id")), table, row)) {
            for (IDataSource each : List.of(source, query)) {
                each.connect(new MemorySourceState());
                IDataSourceStream stream = each.streams().get(0);
                DataSourcePayload payload = Sources.drain(
                                stream, stream.partitions(1).get(0), StreamState.EMPTY, ReadOptions.of(stream.schema()))
                        .get(0);
                assertThat(payload.rejected()).isEmpty();
                assertThat(IntStream.range(0, 8).mapToObj(i -> payload.data().value(0, i)))
                        .containsExactly(
                                7L,
                                255,
                                65535,
                                16777215,
                                4294967295L,
                                new BigDecimal("18446744073709551615"),
                                1.5,
                                new BigDecimal("2.50"));
            }
        }
    }

    @Test
    void aFloatOfMySqlKeepsItsDigitsAndWhatItsTypesHoldBesidesIsRejected() {
        try (IDataSource source = Server.MARIADB.with(
                Map.of(),
                "CREATE TABLE t (id INT PRIMARY KEY, f FLOAT, b BOOLEAN, t TIME, d DATE)",
                "INSERT INTO t VALUES (1, 16777215, 1, '23:59:59', '2026-01-01'), (2, 1.1, 5, NULL, NULL),"
                        + " (3, 1, 0, '99:00:00', NULL), (4, 1, 0, NULL, '0000-00-00')")) {
            source.connect(new MemorySourceState());
            IDataSourceStream stream = Sources.stream(source, "t");
            List<DataSourcePayload> payloads = Sources.drain(
                    stream, stream.partitions(1).get(0), StreamState.EMPTY, ReadOptions.of(stream.schema()));
            assertThat(Sources.values(payloads.get(0).data(), "f")).containsExactly(16777215f);
            assertThat(payloads.stream().flatMap(payload -> payload.rejected().stream()))
                    .extracting(RejectedRecord::code, RejectedRecord::raw)
                    .containsExactly(
                            tuple("BAD_BOOLEAN", "{\"id\":\"2\",\"f\":\"1.1\",\"b\":\"5\",\"t\":null,\"d\":null}"),
                            tuple(
                                    "BAD_TIME",
                                    "{\"id\":\"3\",\"f\":\"1.0\",\"b\":\"false\",\"t\":\"99:00:00\",\"d\":null}"),
                            tuple(
                                    "BAD_DATE",
                                    "{\"id\":\"4\",\"f\":\"1.0\",\"b\":\"false\",\"t\":null,\"d\":\"0000-00-00\"}"));
        }
    }
}
