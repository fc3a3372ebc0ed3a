package io.headgate.destination.file;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.headgate.api.config.ConfigBinder;
import io.headgate.api.data.DataType;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is written, read by other people's readers. */
class RowTextOracleTest {

    private static final String[] PIECES = {
        "a",
        "\"",
        ",",
        ";",
        "\n",
        "\r",
        "\r\n",
        " ",
        "\t",
        "NULL",
        "\\",
        "é",
        "😀",
        "\uFEFF",
        "\u0000",
        "\u2028",
        "''",
        "{",
        "0",
        "\u007F",
        "\u0080",
        "plain words",
        "sixteen letters."
    };
    private static final RowSchema SCHEMA = RowSchema.of(
            Field.of("te\"x,t", DataType.Primitive.STRING),
            Field.of("number", DataType.Primitive.FLOAT64),
            Field.of("am\\ount\n", DataType.parse("decimal(18,4)")),
            Field.of("more", DataType.Primitive.STRING));

    private final Random random = new Random(7);

    private List<Map<String, Object>> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("te\"x,t", text());
            row.put("number", random.nextGaussian() * Math.pow(10, random.nextInt(30) - 15));
            row.put("am\\ount\n", BigDecimal.valueOf(random.nextLong() % 1_000_000_000_000L, 4));
            row.put("more", text());
            rows.add(row);
        }
        return rows;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int count = random.nextInt(9); count > 0; count--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private static String write(RowText rowText, List<Map<String, Object>> rows) {
        RowBatchBuilder builder = new RowBatchBuilder(SCHEMA, rows.size());
        rows.forEach(builder::addRow);
        RowBatch batch = builder.build();
        TextBuffer out = new TextBuffer();
        rowText.header(out);
        rowText.bind(batch);
        for (int row = 0; row < batch.rowCount(); row++) {
            rowText.write(row, out);
        }
        return new String(out.bytes, 0, out.length, StandardCharsets.UTF_8);
    }

    private static FileConfig config(Map<String, ?> values) {
        return ConfigBinder.bind(FileConfig.class, values);
    }

    @Test
    void csv_is_read_by_a_csv_reader() throws Exception {
        List<Map<String, Object>> rows = rows();
        for (String delimiter : List.of(",", ";", "\t")) {
            Map<String, String> config = Map.of("delimiter", delimiter, "null_text", "NULL", "line_end", "crlf");
            String text = write(new CsvRowText(SCHEMA, config(config)), rows);
            try (CsvReader<CsvRecord> reader =
                    CsvReader.builder().fieldSeparator(delimiter).ofCsvRecord(text)) {
                List<CsvRecord> records = reader.stream().toList();
                assertThat(records).hasSize(rows.size() + 1);
                assertThat(records.get(0).getFields()).isEqualTo(SCHEMA.names());
                for (int i = 0; i < rows.size(); i++) {
                    assertSame(records.get(i + 1).getFields(), rows.get(i));
                }
            }
        }
    }

    private static void assertSame(List<String> fields, Map<String, Object> row) {
        assertThat(fields.get(0)).isEqualTo(row.get("te\"x,t"));
        assertThat(Double.valueOf(fields.get(1))).isEqualTo(row.get("number"));
        assertThat(new BigDecimal(fields.get(2))).isEqualTo(row.get("am\\ount\n"));
        assertThat(fields.get(3)).isEqualTo(row.get("more"));
    }

    @Test
    void json_lines_are_read_by_a_json_parser() {
        List<Map<String, Object>> rows = rows();
        String[] lines = write(new JsonRowText(SCHEMA, config(Map.of())), rows).split("\n");
        assertThat(lines).hasSameSizeAs(rows);
        JsonMapper mapper = new JsonMapper();
        for (int i = 0; i < lines.length; i++) {
            JsonNode node = mapper.readTree(lines[i]);
            List<String> fields = SCHEMA.names().stream()
                    .map(name -> node.get(name).asString())
                    .toList();
            assertThat(fields.get(0)).isEqualTo(rows.get(i).get("te\"x,t"));
            assertThat(node.get("number").doubleValue()).isEqualTo(rows.get(i).get("number"));
            assertThat(node.get("am\\ount\n").decimalValue())
                    .isEqualByComparingTo((BigDecimal) rows.get(i).get("am\\ount\n"));
            assertThat(fields.get(3)).isEqualTo(rows.get(i).get("more"));
        }
    }
}
