package io.headgate.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.config.ConfigException;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.ErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvErrorTest {

    @TempDir
    Path temp;

    private CsvFolder folder;

    @BeforeEach
    void makeFolder() {
        folder = new CsvFolder(temp);
    }

    private void refused(ErrorCode code, String... words) {
        assertThatThrownBy(() -> folder.read())
                .isInstanceOfSatisfying(
                        HeadgateException.class, e -> assertThat(e.code()).isEqualTo(code))
                .satisfies(e -> assertThat(e.getMessage()).contains(words));
    }

    @Test
    void a_missing_path_is_named_and_a_tilde_explained() {
        folder.with("source_path", temp + "/nowhere");
        refused(CommonErrorCode.NOT_FOUND, "/nowhere does not exist");
        folder.with("source_path", "~/data");
        refused(CommonErrorCode.NOT_FOUND, "~ is not expanded");
    }

    @Test
    void a_folder_without_a_match_says_what_is_there() {
        folder.file("notes.txt", "x");
        refused(CommonErrorCode.NOT_FOUND, "*.{csv,csv.gz}", "1 other file, for instance notes.txt");
    }

    @Test
    void only_empty_files_need_declared_columns() {
        folder.file("a.csv", "").file("b.csv", "\n");
        refused(CsvErrorCode.EMPTY_FILE, "columns");
        folder.with("columns", Map.of("id", "int64"));
        assertThat(folder.read().rows).isEmpty();
    }

    @Test
    void a_header_that_names_a_column_twice_is_refused() {
        folder.file("a.csv", "id,name,id\n1,2,3\n");
        refused(CsvErrorCode.BAD_HEADER, "a.csv", "'id' twice", "field 1 and 3");
    }

    @Test
    void another_header_is_refused_with_the_difference() {
        folder.file("a.csv", "id,name\n1,2\n").file("b.csv", "id,title\n1,2\n");
        refused(CsvErrorCode.HEADER_MISMATCH, "b.csv", "a.csv", "lacks name and has title in addition");
        folder.file("b.csv", "name,id\n1,2\n");
        refused(CsvErrorCode.HEADER_MISMATCH, "another order");
    }

    @Test
    void a_header_in_another_encoding_says_which_key_to_set() {
        folder.file("a.csv", "id,na\nx".getBytes(StandardCharsets.UTF_16));
        refused(CsvErrorCode.BAD_HEADER, "charset = \"UTF-16\"");
        folder.file("a.csv", "id,é\n1,2\n".getBytes(StandardCharsets.ISO_8859_1));
        refused(CsvErrorCode.BAD_HEADER, "\\xE9", "charset");
    }

    @Test
    void a_declared_column_that_is_not_there_suggests_the_nearest() {
        folder.with("columns", Map.of("prise", "int64")).file("a.csv", "id,price\n1,2\n");
        refused(CommonErrorCode.INVALID_CONFIGURATION, "columns.prise", "did you mean 'price'");
    }

    @Test
    void a_broken_gzip_file_is_an_error_and_not_a_short_file() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write("id\n1\n2\n3\n".getBytes(StandardCharsets.US_ASCII));
        }
        byte[] whole = bytes.toByteArray();
        folder.file("a.csv.gz", Arrays.copyOf(whole, whole.length - 9));
        refused(CommonErrorCode.IO_FAILED, "a.csv.gz", "not a whole gzip file");
        folder.file("a.csv.gz", "id\n1\n");
        refused(CommonErrorCode.IO_FAILED, "not a whole gzip file");
    }

    @Test
    void a_file_that_changed_since_the_plan_is_refused() throws IOException {
        folder.file("a.csv", "id\n1\n2\n");
        changed(() -> folder.file("a.csv", "id\n8\n9\n"), "another file");
        changed(() -> folder.file("a.csv", "id\n"), "is shorter");
        changed(
                () -> {
                    try {
                        Files.delete(temp.resolve("a.csv"));
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                },
                "is gone");
    }

    private void changed(Runnable change, String words) {
        folder.file("a.csv", "id\n1\n2\n");
        try (IDataSource source = folder.source()) {
            source.connect(folder.state());
            IDataSourceStream stream = source.streams().get(0);
            ReadOptions options = ReadOptions.of(stream.schema());
            StreamPartition partition = stream.partitions(1).get(0);
            change.run();
            try (PayloadCursor cursor = stream.open(partition, StreamState.EMPTY, options)) {
                assertThatThrownBy(cursor::next)
                        .isInstanceOfSatisfying(HeadgateException.class, e -> assertThat(e.code())
                                .isEqualTo(CommonErrorCode.SOURCE_CHANGED))
                        .hasMessageContaining(words)
                        .hasMessageContaining("fresh=true");
            }
        }
    }

    @Test
    void all_mistakes_of_a_configuration_are_found_at_once() {
        folder.with("quote", "''")
                .with("delimiter", "")
                .with("charset", "UTF-9")
                .with("sample_rows", 0);
        assertThatThrownBy(() -> folder.source())
                .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.problems())
                        .extracting("key")
                        .containsExactlyInAnyOrder("quote", "delimiter", "charset", "sample_rows"));
    }

    @Test
    void columns_are_checked_when_the_configuration_is_read() {
        folder.with("columns", Map.of("a", "int65", "b", "list<string>"));
        assertThatThrownBy(() -> folder.source())
                .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.problems())
                        .extracting("key")
                        .containsExactlyInAnyOrder("columns.a", "columns.b"));
        folder.with("columns", List.of("a", "b"));
        assertThatThrownBy(() -> folder.source()).hasMessageContaining("header = false");
        folder.with("header", false).with("columns", List.of("a", "a"));
        assertThatThrownBy(() -> folder.source()).hasMessageContaining("stands twice");
        folder.with("columns", List.of("a")).with("escape", "\\").with("charset", "UTF-16");
        assertThatThrownBy(() -> folder.source()).hasMessageContaining("escape");
    }
}
