package io.headgate.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReadTest {

    @TempDir
    Path temp;

    private CsvFolder folder;

    @BeforeEach
    void makeFolder() {
        folder = new CsvFolder(temp);
    }

    @Test
    void the_narrowest_type_that_loses_nothing_is_inferred() {
        folder.file(
                "a.csv",
                "b,i,f,d,t,z,c,u,zip,big,none,mix,plus\n"
                        + "true,1,1.5,2026-01-31,2026-01-31 10:11:12,2026-01-31T10:11:12.5Z,10:11:12,"
                        + "123e4567-e89b-12d3-a456-426614174000,007,1234567890123456789,,1,+1\n"
                        + "False,-2,3,2024-02-29,2026-01-31T10:11:12.123456,2026-01-31 12:11:12+02:00,23:59,"
                        + "123E4567-E89B-12D3-A456-426614174001,8,2,,x,2\n");
        CsvFolder.Reading reading = folder.read();
        assertThat(reading.types())
                .containsExactly(
                        "boolean",
                        "int64",
                        "float64",
                        "date",
                        "timestamp",
                        "timestamp_tz",
                        "time",
                        "uuid",
                        "string",
                        "string",
                        "string",
                        "string",
                        "string");
        Map<String, Object> second = reading.rows.get(1);
        assertThat(second.values())
                .containsExactly(
                        false,
                        -2L,
                        3.0,
                        LocalDate.of(2024, 2, 29),
                        LocalDateTime.of(2026, 1, 31, 10, 11, 12, 123_456_000),
                        Instant.parse("2026-01-31T10:11:12Z"),
                        LocalTime.of(23, 59),
                        UUID.fromString("123e4567-e89b-12d3-a456-426614174001"),
                        "8",
                        "2",
                        null,
                        "x",
                        "2");
    }

    @Test
    void every_scalar_type_can_be_declared() {
        Map<String, String> columns = new LinkedHashMap<>();
        List.of(
                        "boolean",
                        "int32",
                        "int64",
                        "float32",
                        "float64",
                        "decimal(12,2)",
                        "decimal(30,5)",
                        "string",
                        "binary",
                        "date",
                        "time",
                        "timestamp",
                        "timestamp_tz",
                        "uuid",
                        "json")
                .forEach(type -> columns.put(type, type));
        folder.with("columns", columns)
                .with("header", false)
                .file(
                        "a.csv",
                        "yes,007,+7,0.5,1e3,12.5,1e2,x,\\x00ff,2026-01-01,01:02,2026-01-01 00:00,"
                                + "2026-01-01T00:00+0100,123e4567-e89b-12d3-a456-426614174000,\"{\"\"a\"\":[1,null]}\"\n");
        CsvFolder.Reading reading = folder.read();
        assertThat(reading.rejected).isEmpty();
        assertThat(reading.rows.get(0).values().stream()
                        .map(value -> value instanceof byte[] bytes ? bytes.length : value)
                        .toList())
                .containsExactly(
                        true,
                        7,
                        7L,
                        0.5f,
                        1000.0,
                        new BigDecimal("12.50"),
                        new BigDecimal("100.00000"),
                        "x",
                        2,
                        LocalDate.of(2026, 1, 1),
                        LocalTime.of(1, 2),
                        LocalDateTime.of(2026, 1, 1, 0, 0),
                        Instant.parse("2025-12-31T23:00:00Z"),
                        UUID.fromString("123e4567-e89b-12d3-a456-426614174000"),
                        "{\"a\":[1,null]}");
    }

    @Test
    void a_declared_column_overrides_the_inferred_type_and_leaves_the_others() {
        folder.with("columns", Map.of("price", "decimal(12,2)")).file("a.csv", "id,price\n1,2.5\n");
        CsvFolder.Reading reading = folder.read();
        assertThat(reading.types()).containsExactly("int64", "decimal(12,2)");
        assertThat(reading.column("price")).containsExactly(new BigDecimal("2.50"));
    }

    @Test
    void an_unquoted_empty_field_is_null_and_a_quoted_one_is_empty_text() {
        folder.file("a.csv", "n,s\n1,\"\"\n,\n\"\",x\n");
        CsvFolder.Reading reading = folder.read();
        assertThat(reading.column("n")).containsExactly(1L, null, null);
        assertThat(reading.column("s")).containsExactly("", null, "x");
    }

    @Test
    void null_texts_count_only_where_they_are_not_quoted() {
        folder.with("null_text", List.of("NULL", "\\N", "")).file("a.csv", "n,s\nNULL,\"NULL\"\n3,\\N\n,a\n");
        CsvFolder.Reading reading = folder.read();
        assertThat(reading.column("n")).containsExactly(null, 3L, null);
        assertThat(reading.column("s")).containsExactly("NULL", null, "a");
    }

    @Test
    void quotes_delimiters_and_line_ends_within_quotes_are_text() {
        folder.file("a.csv", "a,b\r\n\"x,\"\"y\"\"\r\nz\",1\r\n\r\n\"\n\n\",2\rlast,3");
        CsvFolder.Reading reading = folder.read();
        assertThat(reading.column("a")).containsExactly("x,\"y\"\r\nz", "\n\n", "last");
        assertThat(reading.places).containsExactly("a.csv:2", "a.csv:5", "a.csv:8");
    }

    @Test
    void an_escape_character_takes_the_next_one_literally() {
        folder.with("escape", "\\")
                .with("null_text", "\\N")
                .file("a.csv", "a,b\n\"x\\\"y\\\\\",\\N\np\\,q\\\nr,2\n\"\\\n\",3\n");
        CsvFolder.Reading reading = folder.read();
        assertThat(reading.column("a")).containsExactly("x\"y\\", "p,q\nr", "\n");
        assertThat(reading.column("b")).containsExactly(null, 2L, 3L);
        assertThat(reading.places).containsExactly("a.csv:2", "a.csv:3", "a.csv:5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1", "windows-1252", "UTF-16", "UTF-16LE", "GBK", "Shift_JIS"})
    void text_arrives_as_utf8_whatever_the_charset(String charset) {
        Charset of = Charset.forName(charset);
        String name = of.newEncoder().canEncode('é') ? "Zoé" : "表";
        folder.with("charset", charset).file("a.csv", ("id," + name + "\n1,\"" + name + "\n\"\n").getBytes(of));
        CsvFolder.Reading reading = folder.read();
        assertThat(reading.schema().names()).containsExactly("id", name);
        assertThat(reading.column(name)).containsExactly(name + "\n");
        assertThat(reading.column("id")).containsExactly(1L);
    }

    @Test
    void a_delimiter_may_be_long_or_beyond_ascii() {
        folder.with("delimiter", "||").file("a.csv", "a||b\n1||\"x||y\"\n2||p|q\n");
        assertThat(folder.read().column("b")).containsExactly("x||y", "p|q");
        folder.with("delimiter", "¦").file("a.csv", "a¦b\n1¦x\n");
        assertThat(folder.read().column("b")).containsExactly("x");
    }

    @Test
    void a_byte_order_mark_is_no_part_of_the_first_name() {
        folder.file("a.csv", "\uFEFF\"id\",b\n1,2\n");
        assertThat(folder.read().schema().names()).containsExactly("id", "b");
    }

    @Test
    void files_without_a_header_take_declared_or_numbered_names() {
        folder.with("header", false).file("a.csv", "1,x\n2,y\n");
        assertThat(folder.read().schema().names()).containsExactly("column_1", "column_2");
        folder.with("columns", List.of("id", "name"));
        assertThat(folder.read().column("id")).containsExactly(1L, 2L);
    }

    @Test
    void gzip_is_recognised_by_its_name() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String part : List.of("id\n1\n", "2\n")) {
            try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
                zip.write(part.getBytes(StandardCharsets.UTF_8));
            }
        }
        folder.file("a.csv.gz", bytes.toByteArray());
        assertThat(folder.read().column("id")).as("both members").containsExactly(1L, 2L);
    }

    @Test
    void files_are_read_in_the_order_of_their_names_and_hidden_ones_are_not() {
        folder.file("b.csv", "id\n2\n")
                .file("a.csv", "id\n1\n")
                .file(".c.csv", "id\n3\n")
                .file("d.txt", "id\n4\n")
                .file("sub/e.csv", "id\n5\n");
        assertThat(folder.read().places).containsExactly("a.csv:2", "b.csv:2");
        folder.with("recursive", true);
        assertThat(folder.read().places).containsExactly("a.csv:2", "b.csv:2", "sub/e.csv:2");
        folder.with("file_pattern", "*.txt");
        assertThat(folder.read().column("id")).containsExactly(4L);
    }

    @Test
    void an_empty_file_among_others_is_passed_over() {
        folder.file("a.csv", "").file("b.csv", "\n\n").file("c.csv", "id\n7\n");
        assertThat(folder.read().column("id")).containsExactly(7L);
    }

    @Test
    void a_header_alone_is_a_stream_without_records() {
        folder.file("a.csv", "id,name\n");
        CsvFolder.Reading reading = folder.read();
        assertThat(reading.types()).containsExactly("string", "string");
        assertThat(reading.rows).isEmpty();
    }

    @Test
    void a_nul_byte_is_text_here() {
        folder.file("a.csv", "s\na\0b\n");
        assertThat(folder.read().column("s")).containsExactly("a\0b");
    }

    @Test
    void quotes_can_be_switched_off() {
        folder.with("quote", "").with("delimiter", "\t").file("a.csv", "a\tb\n\"x\t1\n");
        assertThat(folder.read().column("a")).containsExactly("\"x");
    }
}
