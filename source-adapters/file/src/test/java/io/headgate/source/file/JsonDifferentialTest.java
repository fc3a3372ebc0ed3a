package io.headgate.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.source.ReadOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** What the bytes are taken apart into is what Jackson gives; what Jackson refuses is rejected; in lines and in an array. */
class JsonDifferentialTest {

    private static final JsonFactory JACKSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Path temp = Path.of("");

    @BeforeProperty
    void makeFolder() throws IOException {
        temp = Files.createTempDirectory("json");
    }

    @AfterProperty
    void removeFolder() throws IOException {
        Files.deleteIfExists(temp.resolve("a.json"));
        Files.delete(temp);
    }

    /** Pieces that make values likely, and pieces that break them. */
    @Provide
    Arbitrary<List<String>> values() {
        Arbitrary<String> whole = Arbitraries.of(
                "\"a\"",
                "\"\"",
                "\"\\u00e9\\n\\\"\"",
                "\"\\ud83d\\ude00\"",
                "\"é漢😀\"",
                "\"]},\"",
                "1",
                "-0.5",
                "1e5",
                "12345678901234567890",
                "true",
                "false",
                "null",
                "[1,[2]]",
                "{\"x\":{}}",
                "{\"x\":\"}\\\\\"}",
                " 7 ",
                "\"long text without anything that is special in it\"");
        Arbitrary<String> broken = Arbitraries.of(
                "\"\\ud800\"",
                "\"\\x\"",
                "01",
                "1.",
                "+1",
                "tru",
                "[1,]",
                "{\"x\"}",
                "{,}",
                "\"a\tb\"",
                "\"a\" 1",
                "nul",
                "{\"x\":1 2}",
                "[1 2]",
                "");
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(6, whole), net.jqwik.api.Tuple.of(1, broken))
                .list()
                .ofMaxSize(12);
    }

    private static List<String> records(List<String> values) {
        List<String> records = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            records.add(
                    switch (i % 4) {
                        case 0 -> "{\"a\":" + value + "}";
                        case 1 -> "{ \"b\" : 1 , \"a\":" + value + " }";
                        case 2 -> "{\"\\u0061\":" + value + ",\"b\":null}";
                        default -> "{\"a\":" + value + ",\"a\":2}";
                    });
        }
        return records;
    }

    @Property(tries = 400)
    void bytes_and_jackson_agree(
            @ForAll("values") List<String> values, @ForAll @IntRange(min = 1, max = 40) int buffer) {
        List<String> records = records(values);
        List<String> expected =
                records.stream().map(JsonDifferentialTest::jackson).toList();
        assertThat(outcome(String.join("\n", records) + "\n", "lines", buffer)).isEqualTo(expected);
        assertThat(outcome("[" + String.join(" ,", records) + "]", "array", buffer))
                .isEqualTo(expected);
    }

    private List<String> outcome(String text, String layout, int buffer) {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("a", "json");
        columns.put("b", "json");
        JsonFolder folder = new JsonFolder(temp)
                .with("layout", layout)
                .with("columns", columns)
                .with("min_partition_bytes", 1)
                .buffer(buffer)
                .file("a.json", text.getBytes(StandardCharsets.UTF_8));
        CsvFolder.Reading reading = folder.read(1, ReadOptions.DEFAULT_ROWS);
        String[] found = new String[reading.rows.size() + reading.rejected.size()];
        for (int i = 0; i < reading.rows.size(); i++) {
            Map<String, @Nullable Object> row = reading.rows.get(i);
            found[number(reading.places.get(i)) - 1] = row.get("a") + " " + row.get("b");
        }
        reading.rejected.forEach(rejected -> found[number(rejected.place()) - 1] = "rejected");
        return List.of(found);
    }

    private static int number(String place) {
        return Integer.parseInt(place.substring(place.indexOf(':') + 1));
    }

    /** The values of a and b as they stand in the record. */
    private static String jackson(String record) {
        byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
        Map<String, String> values = new LinkedHashMap<>();
        try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return "rejected";
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken first = parser.nextToken();
                int from = (int) parser.currentTokenLocation().getByteOffset();
                read(parser);
                int to = (int) parser.currentLocation().getByteOffset();
                String value = new String(bytes, from, to - from, StandardCharsets.UTF_8).strip();
                values.put(name, first == JsonToken.VALUE_NULL ? "null" : value);
            }
            if (parser.nextToken() != null) {
                return "rejected";
            }
        } catch (JacksonException e) {
            return "rejected";
        }
        return values.get("a") + " " + values.get("b");
    }

    /** Reads every text, so that none is passed over without being looked at. */
    private static void read(JsonParser parser) {
        int depth = 0;
        while (true) {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.VALUE_STRING) {
                parser.getString();
            } else if (token == JsonToken.START_ARRAY || token == JsonToken.START_OBJECT) {
                depth++;
            } else if (token == JsonToken.END_ARRAY || token == JsonToken.END_OBJECT) {
                depth--;
            }
            if (depth == 0) {
                parser.finishToken();
                return;
            }
            parser.nextToken();
        }
    }
}
