package io.headgate.benchmarks;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** JSON as the harness writes it, and as Jackson reads it: each number as a number, each text decoded. */
final class JsonTexts {

    private JsonTexts() {}

    static void append(List<String> names, List<String> types, CsvRecord row, StringBuilder out) {
        String separator = "{\"";
        for (int i = 0; i < names.size(); i++) {
            String value = row.getField(i);
            if (value.isEmpty()) {
                continue;
            }
            out.append(separator).append(names.get(i)).append("\":");
            separator = ",\"";
            if (CsvRows.isBare(types.get(i))) {
                out.append(value);
            } else {
                quote(value, out);
            }
        }
        out.append(separator.equals("{\"") ? "{}" : "}");
    }

    private static void quote(String value, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    static long read(Path file, TextValues texts) {
        long rows = 0;
        double sum = 0;
        int column = -1;
        boolean converted = texts.isConverted();
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), file)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                switch (token) {
                    case START_OBJECT -> rows++;
                    case PROPERTY_NAME -> column = converted ? texts.column(parser.currentName()) : -1;
                    case VALUE_STRING ->
                        sum += converted ? texts.take(column, parser.getString()) : parser.getStringLength();
                    case VALUE_NUMBER_INT -> sum += parser.getLongValue();
                    case VALUE_NUMBER_FLOAT -> sum += parser.getDoubleValue();
                    default -> {
                        // Words need no decoding.
                    }
                }
            }
        }
        return sum == 0 ? 0 : rows;
    }
}
