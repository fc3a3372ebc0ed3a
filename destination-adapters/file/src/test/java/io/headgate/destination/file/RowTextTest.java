package io.headgate.destination.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.data.DataType;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RowTextTest {

    private static final RowSchema EVERY_TYPE = schema(
            "b boolean",
            "i int32",
            "l int64",
            "f float32",
            "d float64",
            "n decimal(12,2)",
            "big decimal(30,3)",
            "s string",
            "x binary",
            "day date",
            "t time",
            "ts timestamp",
            "tz timestamp_tz",
            "u uuid",
            "j json",
            "li list<int64>",
            "st struct<a:int64,b:string>",
            "m map<string,float64>");

    private static RowSchema schema(String... fields) {
        return new RowSchema(
                Arrays.stream(fields)
                        .map(field -> field.split(" ", 2))
                        .map(parts -> Field.of(parts[0], DataType.parse(parts[1])))
                        .toList(),
                List.of());
    }

    private static Map<String, Object> everyType() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("b", true);
        row.put("i", -7);
        row.put("l", Long.MAX_VALUE);
        row.put("f", 0.1f);
        row.put("d", 2.5);
        row.put("n", new BigDecimal("-0.05"));
        row.put("big", new BigDecimal("123456789012345678901234567.890"));
        row.put("s", "a,\"b\"\n😀");
        row.put("x", new byte[] {0, 1, (byte) 0xFF});
        row.put("day", LocalDate.of(2024, 2, 29));
        row.put("t", LocalTime.of(1, 2, 3));
        row.put("ts", LocalDateTime.of(2026, 11, 21, 12, 0, 0, 120_000_000));
        row.put("tz", Instant.parse("1969-12-31T23:59:59.999999Z"));
        row.put("u", UUID.fromString("01234567-89ab-cdef-0123-456789abcdef"));
        row.put("j", " { \"k\" : [ 1 , 2.50 ] }\n");
        row.put("li", List.of(1L, 2L));
        row.put("st", Map.of("a", 5L));
        row.put("m", Map.of("nan", Double.NaN));
        return row;
    }

    private static String csv(RowSchema schema, Map<String, Object> config, List<Map<String, Object>> rows) {
        return text(new CsvRowText(schema, ConfigBinder.bind(FileConfig.class, config)), schema, rows);
    }

    private static String json(RowSchema schema, List<Map<String, Object>> rows) {
        return text(new JsonRowText(schema, ConfigBinder.bind(FileConfig.class, Map.of())), schema, rows);
    }

    private static String text(RowText rowText, RowSchema schema, List<Map<String, Object>> rows) {
        RowBatchBuilder builder = new RowBatchBuilder(schema, 1);
        rows.forEach(builder::addRow);
        return text(rowText, builder.build());
    }

    private static String text(RowText rowText, RowBatch batch) {
        TextBuffer out = new TextBuffer();
        rowText.header(out);
        rowText.bind(batch);
        for (int row = 0; row < batch.rowCount(); row++) {
            rowText.write(row, out);
        }
        return new String(out.bytes, 0, out.length, StandardCharsets.UTF_8);
    }

    @Test
    void csv_holds_a_value_of_every_type() {
        assertThat(csv(EVERY_TYPE, Map.of("header", false), List.of(everyType())))
                .isEqualTo(
                        "true,-7,9223372036854775807,0.1,2.5,-0.05,123456789012345678901234567.890,"
                                + "\"a,\"\"b\"\"\n😀\",AAH/,2024-02-29,01:02:03,2026-11-21T12:00:00.120,"
                                + "1969-12-31T23:59:59.999999Z,01234567-89ab-cdef-0123-456789abcdef,"
                                + "\" { \"\"k\"\" : [ 1 , 2.50 ] }\n\",\"[1,2]\",\"{\"\"a\"\":5}\",\"{\"\"nan\"\":\"\"NaN\"\"}\"\n");
    }

    @Test
    void json_lines_hold_a_value_of_every_type_on_one_line() {
        assertThat(json(EVERY_TYPE, List.of(everyType())))
                .isEqualTo("{\"b\":true,\"i\":-7,\"l\":9223372036854775807,\"f\":0.1,\"d\":2.5,\"n\":-0.05,"
                        + "\"big\":123456789012345678901234567.890,\"s\":\"a,\\\"b\\\"\\n😀\",\"x\":\"AAH/\","
                        + "\"day\":\"2024-02-29\",\"t\":\"01:02:03\",\"ts\":\"2026-11-21T12:00:00.120\","
                        + "\"tz\":\"1969-12-31T23:59:59.999999Z\",\"u\":\"01234567-89ab-cdef-0123-456789abcdef\","
                        + "\"j\":{\"k\":[1,2.50]},\"li\":[1,2],\"st\":{\"a\":5},\"m\":{\"nan\":\"NaN\"}}\n");
    }

    @Test
    void nulls_of_every_type_are_nothing_in_csv_and_null_in_json() {
        assertThat(csv(EVERY_TYPE, Map.of("header", false), List.of(Map.of()))).isEqualTo(",".repeat(17) + "\n");
        assertThat(json(schema("a int64", "b string"), List.of(Map.of()))).isEqualTo("{\"a\":null,\"b\":null}\n");
    }

    @Test
    void a_missing_json_value_and_the_json_value_null_stay_apart() {
        RowSchema schema = schema("j json", "k json", "i int32");
        assertThat(json(schema, List.of(Map.of("k", "null", "i", 1), Map.of("j", "{}"))))
                .isEqualTo("{\"k\":null,\"i\":1}\n{\"j\":{},\"i\":null}\n");
        assertThat(json(schema("j json"), List.of(Map.of()))).isEqualTo("{}\n");
    }

    @Test
    void no_bytes_and_no_value_stay_apart_in_csv() {
        List<Map<String, Object>> rows = List.of(Map.of("i", 1, "x", new byte[0]), Map.of("i", 2));
        assertThat(csv(schema("i int32", "x binary"), Map.of("header", false), rows))
                .isEqualTo("1,\"\"\n2,\n");
    }

    @Test
    void null_and_empty_text_and_the_null_text_stay_apart() {
        RowSchema schema = schema("id int64", "s string");
        List<Map<String, Object>> rows =
                List.of(Map.of("id", 1L), Map.of("id", 2L, "s", ""), Map.of("id", 3L, "s", "NULL"));
        assertThat(csv(schema, Map.of(), rows)).isEqualTo("id,s\n1,\n2,\"\"\n3,NULL\n");
        assertThat(csv(schema, Map.of("null_text", "NULL"), rows)).isEqualTo("id,s\n1,NULL\n2,\"\"\n3,\"NULL\"\n");
    }

    @Test
    void a_number_that_reads_like_the_null_text_is_quoted() {
        assertThat(csv(
                        schema("id int64"),
                        Map.of("null_text", "0", "header", false),
                        List.of(Map.of("id", 0L), Map.of())))
                .isEqualTo("\"0\"\n0\n");
    }

    @Test
    void column_names_are_quoted_where_they_must_be() {
        RowSchema schema =
                RowSchema.of(Field.of("a,b", DataType.Primitive.INT32), Field.of("\uFEFFc", DataType.Primitive.INT32));
        assertThat(csv(schema, Map.of("line_end", "crlf"), List.of())).isEqualTo("\"a,b\",\"\uFEFFc\"\r\n");
    }

    @Test
    void the_delimiter_decides_what_is_quoted() {
        assertThat(csv(
                        schema("s string"),
                        Map.of("delimiter", ";", "header", false),
                        List.of(Map.of("s", "a,b"), Map.of("s", "a;b"))))
                .isEqualTo("a,b\n\"a;b\"\n");
    }

    @Test
    void what_wants_quotes_is_seen_wherever_it_stands() {
        RowSchema schema = schema("s string");
        for (int length = 1; length <= 20; length++) {
            for (int at = 0; at < length; at++) {
                for (String mark : List.of(",", "\"", "\r", "\n")) {
                    String text = "x".repeat(at) + mark + "y".repeat(length - at - 1);
                    assertThat(csv(schema, Map.of("header", false), List.of(Map.of("s", text))))
                            .isEqualTo("\"" + text.replace("\"", "\"\"") + "\"\n");
                }
            }
            String plain = "é-~!\u007F+.".repeat(3).substring(0, length);
            assertThat(csv(schema, Map.of("header", false), List.of(Map.of("s", plain))))
                    .isEqualTo(plain + "\n");
        }
    }

    @Test
    void a_record_that_would_be_a_blank_line_does_not_fit() {
        assertThatThrownBy(() -> csv(schema("s string"), Map.of(), List.of(Map.of())))
                .isInstanceOf(UnfitValueException.class)
                .hasMessageContaining("null_text");
    }

    @Test
    void bytes_that_are_no_text_do_not_fit() {
        RowBatchBuilder builder = new RowBatchBuilder(schema("s string"), 1);
        builder.bytes(0).set(new byte[] {'a', (byte) 0xC3}, 0, 2);
        builder.endRow();
        RowBatch batch = builder.build();
        FileConfig config = ConfigBinder.bind(FileConfig.class, Map.of());
        assertThatThrownBy(() -> text(new CsvRowText(batch.schema(), config), batch))
                .isInstanceOf(UnfitValueException.class);
        assertThatThrownBy(() -> text(new JsonRowText(batch.schema(), config), batch))
                .isInstanceOf(UnfitValueException.class);
    }

    @Test
    void json_that_is_none_does_not_fit_a_json_line() {
        for (String broken : List.of(
                "", "{", "{\"a\":1,}", "[1 2]", "01", "1.", "tru", "\"a", "\"\\x\"", "\"\n\"", "1 2", "{a:1}", "nan")) {
            assertThatThrownBy(() -> json(schema("j json"), List.of(Map.of("j", broken))))
                    .as(broken)
                    .isInstanceOf(UnfitValueException.class);
        }
        assertThatThrownBy(() -> json(schema("j json"), List.of(Map.of("j", "[".repeat(100_000)))))
                .isInstanceOf(UnfitValueException.class)
                .hasMessageContaining("deep");
    }

    @Test
    void json_that_is_some_stays_to_the_letter_but_for_white_space() {
        for (String valid : List.of(
                "{}", "[]", "null", "true", "false", "-0.5e+10", "1E5", "\"\\u00e9\\n/\\/é😀\"", "[[],{\"\":[{}]}]")) {
            assertThat(json(schema("j json"), List.of(Map.of("j", "\n\t " + valid + " \r\n"))))
                    .isEqualTo("{\"j\":" + valid + "}\n");
        }
    }

    @Test
    void what_json_has_no_number_for_is_a_string() {
        RowSchema schema = schema("d float64");
        assertThat(json(schema, List.of(Map.of("d", Double.NaN), Map.of("d", Double.NEGATIVE_INFINITY))))
                .isEqualTo("{\"d\":\"NaN\"}\n{\"d\":\"-Infinity\"}\n");
    }

    @Test
    void times_in_a_list_look_as_in_a_column_and_none_is_cut_short() {
        TextBuffer out = new TextBuffer();
        JsonValues.write(
                Arrays.asList(LocalTime.of(1, 2, 3, 4000), Instant.parse("1969-12-31T23:59:59.5Z"), null, 1.5f), out);
        assertThat(new String(out.bytes, 0, out.length, StandardCharsets.UTF_8))
                .isEqualTo("[\"01:02:03.000004\",\"1969-12-31T23:59:59.500Z\",null,1.5]");
        for (Object unfit : List.of(LocalTime.of(1, 2, 3, 4), Instant.MAX, new StringBuilder[0], new Object())) {
            assertThatThrownBy(() -> JsonValues.write(unfit, out)).isInstanceOf(UnfitValueException.class);
        }
    }

    @Test
    void control_characters_and_half_a_surrogate_pair_are_escaped() {
        TextBuffer out = new TextBuffer();
        JsonText.writeString("\u0001\t\"\\\uD800😀", out);
        assertThat(new String(out.bytes, 0, out.length, StandardCharsets.UTF_8))
                .isEqualTo("\"\\u0001\\t\\\"\\\\\\ud800😀\"");
    }
}
