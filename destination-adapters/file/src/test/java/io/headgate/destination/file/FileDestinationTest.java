package io.headgate.destination.file;

import static io.headgate.destination.file.FileFixture.NO_REJECTS;
import static io.headgate.destination.file.FileFixture.checkpoint;
import static io.headgate.destination.file.FileFixture.complete;
import static io.headgate.destination.file.FileFixture.expected;
import static io.headgate.destination.file.FileFixture.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.SetupOutline;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.StreamState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDestinationTest {

    @TempDir
    private Path folder;

    private static void writeAll(PartitionWriter writer, long from, long to) {
        writer.write(rows(from, to), NO_REJECTS);
        writer.finish(complete(1, to - from));
        writer.close();
    }

    private static void addBroken(RowBatchBuilder builder, long id, byte[] name) {
        builder.position(id);
        builder.longs(0).set(id);
        builder.bytes(1).set(name, 0, name.length);
        builder.endRow();
    }

    @Test
    void aPlanSaysWhatWouldBeMadeAndMakesNothing() throws IOException {
        FileFixture first = FileFixture.of(folder, "p0");
        assertThat(((SetupOutline) first.destination()).setup(first.plan))
                .containsExactly("make folder " + folder.resolve("orders") + " for id int64, name string");
        assertThat(folder).isEmptyDirectory();
        StreamTarget target = first.prepare();
        writeAll(target.open(first.plan.partition("p0"), 1), 0, 3);
        target.publish(1);
        target.forget();
        assertThat(((SetupOutline) first.destination()).setup(first.plan)).isEmpty();
        FileFixture next = FileFixture.overwriting(folder, 5);
        assertThat(((SetupOutline) next.destination()).setup(next.plan))
                .containsExactly("turn link " + folder.resolve("orders") + " to the run's files");
    }

    @Test
    void each_partition_becomes_one_file_named_by_time_instance_stream_and_partition() {
        FileFixture fixture = FileFixture.of(folder, "p0", "p1");
        StreamTarget target = fixture.prepare();
        writeAll(target.open(fixture.plan.partition("p0"), 1), 0, 3);
        writeAll(target.open(fixture.plan.partition("p1"), 1), 3, 5);
        assertThat(fixture.published("orders")).isEmpty();
        target.publish(1);
        target.forget();
        String start =
                "20261121T120000500Z-" + fixture.plan.instance().toString().replace("-", "") + "-orders~";
        assertThat(fixture.published("orders")).containsExactly(start + "p0.csv", start + "p1.csv");
        assertThat(fixture.lines("orders")).isEqualTo(expected(0, 5));
        assertThat(fixture.work()).isNull();
    }

    @Test
    void a_partition_without_records_publishes_no_file() {
        FileFixture fixture = FileFixture.of(folder, "p0");
        fixture.prepare();
        try (PartitionWriter writer = fixture.open("p0", 1)) {
            writer.write(rows(0, 0), NO_REJECTS);
            writer.finish(complete(1, 0));
        }
        fixture.attach().publish(1);
        assertThat(fixture.published("orders")).isEmpty();
    }

    @Test
    void what_was_not_committed_is_gone_when_the_partition_is_opened_anew() {
        FileFixture fixture = FileFixture.of(folder, "p0");
        fixture.prepare();
        try (PartitionWriter writer = fixture.open("p0", 1)) {
            assertThat(writer.lastCommitted()).isNull();
            writer.write(rows(0, 10), NO_REJECTS);
            writer.commit(checkpoint(1, 10));
            writer.write(rows(10, 1000), NO_REJECTS);
        }
        try (PartitionWriter writer = fixture.open("p0", 1)) {
            assertThat(writer.lastCommitted()).isEqualTo(checkpoint(1, 10));
            writer.write(rows(10, 12), NO_REJECTS);
            writer.finish(complete(2, 12));
        }
        fixture.attach().publish(1);
        assertThat(fixture.lines("orders")).isEqualTo(expected(0, 12));
    }

    @Test
    void preparing_again_moves_no_checkpoint_back() {
        FileFixture fixture = FileFixture.of(folder, "p0");
        fixture.prepare();
        writeAll(fixture.open("p0", 1), 0, 3);
        fixture.prepare();
        assertThat(fixture.open("p0", 2).lastCommitted()).isEqualTo(complete(1, 3));
    }

    @Test
    void publishing_again_changes_nothing_even_when_a_reader_has_taken_the_file_away() throws IOException {
        FileFixture fixture = FileFixture.of(folder, "p0");
        fixture.prepare();
        writeAll(fixture.open("p0", 1), 0, 3);
        fixture.attach().publish(1);
        fixture.attach().publish(2);
        assertThat(fixture.lines("orders")).isEqualTo(expected(0, 3));
        Files.delete(
                folder.resolve("orders").resolve(fixture.published("orders").get(0)));
        fixture.attach().publish(2);
        assertThat(fixture.published("orders")).isEmpty();
        assertThatThrownBy(() -> fixture.attach().publish(1)).hasMessageContaining("younger run");
    }

    @Test
    void a_published_partition_can_be_opened_and_finished_again() {
        FileFixture fixture = FileFixture.of(folder, "p0");
        fixture.prepare();
        writeAll(fixture.open("p0", 1), 0, 3);
        fixture.attach().publish(1);
        try (PartitionWriter writer = fixture.open("p0", 2)) {
            assertThat(writer.lastCommitted()).isEqualTo(complete(1, 3));
            writer.finish(complete(1, 3));
        }
        try (PartitionWriter writer = fixture.open("p0", 3)) {
            assertThatThrownBy(() -> writer.write(rows(3, 4), NO_REJECTS)).hasMessageContaining("complete");
        }
        fixture.attach().publish(3);
        assertThat(fixture.lines("orders")).isEqualTo(expected(0, 3));
    }

    @Test
    void publishing_before_the_end_is_refused() {
        FileFixture fixture = FileFixture.of(folder, "p0", "p1");
        fixture.prepare();
        writeAll(fixture.open("p0", 1), 0, 3);
        assertThatThrownBy(() -> fixture.attach().publish(1)).hasMessageContaining("not finished");
        assertThat(fixture.published("orders")).isEmpty();
    }

    @Test
    void a_file_that_somebody_else_put_under_the_final_name_is_not_overwritten() throws IOException {
        FileFixture fixture = FileFixture.of(folder, "p0");
        fixture.prepare();
        writeAll(fixture.open("p0", 1), 0, 3);
        fixture.attach().publish(1);
        Path published =
                folder.resolve("orders").resolve(fixture.published("orders").get(0));
        FileFixture again = new FileFixture(folder, Map.of(), fixture.plan.instance(), "orders", "orders", "p0");
        again.attach().forget();
        again.prepare();
        writeAll(again.open("p0", 1), 5, 6);
        assertThatThrownBy(() -> again.attach().publish(1)).hasMessageContaining("Move it away");
        assertThat(FileFixture.lines(published)).hasSize(4);
        Files.delete(published);
        again.attach().publish(1);
        assertThat(again.lines("orders")).isEqualTo(expected(5, 6));
    }

    @Test
    void two_instances_and_two_streams_share_a_table() {
        UUID instance = UUID.randomUUID();
        List<FileFixture> fixtures = List.of(
                new FileFixture(folder, Map.of(), instance, "a", "all", "p"),
                new FileFixture(folder, Map.of(), instance, "b", "all", "p"),
                new FileFixture(folder, Map.of(), UUID.randomUUID(), "a", "all", "p"));
        fixtures.forEach(FileFixture::prepare);
        fixtures.forEach(fixture -> writeAll(fixture.open("p", 1), 0, 2));
        for (FileFixture fixture : fixtures) {
            fixture.attach().publish(1);
            fixture.attach().forget();
        }
        assertThat(fixtures.get(0).published("all")).hasSize(3);
        assertThat(fixtures.get(0).lines("all")).hasSize(6);
    }

    @Test
    void rejected_records_stand_beside_the_table_with_place_and_reason() {
        FileFixture fixture = FileFixture.of(folder, "p0");
        fixture.prepare();
        RowBatchBuilder builder = new RowBatchBuilder(FileFixture.SCHEMA, 2);
        builder.origin("in.csv");
        addBroken(builder, 7, new byte[] {'x', (byte) 0xFF});
        List<RejectedRecord> seen = new ArrayList<>();
        try (PartitionWriter writer = fixture.open("p0", 1)) {
            writer.write(
                    new DataSourcePayload(
                            builder.build(),
                            List.of(new RejectedRecord("in.csv:9", "RAGGED", "3 fields, not 2", "a,b\n\"c")),
                            Map.of(),
                            StreamState.EMPTY,
                            null),
                    seen::add);
            writer.write(rows(8, 9), NO_REJECTS);
            writer.finish(complete(1, 3));
        }
        fixture.attach().publish(1);
        assertThat(fixture.lines("orders")).isEqualTo(expected(8, 9));
        assertThat(seen).singleElement().satisfies(record -> {
            assertThat(record.place()).isEqualTo("in.csv:7");
            assertThat(record.code()).isEqualTo("INVALID_UTF8");
            assertThat(record.reason()).startsWith("field 'name'");
            assertThat(record.raw()).isEqualTo("{\"id\":7,\"name\":\"x\\\\xFF\"}");
        });
        assertThat(fixture.rejects("orders")).hasSize(2).satisfies(lines -> {
            assertThat(lines.get(0))
                    .contains("\"place\":\"in.csv:7\",\"code\":\"INVALID_UTF8\"", "\"stream\":\"orders\"");
            assertThat(lines.get(1))
                    .contains("\"raw\":\"a,b\\n\\\"c\"", "\"run\":", "\"step\":\"source\"", "\"partition\":\"p0\"");
        });
    }

    @Test
    void a_chunk_with_too_many_rejects_leaves_nothing_and_the_writer_is_of_no_more_use() {
        FileFixture fixture = FileFixture.of(folder, "p0");
        fixture.prepare();
        RowBatchBuilder builder = new RowBatchBuilder(FileFixture.SCHEMA, 2);
        addBroken(builder, 7, new byte[] {(byte) 0xFF});
        DataSourcePayload bad = DataSourcePayload.of(builder.build(), StreamState.EMPTY);
        try (PartitionWriter writer = fixture.open("p0", 1)) {
            writer.write(rows(0, 2), NO_REJECTS);
            assertThatThrownBy(() -> writer.write(bad, NO_REJECTS)).hasMessageStartingWith("rejected");
            assertThatThrownBy(() -> writer.commit(checkpoint(1, 3))).hasMessageContaining("opened anew");
        }
        assertThat(fixture.open("p0", 2).lastCommitted()).isNull();
    }

    @Test
    void records_for_other_tables_are_committed_and_published_together() {
        FileFixture fixture = FileFixture.of(folder, "p0");
        fixture.prepare();
        try (PartitionWriter writer = fixture.open("p0", 1)) {
            writer.write(rows(0, 2), NO_REJECTS);
            writer.write(rows(2, 4, "../other"), NO_REJECTS);
            writer.commit(checkpoint(1, 4));
            writer.write(rows(4, 6, "../other"), NO_REJECTS);
        }
        try (PartitionWriter writer = fixture.open("p0", 2)) {
            writer.write(rows(4, 5, "../other"), NO_REJECTS);
            writer.finish(complete(2, 5));
        }
        fixture.attach().publish(2);
        assertThat(fixture.lines("orders")).isEqualTo(expected(0, 2));
        assertThat(fixture.lines("%2E.%2Fother")).isEqualTo(expected(2, 5));
    }

    @Test
    void a_gzip_file_is_whole_after_every_commit() throws IOException {
        FileFixture fixture = new FileFixture(folder, Map.of("compression", "gzip"), UUID.randomUUID(), "s", "s", "p0");
        fixture.prepare();
        try (PartitionWriter writer = fixture.open("p0", 1)) {
            writer.write(rows(0, 1000), NO_REJECTS);
            writer.commit(checkpoint(1, 1000));
            writer.write(rows(1000, 50_000), NO_REJECTS);
        }
        try (PartitionWriter writer = fixture.open("p0", 2)) {
            writer.write(rows(1000, 2000), NO_REJECTS);
            writer.finish(complete(2, 2000));
        }
        fixture.attach().publish(2);
        Path file = folder.resolve("s").resolve(fixture.published("s").get(0));
        assertThat(file.toString()).endsWith(".csv.gz");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text.lines().skip(1).toList()).isEqualTo(expected(0, 2000));
        }
    }

    @Test
    void a_target_that_is_a_file_is_a_clear_error() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "x");
        assertThatThrownBy(() -> FileFixture.of(file, "p0").prepare())
                .isInstanceOfSatisfying(HeadgateException.class, e -> {
                    assertThat(e.code()).isEqualTo(CommonErrorCode.IO_FAILED);
                    assertThat(e).hasMessageContaining("taken is a file where a folder is needed");
                });
    }

    @Test
    void a_damaged_manifest_is_told_from_a_missing_one() throws IOException {
        FileFixture fixture = FileFixture.of(folder, "p0");
        fixture.prepare();
        writeAll(fixture.open("p0", 1), 0, 3);
        Path manifest = Objects.requireNonNull(fixture.work()).resolve("p-p0").resolve("1.1.manifest");
        byte[] whole = Files.readAllBytes(manifest);
        for (int length : new int[] {0, 5, whole.length - 1}) {
            Files.write(manifest, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> fixture.open("p0", 2))
                    .isInstanceOfSatisfying(HeadgateException.class, e -> assertThat(e.code())
                            .isEqualTo(CommonErrorCode.CHECKPOINT_LOST));
        }
        Files.write(manifest, whole);
        assertThat(fixture.open("p0", 3).lastCommitted()).isEqualTo(complete(1, 3));
    }

    @Test
    void committed_bytes_that_are_missing_are_reported_as_lost() throws IOException {
        FileFixture fixture = FileFixture.of(folder, "p0");
        fixture.prepare();
        try (PartitionWriter writer = fixture.open("p0", 1)) {
            writer.write(rows(0, 3), NO_REJECTS);
            writer.commit(checkpoint(1, 3));
        }
        Files.writeString(Objects.requireNonNull(fixture.work()).resolve("p-p0").resolve("1.1.0.part"), "id");
        assertThatThrownBy(() -> fixture.open("p0", 2))
                .isInstanceOfSatisfying(
                        HeadgateException.class, e -> assertThat(e.code()).isEqualTo(CommonErrorCode.CHECKPOINT_LOST));
    }
}
