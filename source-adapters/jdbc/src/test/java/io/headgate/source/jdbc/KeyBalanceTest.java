package io.headgate.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import io.headgate.testkit.MemorySourceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where no sample of the blocks can be had, keys are walked along in steps: the parts are of one size however the keys are spread. */
class KeyBalanceTest {

    private static final int ROWS = 5_050;
    /** In steps of 2 there are more marks than are kept: every second one is dropped, and the steps get longer, three times. */
    private static final int SMALLEST = 4;

    private enum Server {
        SQLITE,
        H2,
        MARIADB
    }

    /** Columns of a key, and an expression for each of them by {@code i}, which runs from 1 to {@link #ROWS}. */
    record Keys(String name, List<String> columns, String type, String values) {
        String declared() {
            return String.join(
                    ", ", columns.stream().map(column -> column + type).toList());
        }
    }

    record Case(Server server, Keys keys) {
        @Override
        public String toString() {
            return server + ", " + keys.name();
        }
    }

    /** Cut where the values are, nearly all of the records would be in one part. */
    static Stream<Case> cases() {
        Keys numbers = new Keys(
                "numbers, most of them small",
                List.of("k"),
                " BIGINT NOT NULL",
                "CASE WHEN i <= 5000 THEN i ELSE 1000000000000 + i * 1000000000 END");
        Keys pairs = new Keys(
                "pairs, most of them with the same first value",
                List.of("a", "b"),
                " INT NOT NULL",
                "CASE WHEN i <= 5000 THEN 500 ELSE i - 5000 END, i");
        return Stream.of(Server.values())
                .flatMap(server -> Stream.of(numbers, texts(server), pairs).map(keys -> new Case(server, keys)));
    }

    private static Keys texts(Server server) {
        String text = server == Server.MARIADB
                ? "CONCAT(IF(i <= 5000, 'm', CHAR(i % 26 + 65 USING utf8mb4)), 100000 + i)"
                : "CASE WHEN i <= 5000 THEN 'm' ELSE CHAR(i % 26 + 65) END || (100000 + i)";
        return new Keys("texts, most of them with the same first letter", List.of("k"), " VARCHAR(20) NOT NULL", text);
    }

    private static IDataSource source(Case how) {
        Keys keys = how.keys();
        String create = "CREATE TABLE t (" + keys.declared() + ", note INT, PRIMARY KEY ("
                + String.join(", ", keys.columns()) + "))";
        String insert = "INSERT INTO t SELECT " + keys.values() + ", i FROM ";
        return switch (how.server()) {
            case SQLITE ->
                Sources.of(
                        new SqliteSourceFactory(),
                        Map.of(
                                "database",
                                SqliteTables.file(
                                                create,
                                                "WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s"
                                                        + " WHERE i < " + ROWS + ") " + insert + "s")
                                        .toString(),
                                "min_partition_rows",
                                SMALLEST));
            case H2 ->
                Sources.of(
                        new JdbcSourceFactory(),
                        Map.of(
                                "url",
                                H2Tables.database(
                                        "balance_" + System.nanoTime(),
                                        create,
                                        insert + "SYSTEM_RANGE(1, " + ROWS + ") s(i)"),
                                "min_partition_rows",
                                SMALLEST));
            case MARIADB -> {
                assumeTrue(MariaDb.runsHere(), "MariaDB's binaries are for Linux on x86");
                String series = "(SELECT seq AS i FROM seq_1_to_" + ROWS + ") s";
                yield Sources.of(
                        new MysqlSourceFactory(),
                        Map.of(
                                "url",
                                MariaDb.database(create, insert + series),
                                "username",
                                "root",
                                "min_partition_rows",
                                SMALLEST));
            }
        };
    }

    private static List<Long> sizes(IDataSourceStream stream, List<StreamPartition> plan) {
        List<Long> sizes = new ArrayList<>();
        for (StreamPartition partition : plan) {
            sizes.add(Sources.drain(stream, partition, StreamState.EMPTY, ReadOptions.of(stream.schema())).stream()
                    .mapToLong(DataSourcePayload::recordCount)
                    .sum());
        }
        return sizes;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void skewedKeysMakePartitionsOfAboutTheSameSize(Case how) {
        try (IDataSource source = source(how)) {
            source.connect(new MemorySourceState());
            IDataSourceStream stream = Sources.stream(source, "t");
            List<StreamPartition> plan = stream.partitions(7);
            assertThat(PartitionData.read(plan.get(0).data()).order())
                    .isEqualTo(how.keys().columns());
            List<Long> sizes = sizes(stream, plan);
            assertThat(sizes).hasSize(7).allSatisfy(size -> assertThat(size).isBetween(ROWS / 14L, ROWS / 7L * 3 / 2));
            assertThat(sizes.stream().mapToLong(Long::longValue).sum()).isEqualTo(ROWS);
        }
    }

    /** Whatever the number of marks is: none of them to spare, one more, and so on. */
    @Test
    void noPartHasTwiceTheMean() {
        for (int rows = 1; rows < 200; rows++) {
            int all = rows;
            List<List<String>> marks = LongStream.rangeClosed(1, all / 10)
                    .mapToObj(mark -> List.of(Long.toString(mark * 10)))
                    .toList();
            for (int parts = 1; parts <= 9; parts++) {
                List<Long> ends = new ArrayList<>(List.of(0L));
                KeySteps.quantiles(marks, parts).forEach(cut -> ends.add(Long.parseLong(cut.get(0))));
                ends.add((long) all);
                double mean = all / (ends.size() - 1.0);
                for (int i = 1; i < ends.size(); i++) {
                    assertThat(ends.get(i) - ends.get(i - 1))
                            .as("%d records in %d parts: %s", all, parts, ends)
                            .isPositive()
                            .isLessThan(Math.round(2 * mean));
                }
            }
        }
    }
}
