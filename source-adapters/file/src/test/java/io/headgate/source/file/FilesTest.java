package io.headgate.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.RawRecordReader;
import io.headgate.api.source.RejectedRecord;
import io.headgate.source.file.common.FileErrorCode;
import io.headgate.testkit.MemorySourceState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all sources of files have in common, by way of the csv source. */
class FilesTest {

    private static final Instant WRITTEN = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir
    Path temp;

    private CsvFolder folder;

    @BeforeEach
    void makeFolder() {
        folder = new CsvFolder(temp);
    }

    static Stream<Arguments> compressions() {
        return Stream.of(
                compression(".gz", Compressed::gzip),
                compression(".zst", Compressed::zstd),
                compression(".bz2", Compressed::bzip2),
                compression(".zip", text -> Compressed.zip(text, "a.csv")));
    }

    private static Arguments compression(String suffix, Function<String, byte[]> compress) {
        return Arguments.of(suffix, compress);
    }

    @ParameterizedTest
    @MethodSource("compressions")
    void a_compressed_file_is_read_and_one_that_is_cut_off_or_damaged_is_an_error(
            String suffix, Function<String, byte[]> compress) {
        StringBuilder text = new StringBuilder("id\n");
        for (int i = 0; i < 50_000; i++) {
            text.append(i * 7919 % 50_021).append('\n');
        }
        byte[] bytes = compress.apply(text.toString());
        folder.with("file_pattern", "*");
        assertThat(folder.file("a.csv" + suffix, bytes).read().rows).hasSize(50_000);
        folder.file("a.csv" + suffix, Arrays.copyOf(bytes, bytes.length / 2));
        notWhole();
        byte[] damaged = bytes.clone();
        damaged[bytes.length / 2] ^= 0x55;
        folder.file("a.csv" + suffix, damaged);
        notWhole();
    }

    private void notWhole() {
        assertThatThrownBy(() -> folder.read())
                .isInstanceOfSatisfying(
                        HeadgateException.class, e -> assertThat(e.code()).isEqualTo(CommonErrorCode.IO_FAILED))
                .hasMessageContaining("is not a whole");
    }

    @Test
    void several_compressed_parts_in_one_file_are_all_read() {
        for (String suffix : List.of(".gz", ".zst", ".bz2")) {
            Function<String, byte[]> compress = suffix.equals(".gz")
                    ? Compressed::gzip
                    : suffix.equals(".zst") ? Compressed::zstd : Compressed::bzip2;
            byte[] first = compress.apply("id\n1\n");
            byte[] second = compress.apply("2\n");
            byte[] both = Arrays.copyOf(first, first.length + second.length);
            System.arraycopy(second, 0, both, first.length, second.length);
            CsvFolder one = new CsvFolder(temp.resolve(suffix))
                    .with("file_pattern", "*")
                    .file("a.csv" + suffix, both);
            assertThat(one.read().column("id")).as(suffix).containsExactly(1L, 2L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".gz", ".zst", ".zip"})
    void a_file_that_expands_beyond_the_bound_is_an_error(String suffix) {
        folder.with("columns", Map.of("s", "string")).with("file_pattern", "*");
        String text = "s\n" + "0".repeat(999).concat("\n").repeat(70_000);
        byte[] bomb =
                switch (suffix) {
                    case ".gz" -> Compressed.gzip(text);
                    case ".zst" -> Compressed.zstd(text);
                    default -> Compressed.zip(text, "a.csv");
                };
        assertThatThrownBy(() -> folder.file("a.csv" + suffix, bomb)
                        .with("max_expansion", 20)
                        .read())
                .isInstanceOfSatisfying(
                        HeadgateException.class, e -> assertThat(e.code()).isEqualTo(FileErrorCode.EXPANDS_TOO_MUCH))
                .hasMessageContaining("max_expansion");
        assertThat(folder.with("max_expansion", 50_000).read().rows).hasSize(70_000);
    }

    @Test
    void an_archive_holds_one_file() {
        folder.with("file_pattern", "*");
        assertThatThrownBy(() -> folder.file("a.zip", Compressed.zip("id\n1\n", "a.csv", "b.csv"))
                        .read())
                .hasMessageContaining("holds 2 files");
        folder.file("a.zip", Compressed.zip("id\n1\n", "x/", "__MACOSX/a.csv", "x/.DS_Store", "x/a.csv"));
        assertThat(folder.read().column("id")).containsExactly(1L);
    }

    @Test
    void a_glob_chooses_files_over_folders() {
        folder.file("a/x/1.csv", "id\n1\n").file("a/y/2.csv", "id\n2\n").file("b/x/3.csv", "id\n3\n");
        folder.file("a/x/z/4.csv", "id\n4\n").file("a/x/.5.csv", "id\n5\n");
        assertThat(folder.with("source_path", temp + "/{a,b}/x/*.csv").read().places)
                .containsExactly("a/x/1.csv:2", "b/x/3.csv:2");
        assertThat(folder.with("source_path", temp + "/a/**/*.csv").read().column("id"))
                .containsExactly(1L, 4L, 2L);
        assertThatThrownBy(() -> folder.with("source_path", temp + "/c*/*.csv").read())
                .hasMessageContaining("c*/*.csv");
        Path named = temp.resolve("b[1]");
        new CsvFolder(named).file("a.csv", "id\n7\n");
        assertThat(folder.with("source_path", named.toString()).read().column("id"))
                .as("what exists is no glob")
                .containsExactly(7L);
    }

    @Test
    void folders_names_and_times_of_files_become_columns() {
        folder.file("year=2024/day=2024-05-06/a.csv", "id\n1\n2\n")
                .file("year=2025/day=__HIVE_DEFAULT_PARTITION__/a%20b.csv", "id\n3\n")
                .with("recursive", true)
                .with("path_columns", Map.of("year", "int32"))
                .with("file_name_column", "file")
                .with("modified_column", "at");
        CsvFolder.Reading reading = folder.read();
        assertThat(reading.types()).containsExactly("int64", "int32", "string", "timestamp_tz");
        assertThat(reading.rows.get(2))
                .isEqualTo(Map.of(
                        "id",
                        3L,
                        "year",
                        2025,
                        "file",
                        "year=2025/day=__HIVE_DEFAULT_PARTITION__/a%20b.csv",
                        "at",
                        WRITTEN));
        assertThat(reading.column("year")).containsExactly(2024, 2024, 2025);
        assertThat(folder.with("path_columns", Map.of("day", "date")).read().column("day"))
                .containsExactly(LocalDate.of(2024, 5, 6), LocalDate.of(2024, 5, 6), null);
        CsvFolder cities =
                new CsvFolder(temp.resolve("cities")).with("recursive", true).with("path_columns", List.of("city"));
        assertThat(cities.file("city=Aa/city=S%C3%A3o%20Paulo/a.csv", "id\n1\n")
                        .read()
                        .column("city"))
                .as("of the nearest folder, decoded")
                .containsExactly("São Paulo");
        assertThatThrownBy(() ->
                        folder.with("path_columns", Map.of("year", "date")).read())
                .isInstanceOfSatisfying(
                        HeadgateException.class, e -> assertThat(e.code()).isEqualTo(FileErrorCode.BAD_PATH));
        assertThatThrownBy(() -> folder.with("path_columns", List.of("month")).read())
                .hasMessageContaining("month=")
                .hasMessageContaining("path_columns");
        assertThatThrownBy(() -> folder.with("path_columns", List.of("year"))
                        .with("modified_column", "id")
                        .read())
                .hasMessageContaining("'id' already");
    }

    @Test
    void a_repaired_record_gets_the_columns_of_its_file() {
        folder.file("year=2024/a.csv", "id\n1\nx\n")
                .with("recursive", true)
                .with("columns", Map.of("id", "int64"))
                .with("path_columns", Map.of("year", "int32"))
                .with("file_name_column", "file");
        RejectedRecord rejected = folder.read().rejected.get(0);
        try (IDataSource source = folder.source()) {
            source.connect(new MemorySourceState());
            IDataSourceStream stream = source.streams().get(0);
            RowBatchBuilder rows = new RowBatchBuilder(stream.schema(), 1);
            RejectedRecord repaired = new RejectedRecord(rejected.place(), rejected.code(), rejected.reason(), "8");
            assertThat(((RawRecordReader) stream).readRaw(repaired, rows)).isNull();
            assertThat(rows.build().toMap(0)).isEqualTo(Map.of("id", 8L, "year", 2024, "file", "year=2024/a.csv"));
        }
    }

    @Test
    void each_file_may_be_a_stream_of_its_own() {
        folder.file("b.csv", "x\n1\n").file("a/c d.csv.gz", Compressed.gzip("y,z\n2,3\n"));
        folder.with("recursive", true).with("stream_per", "file");
        try (IDataSource source = folder.source()) {
            source.connect(new MemorySourceState());
            assertThat(source.streams()).extracting(IDataSourceStream::name).containsExactly("a_c_d", "b");
            assertThat(source.streams().get(0).schema().names()).containsExactly("y", "z");
            assertThat(source.streams().get(1).schema().names()).containsExactly("x");
        }
        folder.file("b.tsv", "x\n").with("file_pattern", "b.*");
        assertThatThrownBy(() -> folder.read())
                .hasMessageContaining("b.csv and b.tsv")
                .hasMessageContaining("'b'");
    }

    @Test
    void a_long_name_of_a_stream_is_cut_and_stays_its_own() {
        String name = "x".repeat(70);
        folder.file(name + "1.csv", "id\n1\n").file(name + "2.csv", "id\n2\n").with("stream_per", "file");
        assertThat(streams())
                .hasSize(2)
                .doesNotHaveDuplicates()
                .allMatch(stream -> stream.matches("x{60}-[0-9a-f]{8}"));
    }

    @Test
    void a_partition_names_few_files_however_many_there_are() {
        for (int i = 0; i < 70; i++) {
            folder.file("f" + (100 + i) + ".csv", "id\n" + i + "\n");
        }
        CsvFolder.Reading reading = folder.read(2, 1000);
        assertThat(reading.partitions).hasSize(3);
        assertThat(reading.column("id")).hasSize(70).doesNotHaveDuplicates();
    }

    @Test
    void a_file_that_is_being_begun_is_no_stream_yet() throws IOException {
        folder.file("a.csv", "x\n1\n")
                .file("b.csv.gz", Compressed.gzip("x\n2\n"))
                .file("c.csv", "x");
        folder.with("stream_per", "file").with("incremental", true);
        for (String young : List.of("b.csv.gz", "c.csv")) {
            Files.setLastModifiedTime(temp.resolve(young), FileTime.from(Instant.now()));
        }
        assertThat(streams()).containsExactly("a");
        touch("b.csv.gz");
        assertThat(streams()).containsExactly("a", "b");
    }

    private List<String> streams() {
        try (IDataSource source = folder.source()) {
            source.connect(new MemorySourceState());
            return source.streams().stream().map(IDataSourceStream::name).toList();
        }
    }

    private void touch(String name) throws IOException {
        Files.setLastModifiedTime(temp.resolve(name), FileTime.from(WRITTEN.plusSeconds(3600)));
    }

    @Test
    void a_file_that_was_replaced_can_be_read_again_or_left_alone() throws IOException {
        folder.with("incremental", true).with("on_changed_file", "ignore").file("a.csv", "id\n1\n2\n");
        assertThat(folder.run().rows).hasSize(2);
        folder.file("a.csv", "id\n7\n8\n9\n");
        assertThat(folder.run().rows).isEmpty();
        folder.file("a.csv", "id\n7\n");
        assertThat(folder.run().rows).isEmpty();
        folder.with("on_changed_file", "reread");
        assertThat(folder.run().column("id")).containsExactly(7L);
        assertThat(folder.run().rows).isEmpty();
        folder.with("on_changed_file", "error").file("a.csv", "id\n5\n");
        touch("a.csv");
        assertThatThrownBy(() -> folder.run()).isInstanceOfSatisfying(HeadgateException.class, e -> assertThat(e.code())
                .isEqualTo(CommonErrorCode.SOURCE_CHANGED));
    }

    @Test
    void a_change_in_the_middle_that_keeps_size_and_time_is_found_by_the_hash_alone() {
        String text = "id\n" + "1000000\n".repeat(5000);
        String changed = text.substring(0, 20_003) + "2" + text.substring(20_004);
        folder.with("incremental", true).file("a.csv", text).run();
        folder.file("a.csv", changed);
        assertThat(folder.run().rows).as("the edges are the same").isEmpty();

        CsvFolder hashed =
                new CsvFolder(temp.resolve("hashed")).with("incremental", true).with("hash", true);
        hashed.file("a.csv", text).run();
        assertThat(hashed.run().rows).isEmpty();
        hashed.file("a.csv", changed);
        assertThatThrownBy(hashed::run).hasMessageContaining("is not the file");
    }

    @Test
    void a_file_that_is_read_as_a_whole_waits_until_nobody_writes_it() throws IOException {
        folder.with("incremental", true).with("columns", Map.of("id", "int64"));
        folder.file("a.csv.gz", Compressed.gzip("id\n1\n"));
        Files.setLastModifiedTime(temp.resolve("a.csv.gz"), FileTime.from(Instant.now()));
        assertThat(folder.run().rows).isEmpty();
        touch("a.csv.gz");
        assertThat(folder.run().rows).hasSize(1);
    }

    /** The fingerprint of a file of a few bytes: of its bytes alone, so that it is the same in every version. */
    static String edges(String text) {
        try {
            byte[] digest = java.security.MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return java.util.HexFormat.of().formatHex(digest, 0, 8);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_gzip_file_of_several_members_is_never_taken_for_a_shorter_one() throws IOException {
        byte[] first = Compressed.gzip("id\n" + "1\n".repeat(100));
        byte[] second = Compressed.gzip("2\n".repeat(100));
        byte[] whole = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, whole, first.length, second.length);
        byte[] damaged = whole.clone();
        damaged[first.length + 1] ^= 1;
        assertThat(folder.file("a.csv.gz", whole).read().rows).hasSize(200);
        for (byte[] bytes : List.of(
                damaged,
                Arrays.copyOf(whole, first.length + 1),
                Arrays.copyOf(whole, first.length + 7),
                Arrays.copyOf(whole, first.length + 15),
                Arrays.copyOf(whole, whole.length + 20))) {
            folder.file("a.csv.gz", bytes);
            assertThatThrownBy(() -> folder.read()).hasMessageContaining("is not a whole gzip file");
        }
    }

    @Test
    void a_file_that_symbolic_links_lead_to_as_well_is_read_once_by_its_own_name() throws IOException {
        folder.file("2026-01/a.csv", "id\n1\n2\n").with("recursive", true);
        Files.createSymbolicLink(temp.resolve("2026-01/b.csv"), Path.of("a.csv"));
        Files.createSymbolicLink(temp.resolve("0-current"), Path.of("2026-01"));
        Files.createSymbolicLink(temp.resolve("2026-01/above"), temp);
        folder.with("file_name_column", "file");
        assertThat(folder.read().rows).hasSize(2).allSatisfy(row -> assertThat(row.get("file"))
                .isEqualTo("2026-01/a.csv"));
    }
}
