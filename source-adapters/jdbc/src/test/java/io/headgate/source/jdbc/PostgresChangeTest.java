package io.headgate.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import io.headgate.testkit.MemorySourceState;
import java.util.List;
import java.util.Map;
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
}
