package io.headgate.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.config.ConfigException;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.RawRecordReader;
import io.headgate.api.source.RejectedRecord;
import io.headgate.testkit.MemorySourceState;
import io.headgate.testkit.source.ReadAgain;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReadTest {

    @TempDir
    Path temp;

    private JsonFolder folder(String text) {
        return new JsonFolder(temp).file("a.jsonl", text);
    }

    @Test
    void types_are_the_narrowest_that_give_every_value_back() {
        CsvFolder.Reading reading = folder(
                        """
                {"i":1,"f":1.5,"b":true,"s":"x","d":"2026-01-31","t":"2026-01-31T10:00:00","z":"2026-01-31T10:00:00Z"}
                {"i":-7,"f":2,"b":null,"s":"7","d":null,"t":"2026-01-31 10:00","z":"2026-01-31T10:00:00+02:00","n":null}
                {"o":{"a":1},"l":[1,2],"m":1,"big":12345678901234567890,"frac":0.1234567890123456789}
                {"o":{"a":2},"l":[],"m":"x","u":"123e4567-e89b-12d3-a456-426614174000","e":1e3}
                """)
                .read();
        assertThat(reading.codes()).isEmpty();
        assertThat(reading.schema().names())
                .containsExactly("i", "f", "b", "s", "d", "t", "z", "n", "o", "l", "m", "big", "frac", "u", "e");
        assertThat(reading.types())
                .containsExactly(
                        "int64",
                        "float64",
                        "boolean",
                        "string",
                        "date",
                        "timestamp",
                        "timestamp_tz",
                        "json",
                        "json",
                        "json",
                        "json",
                        "decimal(38,0)",
                        "decimal(38,19)",
                        "uuid",
                        "float64");
        assertThat(reading.column("big")).contains(new BigDecimal("12345678901234567890"));
        assertThat(reading.column("frac")).contains(new BigDecimal("0.1234567890123456789"));
        assertThat(reading.column("l")).containsExactly(null, null, "[1,2]", "[]");
        assertThat(reading.column("m")).containsExactly(null, null, "1", "\"x\"");
        assertThat(reading.column("e")).contains(1000.0);
    }

    @Test
    void numbers_beyond_every_type_stay_json() {
        String huge = "1e99999999999";
        CsvFolder.Reading reading = folder("{\"a\":" + huge + "}\n{\"a\":-1e-99999999999}\n{\"a\":1e400}\n")
                .read();
        assertThat(reading.types()).containsExactly("json");
        assertThat(reading.column("a")).containsExactly(huge, "-1e-99999999999", "1e400");
        folder("{\"a\":1.5}\n{\"a\":" + huge + "}\n{\"a\":1e-99999999999}\n").with("sample_rows", 1);
        assertThat(new JsonFolder(temp).with("sample_rows", 1).read().codes())
                .containsExactly("BAD_FLOAT64", "BAD_FLOAT64");
    }

    @Test
    void nested_values_become_structs_and_lists_where_that_is_wanted() {
        CsvFolder.Reading reading = folder(
                        """
                {"o":{"a":1,"d":"2026-01-31"},"l":[{"x":"p"},{"x":null}],"e":{}}
                {"o":{"a":2},"l":[],"e":{}}
                """)
                .with("nested", "struct")
                .read();
        assertThat(reading.types()).containsExactly("struct<a:int64,d:date>", "list<struct<x:string>>", "json");
        assertThat(reading.column("o"))
                .containsExactly(map("a", 1L, "d", LocalDate.of(2026, 1, 31)), map("a", 2L, "d", null));
        assertThat(reading.column("l")).containsExactly(List.of(map("x", "p"), map("x", null)), List.of());
    }

    private static Map<String, Object> map(Object... entries) {
        Map<String, Object> map = new java.util.LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put((String) entries[i], entries[i + 1]);
        }
        return map;
    }

    @Test
    void a_declared_type_comes_first_and_takes_texts_for_numbers_and_numbers_for_texts() {
        CsvFolder.Reading reading = folder("{\"id\":7,\"price\":\"12.50\",\"n\":\"8\",\"raw\":{\"a\":1}}\n")
                .with(
                        "columns",
                        Map.of("id", "string", "price", "decimal(10,2)", "n", "int32", "raw", "map<string,int64>"))
                .read();
        assertThat(reading.rows)
                .containsExactly(map("id", "7", "price", new BigDecimal("12.50"), "n", 8, "raw", Map.of("a", 1L)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":2,\"id\":3}|DUPLICATE_FIELD",
                "{\"id\":2,\"new\":3}|UNKNOWN_FIELD",
                "{\"id\":\"2\"}|BAD_INT64",
                "{\"id\":2.5}|BAD_INT64",
                "{\"id\":99999999999999999999}|BAD_INT64",
                "{\"id\":2,}|BAD_JSON",
                "{\"id\":2}}|BAD_JSON",
                "{\"id\":02}|BAD_JSON",
                "{\"id\":2|BAD_JSON",
                "nonsense|BAD_JSON",
                "[2]|NOT_AN_OBJECT",
                "{\"f\":0.12345678901234567890}|BAD_FLOAT64",
                "{\"s\":\"\\ud800\"}|INVALID_TEXT",
                "{\"s\":5}|BAD_STRING",
            })
    void a_record_that_does_not_fit_is_rejected_with_its_line_and_text(String record, String code) {
        CsvFolder.Reading reading = folder("{\"id\":1,\"f\":0.5,\"s\":\"x\"}\n" + record + "\n{\"id\":4}\n")
                .with("sample_rows", 1)
                .read();
        assertThat(reading.codes()).containsExactly(code);
        assertThat(reading.rejected.get(0).place()).isEqualTo("a.jsonl:2");
        assertThat(reading.rejected.get(0).raw()).isEqualTo(record);
        assertThat(reading.column("id")).containsExactly(1L, 4L);
        assertThat(reading.places).containsExactly("a.jsonl:1", "a.jsonl:3");
    }

    @Test
    void fields_that_no_sample_has_can_be_left_out() {
        CsvFolder.Reading reading = folder("{\"id\":1}\n{\"id\":2,\"new\":[{}]}\n")
                .with("sample_rows", 1)
                .with("unknown_fields", "ignore")
                .read();
        assertThat(reading.rows).hasSize(2);
        assertThat(reading.codes()).isEmpty();
    }

    @Test
    void names_may_have_escapes_and_come_in_any_order() {
        CsvFolder.Reading reading =
                folder("{\"a\":1,\"é\":2}\n{\"\\u00e9\":4,\"a\":3}\n").read();
        assertThat(reading.column("é")).containsExactly(2L, 4L);
        assertThat(reading.column("a")).containsExactly(1L, 3L);
    }

    @Test
    void a_record_that_is_too_long_is_rejected_and_the_next_one_read() {
        for (String text : List.of(
                "{\"s\":\"a\"}\n{\"s\":\"" + "x".repeat(9000) + "\"}\n{\"s\":\"b\"}\n",
                "[{\"s\":\"a\"},{\"s\":\"" + "x".repeat(9000) + "\"},{\"s\":\"b\"}]")) {
            CsvFolder.Reading reading = new JsonFolder(temp)
                    .file("a.jsonl", text)
                    .buffer(64)
                    .maxRecord(1000)
                    .read();
            assertThat(reading.column("s")).containsExactly("a", "b");
            assertThat(reading.codes()).containsExactly("RECORD_TOO_LONG");
            assertThat(reading.rejected.get(0).raw())
                    .startsWith("{\"s\":\"xxx")
                    .endsWith("…")
                    .hasSizeLessThan(5000);
            assertThat(reading.rejected.get(0).reason()).contains("9008 bytes");
        }
    }

    @Test
    void a_byte_order_mark_and_blank_lines_are_passed() {
        assertThat(folder("\uFEFF\n  {\"a\":1}\n\n \t\r\n{\"a\":2}").read().places)
                .containsExactly("a.jsonl:2", "a.jsonl:5");
        assertThat(folder("\uFEFF [{\"a\":1}]").read().column("a")).containsExactly(1L);
    }

    @Test
    void an_array_is_found_far_behind_other_things_and_the_rest_of_the_file_is_checked() {
        String before = "{\"é\":\"" + "€x".repeat(20_000) + "\",\"data\":{\"items\":";
        JsonFolder folder = new JsonFolder(temp).with("pointer", "/data/items").buffer(64);
        assertThat(folder.file("a.jsonl", before + "[{\"a\":1},{\"a\":2}]}}")
                        .read(1, 1)
                        .column("a"))
                .containsExactly(1L, 2L);
        assertThat(folder.file("a.jsonl", before + "null}}")
                        .with("columns", Map.of("a", "int64"))
                        .read()
                        .rows)
                .isEmpty();
        assertThat(folder.file("a.jsonl", before + "{\"a\":5}}}").read().column("a"))
                .containsExactly(5L);
        refused(folder.file("a.jsonl", before + "[{\"a\":1}]}"), "no JSON document");
        refused(folder.file("a.jsonl", before + "[{\"a\":1}],\"items\":[{\"a\":2}]}}"), "twice");
        refused(folder.file("a.jsonl", before + "7}}"), "no array and no object");
        refused(folder.file("a.jsonl", "{\"data\":{}}"), "nothing at pointer");
        refused(folder.file("a.jsonl", "{\"data\":{\"itms\":[]}}"), "did you mean 'itms'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"a\":1},{\"a\":2]",
                "[{\"a\":1}{\"a\":2}]",
                "[{\"a\":1},",
                "[{\"a\":1},]",
                "[,{\"a\":1}]",
                "[{\"a\":1}",
                "[{\"a\":1}][{\"a\":2}]",
                "[{\"a\":\"x",
                "[{\"a\":1} 5"
            })
    void an_array_that_is_broken_between_its_records_is_an_error_that_says_where(String text) {
        refused(new JsonFolder(temp).buffer(1).file("a.json", text), "byte");
    }

    private static void refused(JsonFolder folder, String words) {
        assertThatThrownBy(folder::read)
                .isInstanceOf(HeadgateException.class)
                .hasMessageContaining("a.json")
                .hasMessageContaining(words);
    }

    @Test
    void a_grown_file_is_read_from_its_old_end_and_an_array_must_not_change() throws Exception {
        JsonFolder lines = folder("{\"a\":1}\n").with("incremental", true);
        assertThat(lines.run().column("a")).containsExactly(1L);
        lines.file("a.jsonl", "{\"a\":1}\n{\"a\":2}\n{\"a\":3}");
        CsvFolder.Reading second = lines.run();
        assertThat(second.column("a")).containsExactly(2L, 3L);
        assertThat(second.places).containsExactly("a.jsonl:2", "a.jsonl:3");
        assertThat(lines.run().rows).isEmpty();
        lines.file("b.json", "[{\"a\":4}]");
        assertThat(lines.run().column("a")).containsExactly(4L);
        lines.file("b.json", "[{\"a\":4},{\"a\":5}]");
        assertThatThrownBy(lines::run).hasMessageContaining("b.json").hasMessageContaining("on_changed_file");
    }

    @Test
    void a_rejected_record_can_be_repaired_and_read() {
        JsonFolder folder = folder("{\"a\":1}\n{\"a\":\"x\"}\n").with("sample_rows", 1);
        RejectedRecord rejected = folder.read().rejected.get(0);
        try (IDataSource source = folder.source()) {
            source.connect(new MemorySourceState());
            RowBatchBuilder rows = new RowBatchBuilder(source.streams().get(0).schema(), 1);
            RawRecordReader reader = (RawRecordReader) source.streams().get(0);
            assertThat(reader.readRaw(rejected, rows)).isEqualTo(rejected);
            RejectedRecord repaired =
                    new RejectedRecord(rejected.place(), rejected.code(), rejected.reason(), "{\"a\":2}");
            rows.origin("a.jsonl");
            assertThat(reader.readRaw(repaired, rows)).isNull();
            assertThat(rows.build().place(0)).isEqualTo("a.jsonl:2");
        }
    }

    @Test
    void a_repaired_record_keeps_its_place_where_its_file_has_columns() {
        JsonFolder folder =
                folder("{\"a\":1}\n{\"a\":\"x\"}\n").with("sample_rows", 1).with("file_name_column", "file");
        RejectedRecord rejected = folder.read().rejected.get(0);
        assertThat(ReadAgain.repaired(folder.source(), rejected, "{\"a\":2}").record())
                .isEqualTo(Map.of("a", 2L, "file", "a.jsonl"));
    }

    @Test
    void bytes_that_are_no_text_are_shown_and_rejected() {
        String text = "{\"s\":\"a\"}\n{\"s\":\"?\"}\n";
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        bytes[text.indexOf('?')] = (byte) 0xc3;
        CsvFolder.Reading reading = new JsonFolder(temp).file("a.jsonl", bytes).read();
        assertThat(reading.codes()).containsExactly("INVALID_TEXT");
        assertThat(reading.rejected.get(0).raw()).isEqualTo("{\"s\":\"\\xC3\"}");
    }

    @Test
    void a_pointer_for_lines_and_a_type_that_is_none_are_refused_at_their_keys() {
        assertThatThrownBy(() ->
                        folder("").with("layout", "lines").with("pointer", "/a").source())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("pointer");
        assertThatThrownBy(
                        () -> folder("").with("columns", Map.of("a", "integer")).source())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("columns.a");
    }

    @Test
    void a_later_run_keeps_the_columns_and_adds_those_of_new_files() {
        JsonFolder folder = folder("{\"b\":1,\"a\":\"x\"}\n").with("incremental", true);
        folder.run();
        folder.file("b.jsonl", "{\"c\":true,\"b\":2.5}\n{\"b\":3}\n");
        CsvFolder.Reading second = folder.run();
        assertThat(second.schema().names()).containsExactly("b", "a", "c");
        assertThat(second.types()).containsExactly("int64", "string", "boolean");
        assertThat(second.codes()).containsExactly("BAD_INT64");
        assertThat(second.column("b")).containsExactly(3L);
    }
}
