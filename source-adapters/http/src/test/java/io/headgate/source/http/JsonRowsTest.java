package io.headgate.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.data.DataType;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From JSON to typed columns: what is inferred, what is taken, and what is rejected. */
class JsonRowsTest {

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String inferred(String... values) {
        JsonInference inference = new JsonInference();
        for (String value : values) {
            byte[] data = utf8("{\"f\":" + value + "}");
            inference.add(data, 0, data.length);
        }
        return inference.types().get("f").text();
    }

    @Test
    void typesAreTheNarrowestThatTakeEveryValue() {
        assertThat(inferred("true", "null")).isEqualTo("boolean");
        assertThat(inferred("1", "-9223372036854775808")).isEqualTo("int64");
        assertThat(inferred("1", "1.5", "0.1")).isEqualTo("float64");
        assertThat(inferred("9223372036854775808")).isEqualTo("json");
        assertThat(inferred("0.1234567890123456789")).isEqualTo("json");
        assertThat(inferred("\"2026-01-02\"")).isEqualTo("date");
        assertThat(inferred("\"2026-01-02T03:04:05\"", "\"2026-01-02 03:04:05.5\""))
                .isEqualTo("timestamp");
        assertThat(inferred("\"2026-01-02T03:04:05Z\"", "\"2026-01-02T03:04:05+0200\""))
                .isEqualTo("timestamp_tz");
        assertThat(inferred("\"2026-01-02T03:04:05.123456789Z\"")).isEqualTo("string");
        assertThat(inferred("\"0a1b2c3d-0000-4000-8000-0123456789ab\"")).isEqualTo("uuid");
        assertThat(inferred("\"2026-01-02\"", "\"soon\"")).isEqualTo("string");
        assertThat(inferred("1", "\"1\"")).isEqualTo("json");
        assertThat(inferred("{\"a\":1}", "[1]")).isEqualTo("json");
        assertThat(inferred("null")).isEqualTo("string");
    }

    /** What a column makes of a value; the code if it is rejected. */
    private static Object read(String type, boolean declared, String json) {
        RowSchema schema = RowSchema.of(Field.of("f", DataType.parse(type)));
        RowBatchBuilder batch = new RowBatchBuilder(schema, 4);
        byte[] data = utf8("{\"f\":" + json + "}");
        JsonProblem problem = new JsonRows(batch, declared ? Set.of("f") : Set.of(), false).add(data, 0, data.length);
        return problem == null ? batch.build().toMap(0).get("f") : problem.code();
    }

    @Test
    void everyTypeHasItsValues() {
        assertThat(read("boolean", false, "true")).isEqualTo(true);
        assertThat(read("int32", true, "7")).isEqualTo(7);
        assertThat(read("int64", false, "-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
        assertThat(read("float32", true, "1.5")).isEqualTo(1.5f);
        assertThat(read("float64", false, "1e3")).isEqualTo(1000.0);
        assertThat(read("float64", false, "0.1")).isEqualTo(0.1);
        assertThat(read("float64", false, "7.038531e-26")).isEqualTo(7.038531e-26);
        assertThat(read("decimal(12,2)", true, "12.5")).isEqualTo(new BigDecimal("12.50"));
        assertThat(read("decimal(30,2)", true, "\"-12.50\"")).isEqualTo(new BigDecimal("-12.50"));
        assertThat(read("string", false, "\"\\u0000 ü \\ud83c\\udf0d\\n\"")).isEqualTo("\u0000 ü \uD83C\uDF0D\n");
        assertThat((byte[]) read("binary", true, "\"AQI=\"")).containsExactly(1, 2);
        assertThat(read("date", false, "\"2026-01-02\"")).isEqualTo(LocalDate.of(2026, 1, 2));
        assertThat(read("time", true, "\"03:04\"")).isEqualTo(LocalTime.of(3, 4));
        assertThat(read("timestamp", false, "\"2026-01-02 03:04:05\""))
                .isEqualTo(LocalDateTime.of(2026, 1, 2, 3, 4, 5));
        assertThat(read("timestamp_tz", false, "\"2026-01-02T03:04:05+02:00\""))
                .isEqualTo(Instant.parse("2026-01-02T01:04:05Z"));
        UUID uuid = UUID.randomUUID();
        assertThat(read("uuid", false, "\"" + uuid + "\"")).isEqualTo(uuid);
        assertThat(read("json", false, " [1, {\"a\" : \"\\\"\"}] ")).isEqualTo("[1, {\"a\" : \"\\\"\"}]");
        assertThat(read("json", false, "\"text\"")).isEqualTo("\"text\"");
        assertThat(read("json", false, "12")).isEqualTo("12");
        assertThat(read("list<int64>", true, "[1,null,2]")).isEqualTo(Arrays.asList(1L, null, 2L));
        assertThat(read("map<string,decimal(4,1)>", true, "{\"a\":1}")).isEqualTo(Map.of("a", new BigDecimal("1.0")));
        assertThat(read("struct<a:date,b:list<json>>", true, "{\"a\":\"2026-01-02\",\"b\":[{\"x\":[true]}]}"))
                .isEqualTo(Map.of("a", LocalDate.of(2026, 1, 2), "b", List.of("{\"x\":[true]}")));
        assertThat(read("date", true, "null")).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int64 | false | 9223372036854775808 | BAD_INT64",
                "int64 | false | \"7\" | BAD_INT64",
                "int64 | true | 7.5 | BAD_INT64",
                "int32 | true | 2147483648 | BAD_INT32",
                "boolean | false | 1 | BAD_BOOLEAN",
                "float64 | false | 0.12345678901234567891 | BAD_FLOAT64",
                "float64 | true | 1e999 | BAD_FLOAT64",
                "string | false | 7 | BAD_STRING",
                "string | true | {} | BAD_STRING",
                "string | false | \"\\ud800\" | BAD_STRING",
                "date | false | \"2026-02-30\" | BAD_DATE",
                "timestamp_tz | false | \"2026-01-02T03:04:05\" | BAD_TIMESTAMP_TZ",
                "timestamp_tz | true | \"2026-01-02T03:04:05.1234567Z\" | BAD_TIMESTAMP_TZ",
                "decimal(4,1) | true | 1.25 | BAD_DECIMAL",
                "decimal(4,1) | true | 1e999999999 | BAD_DECIMAL",
                "list<int64> | true | [\"x\"] | BAD_LIST",
                "struct<a:int64 not null> | true | {} | BAD_STRUCT",
                "struct<a:int64> | true | {\"b\":1} | BAD_STRUCT"
            })
    void whatDoesNotFitIsRejected(String type, boolean declared, String json, String code) {
        assertThat(read(type, declared, json)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "int64, '\"7\"', 7",
        "int64, 7.0, 7",
        "string, 7.10, 7.10",
        "string, true, true",
        "boolean, '\"no\"', false"
    })
    void aDeclaredTypeTakesWhatMeansTheSame(String type, String json, String value) {
        assertThat(read(type, true, json)).hasToString(value);
    }

    @Test
    void recordsThatAreWrongAsAWholeSayWhy() {
        RowSchema schema =
                RowSchema.of(Field.of("a", DataType.parse("int64")), Field.of("b", DataType.parse("string")));
        RowBatchBuilder batch = new RowBatchBuilder(schema, 4);
        JsonRows rows = new JsonRows(batch, Set.of(), false);
        List<String> codes = new ArrayList<>();
        for (String record : List.of(
                "{\"b\":\"x\",\"a\":1}",
                "{\"a\":1,\"a\":2}",
                "{\"c\":1}",
                "{\"a\":1",
                "",
                "{\"a\":\"x\"}",
                "{}",
                "5",
                "{\"a\":2}{")) {
            byte[] data = utf8(record);
            JsonProblem problem = rows.add(data, 0, data.length);
            codes.add(problem == null ? "ok" : problem.code());
        }
        assertThat(codes)
                .containsExactly(
                        "ok",
                        "REPEATED_FIELD",
                        "UNKNOWN_FIELD",
                        "BAD_JSON",
                        "BAD_JSON",
                        "BAD_INT64",
                        "ok",
                        "UNKNOWN_FIELD",
                        "NOT_ONE_RECORD");
        assertThat(batch.build().rowCount()).isEqualTo(2);
    }

    @Test
    void unknownFieldsAreLeftOutWhereThatIsSaid() {
        RowSchema schema = RowSchema.of(Field.of("a", DataType.parse("int64")));
        RowBatchBuilder batch = new RowBatchBuilder(schema, 4);
        byte[] data = utf8("{\"x\":{\"a\":9},\"a\":1,\"y\":[]}");
        assertThat(new JsonRows(batch, Set.of(), true).add(data, 0, data.length))
                .isNull();
        assertThat(batch.build().toMap(0)).isEqualTo(Map.of("a", 1L));
    }
}
