package io.headgate.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvIncrementalTest {

    @TempDir
    Path temp;

    private CsvFolder folder;

    @BeforeEach
    void makeFolder() {
        folder = new CsvFolder(temp).with("incremental", true);
    }

    private void append(String name, String text) throws IOException {
        Path file = temp.resolve(name);
        Files.writeString(file, text, StandardOpenOption.APPEND);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(1800)));
    }

    @Test
    void a_run_reads_new_files_whole_and_grown_files_from_their_old_end() throws IOException {
        folder.file("a.csv", "id\n1\n2\n");
        assertThat(folder.run().column("id")).containsExactly(1L, 2L);
        assertThat(folder.run().rows).as("nothing new").isEmpty();
        assertThat(folder.run().partitions).isEmpty();

        append("a.csv", "3\n");
        folder.file("b.csv", "id\n4\n");
        CsvFolder.Reading third = folder.run();
        assertThat(third.column("id")).containsExactly(3L, 4L);
        assertThat(third.places).as("lines count on").containsExactly("a.csv:4", "b.csv:2");
        assertThat(folder.run().rows).isEmpty();
    }

    @Test
    void nothing_new_is_an_empty_run_also_for_files_without_a_header() throws IOException {
        folder.with("header", false).with("columns", Map.of("id", "int64")).file("a.csv", "1\n");
        assertThat(folder.run().column("id")).containsExactly(1L);
        assertThat(folder.run().rows).isEmpty();
        append("a.csv", "2\n");
        assertThat(folder.run().column("id")).containsExactly(2L);
    }

    @Test
    void lines_count_on_in_a_file_that_was_cut() throws IOException {
        folder.with("min_partition_bytes", 1).file("a.csv", "id\n" + "1\n".repeat(50) + "\"2\n\"\n".repeat(3));
        CsvFolder.Reading first = folder.read(4, 7);
        assertThat(first.partitions).hasSizeGreaterThan(2);
        folder.state.updateStream("trips", first.stateAfter.values());
        append("a.csv", "9\n");
        assertThat(folder.run().places).containsExactly("a.csv:58");
    }

    @Test
    void without_incremental_every_run_reads_everything_and_keeps_no_state() {
        folder.with("incremental", false).file("a.csv", "id\n1\n");
        assertThat(folder.run().stateAfter.isEmpty()).isTrue();
        assertThat(folder.run().column("id")).containsExactly(1L);
    }

    @Test
    void a_last_line_that_is_still_being_written_waits_for_the_next_run() throws IOException {
        folder.file("a.csv", "id,s\n1,a\n22,\"b\nc");
        Instant modified = Instant.now().minusSeconds(10);
        Files.setLastModifiedTime(temp.resolve("a.csv"), FileTime.from(modified));
        assertThat(folder.run().column("id")).containsExactly(1L);
        append("a.csv", "\"\n");
        CsvFolder.Reading second = folder.run();
        assertThat(second.column("id")).containsExactly(22L);
        assertThat(second.column("s")).containsExactly("b\nc");
        assertThat(second.places).containsExactly("a.csv:3");
    }

    @Test
    void a_last_line_without_line_end_counts_once_the_file_has_settled() throws IOException {
        folder.file("a.csv", "id\n1\n2");
        Files.setLastModifiedTime(
                temp.resolve("a.csv"), FileTime.from(Instant.now().minusSeconds(30)));
        assertThat(folder.run().column("id")).containsExactly(1L);
        folder.tuned(CsvTuning.DEFAULT.withClock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(2))));
        assertThat(folder.run().column("id")).containsExactly(2L);
        assertThat(folder.run().rows).isEmpty();
    }

    @Test
    void a_header_that_is_still_being_written_is_no_header_yet() throws IOException {
        folder.file("a.csv", "id,na");
        Files.setLastModifiedTime(temp.resolve("a.csv"), FileTime.from(Instant.now()));
        folder.file("b.csv", "id,name\n1,x\n");
        assertThat(folder.run().column("name")).containsExactly("x");
        append("a.csv", "me\n2,y\n");
        assertThat(folder.run().column("name")).containsExactly("y");
    }

    @ParameterizedTest
    @CsvSource({"'id\n1\n2','\n3\n'", "'id\r\n1\r\n2\r','\n3\r\n'", "'id\r\n1\r\n2','\r\n3\r\n'", "'id\n1\n2\n','3\n'"})
    void a_file_grows_across_any_line_end(String before, String appended) throws IOException {
        folder.file("a.csv", before);
        assertThat(folder.run().column("id")).containsExactly(1L, 2L);
        append("a.csv", appended);
        CsvFolder.Reading reading = folder.run();
        assertThat(reading.column("id")).containsExactly(3L);
        assertThat(reading.places).containsExactly("a.csv:4");
    }

    @Test
    void a_file_that_shrank_or_was_replaced_or_whose_last_line_went_on_is_an_error() throws IOException {
        folder.file("a.csv", "id\n10\n20");
        folder.run();
        append("a.csv", "5\n");
        refused("continued since");
        folder.file("a.csv", "id\n1\n");
        refused("is shorter");
        folder.file("a.csv", "id\n30\n40\n50\n");
        refused("is not the file");
    }

    private void refused(String words) {
        assertThatThrownBy(() -> folder.run())
                .isInstanceOfSatisfying(
                        HeadgateException.class, e -> assertThat(e.code()).isEqualTo(CommonErrorCode.SOURCE_CHANGED))
                .hasMessageContaining("a.csv")
                .hasMessageContaining(words)
                .hasMessageContaining("reset");
    }

    @Test
    void a_compressed_file_is_read_once_and_must_not_grow() throws IOException {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write("id\n1\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        folder.file("a.csv.gz", bytes.toByteArray());
        assertThat(folder.run().column("id")).containsExactly(1L);
        assertThat(folder.run().rows).isEmpty();
        append("a.csv.gz", "more");
        assertThatThrownBy(() -> folder.run()).hasMessageContaining("has grown");
    }

    @Test
    void a_folder_from_which_read_files_were_taken_away_has_nothing_new_and_keeps_its_columns() throws IOException {
        folder.file("a.csv", "id,name\n1,x\n");
        folder.run();
        Files.delete(temp.resolve("a.csv"));
        CsvFolder.Reading empty = folder.run();
        assertThat(empty.rows).isEmpty();
        assertThat(empty.types()).containsExactly("int64", "string");
        folder.file("b.csv", "id,name\n,7\n");
        assertThat(folder.run().types()).as("types hold from run to run").containsExactly("int64", "string");
    }

    @Test
    void an_empty_folder_without_declared_columns_says_what_it_waits_for() {
        assertThatThrownBy(() -> folder.run()).hasMessageContaining("yet").hasMessageContaining("columns");
        folder.with("columns", Map.of("id", "int64"));
        assertThat(folder.run().types()).containsExactly("int64");
    }

    @Test
    void what_is_appended_after_the_plan_is_left_for_the_next_run() throws IOException {
        folder.file("a.csv", "id\n1\n2\n");
        try (IDataSource source = folder.source()) {
            source.connect(folder.state());
            IDataSourceStream stream = source.streams().get(0);
            ReadOptions options = ReadOptions.of(stream.schema()).withRows(1);
            List<StreamPartition> partitions = stream.partitions(1);
            append("a.csv", "3\n");
            CsvFolder.Reading reading = new CsvFolder.Reading();
            try (PayloadCursor cursor = stream.open(partitions.get(0), StreamState.EMPTY, options)) {
                for (var payload = cursor.next(); payload != null; payload = cursor.next()) {
                    reading.add(payload);
                }
            }
            assertThat(reading.column("id")).containsExactly(1L, 2L);
        }
    }

    @Test
    void the_state_after_a_run_does_not_depend_on_files_that_came_or_changed_meanwhile() throws IOException {
        folder.file("a.csv", "id,s\n1,x\n").file("b.csv", "id,s\n2,\n");
        CsvFolder.Reading planned = folder.read();
        folder.file("b.csv", "replaced\n").file("c.csv", "another,header\n1,2\n");
        Map<StreamPartition, StreamState> finished = new LinkedHashMap<>();
        planned.partitions.forEach(partition -> finished.put(partition, StreamState.EMPTY));
        try (IDataSource afterACrash = folder.source()) {
            afterACrash.connect(folder.state());
            StreamState state = afterACrash.streams().get(0).stateAfter(finished, StreamState.EMPTY);
            assertThat(state.values().get("columns")).isEqualTo(Map.of("id", "int64", "s", "string"));
            assertThat(((Map<?, ?>) state.values().get("files")).keySet().toString())
                    .isEqualTo("[a.csv, b.csv]");
        }
    }

    @Test
    void a_state_and_a_plan_that_an_earlier_version_has_stored_are_understood() {
        folder.file("a.csv", "id,s\n1,x\n2,y\n3,z\n").file("b.csv", "id,s\n4,x\n");
        String print = FilesTest.edges("id,s\n1,x\n2,y\n3,z\n");
        Map<String, Object> known =
                Map.of("end", 9L, "line", 3L, "mtime", 0L, "fingerprint", FilesTest.edges("id,s\n1,x\n"));
        folder.state.updateStream(
                "trips", Map.of("files", Map.of("a.csv", known), "columns", Map.of("id", "int64", "s", "string")));
        assertThat(folder.read().column("id")).containsExactly(2L, 3L, 4L);

        List<Object> segment = List.of("a.csv", 0L, 17L, 17L, 1L, 1577836800000L, print);
        StreamPartition planned = new StreamPartition("p0", new StreamState(Map.of("segments", List.of(segment))), -1);
        StreamState place = new StreamState(Map.of("segment", 0L, "offset", 9L, "line", 3L));
        try (IDataSource source = folder.source()) {
            source.connect(folder.state());
            IDataSourceStream stream = source.streams().get(0);
            CsvFolder.Reading reading = new CsvFolder.Reading();
            try (PayloadCursor cursor = stream.open(planned, place, ReadOptions.of(stream.schema()))) {
                for (var payload = cursor.next(); payload != null; payload = cursor.next()) {
                    reading.add(payload);
                    assertThat(payload.state())
                            .isEqualTo(new StreamState(Map.of("segment", 1L, "end_lines", List.of(5L))));
                }
            }
            assertThat(reading.column("id")).containsExactly(2L, 3L);
        }
    }
}
