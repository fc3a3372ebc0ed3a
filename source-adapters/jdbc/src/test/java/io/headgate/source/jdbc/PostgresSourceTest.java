package io.headgate.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headgate.api.data.DataType;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.RawRecordReader;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.ReadOutline;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.source.StatementReport;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import io.headgate.testkit.MemorySourceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What PostgreSQL's catalogue and values make of a source, and what becomes of a table that changes meanwhile. */
class PostgresSourceTest {

    private static IDataSource connected(String url, Map<String, ?> config) {
        IDataSource source = Sources.postgres(url, config);
        source.connect(new MemorySourceState());
        return source;
    }

    private static List<String> names(Map<String, ?> config) {
        try (IDataSource source = connected(PostgresTables.URL, config)) {
            return source.streams().stream().map(IDataSourceStream::name).toList();
        }
    }

    @Test
    void patternsChooseTablesAndNamesChooseViewsToo() {
        assertThat(names(Map.of())).contains("numbers", "heap").doesNotContain("looked_at", "_headgate_own");
        assertThat(names(Map.of("tables", List.of("n*", "looked_at"))))
                .containsExactly("looked_at", "nothing", "numbers");
        assertThat(names(Map.of("tables", List.of("*", "!*o*")))).containsExactly("heap", "numbers", "pairs", "types");
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> names(Map.of("tables", List.of("numbrs"))))
                .withMessageContaining("numbers");
    }

    private static String twoSchemas() {
        return TestPostgres.database(
                "CREATE TABLE orders (id int PRIMARY KEY, here text)",
                "CREATE SCHEMA \"Shop\"",
                "CREATE TABLE \"Shop\".orders (id int PRIMARY KEY, there text)",
                "CREATE TABLE \"Shop\".customers (id int PRIMARY KEY)",
                "INSERT INTO orders VALUES (1, 'public')",
                "INSERT INTO \"Shop\".orders VALUES (2, 'shop')");
    }

    @Test
    void aSchemaHasTablesOfItsOwn() {
        String url = twoSchemas();
        Map<String, ?> config = Map.of("schema", "Shop");
        try (IDataSource source = connected(url, config)) {
            assertThat(source.streams()).extracting(IDataSourceStream::name).containsExactly("customers", "orders");
            assertThat(Sources.stream(source, "orders").schema().names()).containsExactly("id", "there");
        }
        assertThat(Sources.run(Sources.postgres(url, config), "orders", "there", new MemorySourceState(), 2))
                .containsExactly("shop");
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> connected(url, Map.of("schema", "shop")).streams())
                .withMessageContaining("in schema 'shop'");
    }

    @Test
    void propertiesReachTheDriverUnderItsOwnNames() {
        String url = twoSchemas();
        Map<String, ?> config = Map.of("properties", Map.of("currentSchema", "\"Shop\""));
        assertThat(Sources.run(Sources.postgres(url, config), "orders", "there", new MemorySourceState(), 2))
                .containsExactly("shop");
    }

    @Test
    void keysAndNullsComeFromTheCatalogue() {
        try (IDataSource source = connected(PostgresTables.URL, Map.of())) {
            assertThat(Sources.stream(source, "pairs").schema().primaryKey()).containsExactly("place", "region");
            assertThat(Sources.stream(source, "pairs").schema().field(2).nullable())
                    .isFalse();
            assertThat(Sources.stream(source, "codes").schema().primaryKey()).isEmpty();
            assertThat(Sources.stream(source, "types").schema().field(6).type()).isEqualTo(new DataType.Decimal(20, 5));
        }
    }

    @Test
    void aQueryIsAStreamThatIsPagedByItsKey() {
        Map<String, ?> config =
                Map.of("query", "SELECT id, name, id * 2 AS twice FROM numbers WHERE id > 30", "key", List.of("id"));
        List<Object> twice =
                Sources.run(Sources.postgres(PostgresTables.URL, config), "db", "twice", new MemorySourceState(), 3);
        assertThat(twice).containsExactlyInAnyOrder(66L, 72L, 78L, 84L, 90L, 96L, 102L, 108L);
    }

    @Test
    void aKeyThatSeveralRecordsHaveIsNoticed() {
        Map<String, ?> config = Map.of("query", "SELECT id / 20 AS part, name FROM numbers", "key", List.of("part"));
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> Sources.run(
                        Sources.postgres(PostgresTables.URL, config), "db", "part", new MemorySourceState(), 1))
                .withMessageContaining("several records have the key [part]");
    }

    @Test
    void skewedKeysMakePartitionsOfTheSameSize() {
        String url = TestPostgres.database(
                "CREATE TABLE skewed (id bigint PRIMARY KEY)",
                "INSERT INTO skewed SELECT i FROM generate_series(1, 5000) i",
                "INSERT INTO skewed SELECT 1000000000000 + i * 1000 FROM generate_series(1, 50) i",
                "ANALYZE");
        try (IDataSource source = connected(url, Map.of("min_partition_rows", 100))) {
            IDataSourceStream stream = Sources.stream(source, "skewed");
            List<StreamPartition> plan = stream.partitions(4);
            assertThat(plan).hasSize(4).allSatisfy(partition -> assertThat(
                            Sources.drain(stream, partition, StreamState.EMPTY, ReadOptions.of(stream.schema()))
                                    .stream()
                                    .mapToLong(DataSourcePayload::recordCount)
                                    .sum())
                    .isBetween(1100L, 1450L));
        }
    }

    @Test
    void allPartitionsOfARunSeeTheTableAsOfOneMoment() {
        String url = TestPostgres.database(
                "CREATE TABLE moving (id int PRIMARY KEY, amount int)",
                "INSERT INTO moving SELECT i, 100 FROM generate_series(1, 1000) i",
                "ANALYZE");
        try (IDataSource source = connected(url, Map.of())) {
            IDataSourceStream stream = Sources.stream(source, "moving");
            long sum = 0;
            for (StreamPartition partition : stream.partitions(4)) {
                for (DataSourcePayload payload :
                        Sources.drain(stream, partition, StreamState.EMPTY, ReadOptions.of(stream.schema()))) {
                    sum += Sources.values(payload.data(), "amount").stream()
                            .mapToLong(amount -> (Integer) amount)
                            .sum();
                }
                // From the records that were read to those that were not: the sum stays.
                TestPostgres.execute(
                        url, "UPDATE moving SET amount = amount + CASE WHEN id <= 500 THEN -50 ELSE 50 END");
            }
            assertThat(sum).isEqualTo(100_000);
        }
    }

    @Test
    void aRecordThatDoesNotFitIsRejectedWithItsKeyAndItsValues() {
        String url = TestPostgres.database(
                "CREATE TABLE odd (id int PRIMARY KEY, d date, n numeric, t timestamp, c time)",
                "INSERT INTO odd VALUES (1, 'infinity', 1, NULL, NULL), (2, '2026-01-01', 'NaN', NULL, NULL),"
                        + " (3, NULL, 0.00000000001, NULL, NULL), (4, NULL, 1, '-infinity', '24:00'),"
                        + " (5, '2026-01-01', 5, NULL, '23:00')");
        try (IDataSource source = connected(url, Map.of())) {
            IDataSourceStream stream = Sources.stream(source, "odd");
            List<DataSourcePayload> payloads = new ArrayList<>();
            stream.partitions(1)
                    .forEach(partition -> payloads.addAll(Sources.drain(
                            stream,
                            partition,
                            StreamState.EMPTY,
                            ReadOptions.of(stream.schema()).withRows(2))));
            List<RejectedRecord> rejected = payloads.stream()
                    .flatMap(payload -> payload.rejected().stream())
                    .toList();
            assertThat(rejected)
                    .extracting(RejectedRecord::place)
                    .containsExactly("odd(id=1)", "odd(id=2)", "odd(id=3)", "odd(id=4)");
            assertThat(rejected)
                    .extracting(RejectedRecord::code)
                    .containsExactly("BAD_DATE", "BAD_DECIMAL", "BAD_DECIMAL", "BAD_TIMESTAMP");
            assertThat(rejected.get(0).raw())
                    .isEqualTo("{\"id\":\"1\",\"d\":\"infinity\",\"n\":\"1\",\"t\":null,\"c\":null}");
            assertThat(rejected.get(1).reason()).isEqualTo("field 'n' holds NaN, which decimal(38,10) cannot");
            assertThat(payloads.stream().flatMap(payload -> Sources.values(payload.data(), "id").stream()))
                    .containsExactly(5);
        }
    }

    @Test
    void aRejectedRecordIsReadAgainOnceItIsRepaired() {
        try (IDataSource source = connected(PostgresTables.URL, Map.of())) {
            IDataSourceStream stream = Sources.stream(source, "moments");
            RowBatchBuilder rows = new RowBatchBuilder(stream.schema(), 1);
            RawRecordReader reader = (RawRecordReader) stream;
            RejectedRecord rejected = new RejectedRecord(
                    "moments(at=infinity)", "BAD_TIMESTAMP_TZ", "…", "{\"at\":\"infinity\",\"day\":\"2026-01-01\"}");
            assertThat(reader.readRaw(rejected, rows)).isNotNull();
            RejectedRecord repaired = new RejectedRecord(
                    rejected.place(),
                    rejected.code(),
                    "…",
                    rejected.raw().replace("infinity", "2026-01-01 10:00:00+02"));
            assertThat(reader.readRaw(repaired, rows)).isNull();
            RejectedRecord without = new RejectedRecord(rejected.place(), rejected.code(), "…", "{\"day\":null}");
            assertThat(reader.readRaw(without, rows)).isNotNull();
            RowBatch batch = rows.build();
            assertThat(batch.rowCount()).isEqualTo(1);
            assertThat(batch.value(0, 0)).isEqualTo(Instant.parse("2026-01-01T08:00:00Z"));
        }
    }

    @Test
    void aTableThatHasGotOtherColumnsSinceThePlanIsNotReadOn() {
        String url =
                TestPostgres.database("CREATE TABLE t (id int PRIMARY KEY, name text)", "INSERT INTO t VALUES (1)");
        try (IDataSource source = connected(url, Map.of())) {
            IDataSourceStream stream = Sources.stream(source, "t");
            List<StreamPartition> plan = stream.partitions(1);
            ReadOptions options = ReadOptions.of(stream.schema());
            TestPostgres.execute(url, "ALTER TABLE t ADD COLUMN more int");
            try (IDataSource later = connected(url, Map.of())) {
                assertThatExceptionOfType(HeadgateException.class)
                        .isThrownBy(() -> Sources.stream(later, "t").open(plan.get(0), StreamState.EMPTY, options))
                        .withMessageContaining("has changed since the run was planned");
            }
        }
    }

    @Test
    void aCursorThatIsClosedInTheMiddleOfAStatementLeavesNoSessionBehind() throws Exception {
        String url = TestPostgres.database(
                "CREATE TABLE wide (id int PRIMARY KEY, filler text)",
                "INSERT INTO wide SELECT i, repeat('x', 1000) FROM generate_series(1, 20000) i");
        try (IDataSource source = connected(url, Map.of())) {
            IDataSourceStream stream = Sources.stream(source, "wide");
            StreamPartition partition = stream.partitions(1).get(0);
            try (PayloadCursor cursor = stream.open(
                    partition,
                    StreamState.EMPTY,
                    ReadOptions.of(stream.schema()).withBytes(10_000))) {
                assertThat(Objects.requireNonNull(cursor.next()).data().rowCount())
                        .isLessThan(100);
            }
        }
        try (var connection = TestPostgres.connect(url);
                var statement = connection.createStatement()) {
            int sessions;
            do {
                var row = statement.executeQuery("SELECT count(*) FROM pg_stat_activity WHERE datname ="
                        + " current_database() AND application_name = 'headgate source'");
                row.next();
                sessions = row.getInt(1);
            } while (sessions > 0);
            assertThat(sessions).isZero();
        }
    }

    @Test
    void theLongestStatementIsToldWithoutTheKeysThatStandInIt() {
        String url = TestPostgres.database(
                "CREATE TABLE t (name text PRIMARY KEY)",
                "INSERT INTO t SELECT 'it''s private ' || i FROM generate_series(1, 20) i");
        try (IDataSource source = connected(url, Map.of("page_rows", 5))) {
            StatementReport report = (StatementReport) source;
            assertThat(report.longestStatement()).isNull();
            IDataSourceStream stream = Sources.stream(source, "t");
            ReadOptions options = ReadOptions.of(stream.schema()).withRows(5);
            StreamPartition partition = stream.partitions(1).get(0);
            Sources.drain(stream, partition, StreamState.of("after", List.of("it's private 2")), options);
            StatementReport.LongestStatement longest = Objects.requireNonNull(report.longestStatement());
            assertThat(longest.statements()).isEqualTo(2);
            assertThat(longest.text())
                    .startsWith(
                            "COPY (SELECT \"name\" FROM \"public\".\"t\" WHERE \"name\" > CAST(? AS text) ORDER BY");
        }
    }

    @Test
    void aPlanTellsTheStatementsAndAboutHowMuchThereIs() {
        String url = TestPostgres.database(
                "CREATE TABLE t (id int PRIMARY KEY, name text)",
                "INSERT INTO t SELECT i, 'x' FROM generate_series(1, 2000) i",
                "ANALYZE");
        try (IDataSource source = connected(url, Map.of("min_partition_rows", 1000))) {
            IDataSourceStream stream = Sources.stream(source, "t");
            List<StreamPartition> plan = stream.partitions(2);
            ReadOutline outline = (ReadOutline) stream;
            assertThat(outline.estimatedBytes(plan)).isBetween(50_000L, 400_000L);
            assertThat(plan).extracting(StreamPartition::estimatedRecords).containsExactly(1000L, 1000L);
            assertThat(outline.statements(plan).get(0))
                    .startsWith("COPY (SELECT \"id\", \"name\" FROM \"public\".\"t\" WHERE \"id\" <= CAST('")
                    .endsWith("ORDER BY \"id\" LIMIT 50000) TO STDOUT (FORMAT binary)");
        }
    }
}
