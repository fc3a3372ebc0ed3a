package io.headgate.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import io.headgate.testkit.MemorySourceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A table without a key: exact as of one moment, and resumed only if nothing has moved. */
class CtidTest {

    private final String url = TestPostgres.database(
            "CREATE TABLE heap (number int, filler text) WITH (fillfactor = 50)",
            "INSERT INTO heap SELECT i, repeat('x', 300) FROM generate_series(1, 400) i",
            "ANALYZE");

    private IDataSource connected() {
        IDataSource source = Sources.postgres(url, Map.of());
        source.connect(new MemorySourceState());
        return source;
    }

    private static List<Object> numbers(List<DataSourcePayload> payloads) {
        return payloads.stream()
                .flatMap(payload -> Sources.values(payload.data(), "number").stream())
                .toList();
    }

    private static List<Object> all() {
        return IntStream.rangeClosed(1, 400).<Object>mapToObj(i -> i).toList();
    }

    @Test
    void aRunIsExactWhileItsRowsMove() {
        try (IDataSource source = connected()) {
            IDataSourceStream stream = Sources.stream(source, "heap");
            List<StreamPartition> plan = stream.partitions(4);
            assertThat(plan).hasSize(4);
            List<Object> read = new ArrayList<>();
            for (StreamPartition partition : plan) {
                TestPostgres.execute(
                        url, "UPDATE heap SET filler = filler || 'y'", "DELETE FROM heap WHERE number = 17");
                read.addAll(numbers(Sources.drain(
                        stream,
                        partition,
                        StreamState.EMPTY,
                        ReadOptions.of(stream.schema()).withRows(9))));
            }
            assertThat(read).containsExactlyInAnyOrderElementsOf(all());
        }
    }

    /** Reads the beginning, as a process that dies; {@code between} happens; another one reads on. */
    private List<Object> resumed(String... between) {
        List<StreamPartition> plan;
        List<Object> read = new ArrayList<>();
        StreamState reached;
        try (IDataSource source = connected()) {
            IDataSourceStream stream = Sources.stream(source, "heap");
            plan = stream.partitions(2);
            try (PayloadCursor cursor = stream.open(
                    plan.get(0),
                    StreamState.EMPTY,
                    ReadOptions.of(stream.schema()).withRows(50))) {
                DataSourcePayload first = Objects.requireNonNull(cursor.next());
                read.addAll(Sources.values(first.data(), "number"));
                reached = Objects.requireNonNull(first.state());
            }
        }
        TestPostgres.execute(url, between);
        try (IDataSource source = connected()) {
            IDataSourceStream stream = Sources.stream(source, "heap");
            ReadOptions options = ReadOptions.of(stream.schema());
            read.addAll(numbers(Sources.drain(stream, plan.get(0), reached, options)));
            read.addAll(numbers(Sources.drain(stream, plan.get(1), StreamState.EMPTY, options)));
        }
        return read;
    }

    @Test
    void aResumeGoesOnBehindTheLastRow() {
        assertThat(resumed()).containsExactlyInAnyOrderElementsOf(all());
    }

    @Test
    void deletedRowsAreNoObstacle() {
        List<Object> read = resumed("DELETE FROM heap WHERE number = 399", "VACUUM heap");
        assertThat(read).hasSize(399).doesNotHaveDuplicates();
    }

    @Test
    void aResumeIsRefusedIfARowMayHaveMoved() {
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> resumed("UPDATE heap SET filler = 'z' WHERE number = 400"))
                .withMessageContaining("has changed since the run was planned");
    }

    @Test
    void aResumeIsRefusedIfTheTableWasRewritten() {
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> resumed("VACUUM FULL heap"))
                .withMessageContaining("rewritten");
    }
}
