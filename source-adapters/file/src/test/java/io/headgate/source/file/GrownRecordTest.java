package io.headgate.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A record that somebody was writing while the run was planned: it is read as a whole once it is there, and nothing behind it. */
class GrownRecordTest {

    @TempDir
    Path temp;

    private final CsvFolder.Reading reading = new CsvFolder.Reading();
    private StreamState place = StreamState.EMPTY;

    private void append(String name, String text) throws IOException {
        Files.writeString(temp.resolve(name), text, StandardOpenOption.APPEND);
    }

    private static StreamPartition plan(CsvFolder folder) {
        try (IDataSource source = folder.source()) {
            source.connect(folder.state());
            return source.streams().get(0).partitions(1).get(0);
        }
    }

    /** Goes on where the last attempt has stopped, record by record, with a change behind the first. */
    private void read(CsvFolder folder, StreamPartition partition, @Nullable String thenAppended) throws IOException {
        try (IDataSource source = folder.source()) {
            source.connect(folder.state());
            IDataSourceStream stream = source.streams().get(0);
            ReadOptions options = ReadOptions.of(stream.schema()).withRows(1);
            try (PayloadCursor cursor = stream.open(partition, place, options)) {
                for (DataSourcePayload payload = cursor.next(); payload != null; payload = cursor.next()) {
                    reading.add(payload);
                    place = Objects.requireNonNull(payload.state());
                    if (thenAppended != null && reading.rows.size() == 1) {
                        append("a.csv", thenAppended);
                    }
                }
            }
        }
    }

    private void refused(CsvFolder folder, StreamPartition partition, @Nullable String thenAppended) {
        assertThatThrownBy(() -> read(folder, partition, thenAppended))
                .hasMessageContaining("is still being written")
                .hasMessageContaining("Wait until it is whole and run the same command again");
    }

    @ParameterizedTest
    @CsvSource({
        "'id,s\n1,a\n2','5,b\n3,c\n'",
        "'id,s\n1,a\n25,','b\n3,c'",
        "'id,s\r\n1,a\r\n25,\"','b\"\r\n3,c\r\n'",
        "'id,s\n1,a\n25,\"b','\"\n'"
    })
    void a_run_goes_on_with_the_whole_record(String planned, String appended) throws IOException {
        CsvFolder folder = new CsvFolder(temp).file("a.csv", planned);
        folder.with("columns", Map.of("id", "int64", "s", "string"));
        StreamPartition partition = plan(folder);
        refused(folder, partition, appended);
        assertThat(reading.column("id")).containsExactly(1L);
        read(folder, partition, null);
        assertThat(reading.column("id")).containsExactly(1L, 25L);
        assertThat(reading.column("s")).containsExactly("a", "b");
        append("a.csv", "\n4,d\n");
        read(folder, partition, null);
        assertThat(reading.column("id"))
                .as("once it is read there is nothing more")
                .containsExactly(1L, 25L);
        assertThat(reading.rejected).isEmpty();
    }

    @Test
    void it_waits_for_as_long_as_the_record_is_being_written() throws IOException {
        CsvFolder folder = new CsvFolder(temp).file("a.csv", "id\n1\n2");
        StreamPartition partition = plan(folder);
        append("a.csv", "5");
        refused(folder, partition, null);
        append("a.csv", "0");
        refused(folder, partition, null);
        append("a.csv", "\n");
        read(folder, partition, null);
        assertThat(reading.column("id")).containsExactly(1L, 250L);
    }

    @Test
    void a_record_that_gets_no_line_end_is_whole_when_its_file_has_rested() throws IOException {
        CsvFolder folder = new CsvFolder(temp).file("a.csv", "id\n1\n2");
        StreamPartition partition = plan(folder);
        append("a.csv", "5");
        refused(folder, partition, null);
        rest();
        read(folder, partition, null);
        assertThat(reading.column("id")).containsExactly(1L, 25L);
    }

    @Test
    void a_record_that_spans_more_than_one_append_is_one_record() throws IOException {
        CsvFolder folder = new CsvFolder(temp).file("a.csv", "id,s\n1,\"x");
        StreamPartition partition = plan(folder);
        append("a.csv", "\n2,y\n");
        refused(folder, partition, null);
        append("a.csv", "\"\n3,z\n");
        read(folder, partition, null);
        assertThat(reading.column("s")).containsExactly("x\n2,y\n");
    }

    @Test
    void a_line_of_json_is_read_as_a_whole() throws IOException {
        JsonFolder folder = new JsonFolder(temp);
        folder.file("a.jsonl", "{\"id\":1}\n{\"id\":2");
        StreamPartition partition = plan(folder);
        append("a.jsonl", "5}\n{\"id\":3}\n");
        read(folder, partition, null);
        assertThat(reading.column("id")).containsExactly(1L, 25L);
        assertThat(reading.rejected).isEmpty();
    }

    @Test
    void a_record_that_was_handed_on_and_is_continued_afterwards_is_refused_for_good() throws IOException {
        CsvFolder folder = new CsvFolder(temp).file("a.csv", "id\n1\n2");
        StreamPartition partition = plan(folder);
        read(folder, partition, null);
        assertThat(reading.column("id")).containsExactly(1L, 2L);
        append("a.csv", "5\n3\n");
        assertThatThrownBy(() -> read(folder, partition, null))
                .hasMessageContaining("is still being written")
                .hasMessageContaining("fresh=true");
        assertThat(reading.rows).hasSize(2);
    }

    @Test
    void what_is_appended_to_a_record_that_had_grown_and_rested_is_no_record_of_its_own() throws IOException {
        CsvFolder folder = new CsvFolder(temp).file("a.csv", "id\n1\n2");
        StreamPartition partition = plan(folder);
        append("a.csv", "5");
        rest();
        read(folder, partition, null);
        append("a.csv", "0\n3\n");
        assertThatThrownBy(() -> read(folder, partition, null)).hasMessageContaining("fresh=true");
        assertThat(reading.column("id")).containsExactly(1L, 25L);
    }

    @Test
    void the_next_incremental_run_begins_behind_the_record_that_had_grown() throws IOException {
        CsvFolder folder = new CsvFolder(temp).file("a.csv", "id\n1\n2").with("incremental", true);
        assertThat(incremental(folder, "5\n3\n")).containsExactly(1L, 25L);
        rest();
        assertThat(incremental(folder, "4\n")).containsExactly(3L);
        rest();
        assertThat(incremental(folder, "")).containsExactly(4L);
        assertThat(incremental(folder, "")).isEmpty();
    }

    @Test
    void a_record_that_had_grown_and_rested_ends_where_the_next_incremental_run_begins() throws IOException {
        CsvFolder folder = new CsvFolder(temp).file("a.csv", "id\n1\n2").with("incremental", true);
        folder.with("hash", true).with("settle", "0s");
        assertThat(incremental(folder, "5")).containsExactly(1L, 25L);
        assertThat(incremental(folder, "\n3\n"))
                .as("what is appended behind the plan")
                .isEmpty();
        assertThat(incremental(folder, "")).containsExactly(3L);
    }

    /** A run of which the file grows behind the plan. */
    private List<@Nullable Object> incremental(CsvFolder folder, String appended) throws IOException {
        CsvFolder.Reading run = new CsvFolder.Reading();
        try (IDataSource source = folder.source()) {
            source.connect(folder.state());
            IDataSourceStream stream = source.streams().get(0);
            Map<StreamPartition, StreamState> finished = new LinkedHashMap<>();
            List<StreamPartition> plan = stream.partitions(1);
            append("a.csv", appended);
            for (StreamPartition partition : plan) {
                finished.put(
                        partition,
                        run.add(
                                stream,
                                partition,
                                ReadOptions.of(stream.schema()).withRows(1)));
            }
            StreamState before = new StreamState(folder.state().readStream("trips"));
            folder.state()
                    .updateStream("trips", stream.stateAfter(finished, before).values());
        }
        return run.column("id");
    }

    private void rest() throws IOException {
        Files.setLastModifiedTime(
                temp.resolve("a.csv"), FileTime.from(Instant.now().minusSeconds(61)));
    }

    @Test
    void only_the_last_part_of_a_file_goes_on() throws IOException {
        CsvFolder folder = new CsvFolder(temp).file("a.csv", "id\n" + "10\n".repeat(50) + "2");
        folder.with("min_partition_bytes", 1);
        List<StreamPartition> plan;
        try (IDataSource source = folder.source()) {
            source.connect(folder.state());
            plan = source.streams().get(0).partitions(3);
        }
        append("a.csv", "5\n3\n");
        for (StreamPartition partition : plan) {
            place = StreamState.EMPTY;
            read(folder, partition, null);
        }
        assertThat(plan).hasSizeGreaterThan(1);
        assertThat(reading.column("id")).hasSize(51).endsWith(10L, 25L).doesNotContain(2L, 3L);
    }
}
