package io.headgate.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that somebody is writing while a run lists, plans and reads them. */
class GrowingFileTest {

    @TempDir
    Path temp;

    private final CsvFolder.Reading reading = new CsvFolder.Reading();

    /** When a file grows: after it was listed, after it was planned, or when its first record was read. */
    private enum When {
        LISTED,
        PLANNED,
        READ
    }

    @FunctionalInterface
    private interface Change {
        void make() throws IOException;
    }

    private CsvFolder csv(String text) {
        return new CsvFolder(temp).file("a.csv", text);
    }

    private Change append(String name, String text) {
        return append(name, text, StandardCharsets.UTF_8);
    }

    private Change append(String name, String text, Charset charset) {
        return () -> Files.write(temp.resolve(name), text.getBytes(charset), StandardOpenOption.APPEND);
    }

    /** Reads everything record by record, with a change on the way. */
    private CsvFolder.Reading read(CsvFolder folder, When when, Change change) throws IOException {
        try (IDataSource source = folder.source()) {
            source.connect(folder.state());
            if (when == When.LISTED) {
                change.make();
            }
            IDataSourceStream stream = source.streams().get(0);
            List<StreamPartition> plan = stream.partitions(2);
            if (when == When.PLANNED) {
                change.make();
            }
            for (StreamPartition partition : plan) {
                ReadOptions options = ReadOptions.of(stream.schema()).withRows(1);
                try (PayloadCursor cursor = stream.open(partition, StreamState.EMPTY, options)) {
                    for (DataSourcePayload payload = cursor.next(); payload != null; payload = cursor.next()) {
                        reading.add(payload);
                        if (when == When.READ && reading.rows.size() == 1) {
                            change.make();
                        }
                    }
                }
            }
        }
        return reading;
    }

    private AbstractThrowableAssert<?, ?> refused(CsvFolder folder, When when, Change change) {
        return assertThatThrownBy(() -> read(folder, when, change))
                .isInstanceOfSatisfying(
                        HeadgateException.class, e -> assertThat(e.code()).isEqualTo(CommonErrorCode.SOURCE_CHANGED))
                .hasMessageContaining("is still being written");
    }

    private static String then(When when, String inRun) {
        return "Wait until it is whole and " + (when == When.LISTED ? "run again" : inRun);
    }

    @ParameterizedTest
    @EnumSource
    void a_record_that_was_cut_since_its_line_was_being_written_is_never_handed_on(When when) throws IOException {
        refused(csv("id\n1\n2"), when, append("a.csv", "5"))
                .hasMessageContaining("a.csv")
                .hasMessageContaining(then(when, "run the same command again"))
                .hasMessageContaining("incremental = true");
        assertThat(reading.column("id")).isEqualTo(when == When.READ ? List.of(1L) : List.of());
    }

    @ParameterizedTest
    @CsvSource({"'id,s\n1,a\n2,\"x\n','y\"\n'", "'id,s\n1,a\n2,\"x','\ny\"\n'", "'id,s\n1,a\n2,\"x\"','\"y\"\n'"})
    void a_line_end_within_quotes_does_not_end_a_record(String before, String appended) {
        refused(csv(before), When.READ, append("a.csv", appended));
        assertThat(reading.column("id")).containsExactly(1L);
        assertThat(reading.rejected).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'id\n1\n2\n','3'", "'id\n1\n2','\n3'", "'id\r\n1\r\n2\r','\n3'", "'id\r\n1\r\n2','\r\n3'"})
    void records_that_come_behind_a_whole_one_are_left_for_the_next_run(String before, String appended)
            throws IOException {
        for (When when : When.values()) {
            reading.rows.clear();
            assertThat(read(csv(before), when, append("a.csv", appended)).column("id"))
                    .as(when.toString())
                    .containsExactly(1L, 2L);
        }
    }

    @Test
    void a_file_that_stands_still_gives_its_last_record_also_without_a_line_end_and_the_log_names_it_while_it_is_young()
            throws IOException {
        CsvFolder folder = csv("id\n1\n2");
        assertThat(logged(() -> folder.read().column("id"), 2)).isEmpty();
        Files.setLastModifiedTime(temp.resolve("a.csv"), FileTime.from(Instant.now()));
        assertThat(logged(() -> folder.read().column("id"), 2))
                .singleElement()
                .asString()
                .contains("a.csv")
                .contains("without a line end");
    }

    @Test
    void only_the_part_of_a_file_with_its_last_record_is_refused() {
        CsvFolder folder = csv("id\n" + "10\n".repeat(50) + "2").with("min_partition_bytes", 1);
        refused(folder, When.PLANNED, append("a.csv", "5"));
        assertThat(reading.column("id")).isNotEmpty().containsOnly(10L);
    }

    @ParameterizedTest
    @EnumSource
    void an_incremental_run_does_not_read_a_rested_last_line_that_is_continued_meanwhile(When when) {
        refused(csv("id\n1\n2").with("incremental", true), when, append("a.csv", "5"))
                .hasMessageContaining("settle")
                .hasMessageContaining(then(when, "run the same command again"));
    }

    @ParameterizedTest
    @EnumSource
    void a_line_of_json_that_was_cut_is_never_handed_on(When when) {
        JsonFolder folder = new JsonFolder(temp);
        folder.file("a.jsonl", "{\"id\":1}\n{\"id\":2}\n{\"id\":3");
        refused(folder, when, append("a.jsonl", "}"));
        assertThat(reading.rejected).isEmpty();
        assertThat(reading.column("id")).doesNotContain(3L);
    }

    @Test
    void a_file_that_is_read_as_a_whole_must_not_grow_at_all() throws IOException {
        CsvFolder wide = new CsvFolder(temp).with("charset", "UTF-16LE");
        wide.file("a.csv", "id\n1\n2".getBytes(StandardCharsets.UTF_16LE));
        for (When when : When.values()) {
            refused(wide, when, append("a.csv", "5\n", StandardCharsets.UTF_16LE))
                    .hasMessageContaining(then(when, "start anew with fresh=true"));
            wide.file("a.csv", "id\n1\n2".getBytes(StandardCharsets.UTF_16LE));
            assertThat(reading.column("id")).doesNotContain(2L);
        }
        Files.delete(temp.resolve("a.csv"));
        CsvFolder zipped = new CsvFolder(temp).file("a.csv.gz", Compressed.gzip("id\n1\n2"));
        byte[] member = Compressed.gzip("5\n");
        refused(zipped, When.PLANNED, () -> Files.write(temp.resolve("a.csv.gz"), member, StandardOpenOption.APPEND));
        assertThat(reading.column("id")).doesNotContain(2L);
    }

    @Test
    void a_file_that_is_replaced_or_taken_away_while_it_is_open_is_read_to_its_end() throws IOException {
        Path other = temp.resolve(".other");
        Files.writeString(other, "id\n1\n25\n3\n");
        Change replace = () -> Files.move(other, temp.resolve("a.csv"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(read(csv("id\n1\n2"), When.READ, replace).column("id")).containsExactly(1L, 2L);
        reading.rows.clear();
        assertThat(read(csv("id\n1\n2"), When.READ, () -> Files.delete(temp.resolve("a.csv")))
                        .column("id"))
                .containsExactly(1L, 2L);
    }

    @ParameterizedTest
    @CsvSource({"gz", "zip"})
    void the_first_incremental_run_leaves_out_a_compressed_file_that_is_being_written_and_names_it(String suffix)
            throws IOException {
        byte[] whole = suffix.equals("gz") ? Compressed.gzip("id\n2\n") : Compressed.zip("id\n2\n", "b.csv");
        String young = "b.csv." + suffix;
        CsvFolder folder = csv("id\n1\n").with("incremental", true).with("file_pattern", "*");
        folder.file(young, java.util.Arrays.copyOf(whole, whole.length / 2));
        Files.setLastModifiedTime(temp.resolve(young), FileTime.from(Instant.now()));
        assertThat(logged(() -> folder.run().column("id"), 1))
                .singleElement()
                .asString()
                .contains("left for the next run")
                .contains(young);
        folder.file(young, whole);
        assertThat(folder.run().column("id")).containsExactly(2L);
    }

    @Test
    void a_first_incremental_run_that_finds_only_files_that_are_being_written_has_nothing_to_read() throws IOException {
        CsvFolder folder = new CsvFolder(temp).with("incremental", true).with("file_pattern", "*");
        folder.file("a.csv.gz", new byte[] {0x1f, (byte) 0x8b}).file("b.csv", "id");
        for (String young : List.of("a.csv.gz", "b.csv")) {
            Files.setLastModifiedTime(temp.resolve(young), FileTime.from(Instant.now()));
        }
        try (IDataSource source = folder.source()) {
            source.connect(folder.state());
            IDataSourceStream stream = source.streams().get(0);
            assertThat(stream.partitions(2)).isEmpty();
            assertThatThrownBy(stream::schema)
                    .hasMessageContaining("may still be being written")
                    .hasMessageContaining("60 s");
        }
    }

    /** What is logged while values are read, of which there are so many. */
    private static List<String> logged(Supplier<List<?>> read, int values) {
        List<String> lines = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(new SimpleFormatter().formatMessage(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("io.headgate.source.file.common.FileRest");
        logger.addHandler(handler);
        try {
            assertThat(read.get()).hasSize(values);
            return lines;
        } finally {
            logger.removeHandler(handler);
        }
    }
}
