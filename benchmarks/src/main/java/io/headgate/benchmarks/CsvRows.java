package io.headgate.benchmarks;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Goes through the rows of a CSV file of the harness and writes each in another text format. */
final class CsvRows {

    /** Appends a row; {@code types} are SQL's, by column. */
    interface RowText {
        void append(List<String> names, List<String> types, CsvRecord row, StringBuilder out);
    }

    private CsvRows() {}

    static void write(DataFile data, Path file, String before, RowText format, String between, String after)
            throws IOException {
        List<String> names = data.shape().columns().stream()
                .map(column -> column.split(" ")[0])
                .toList();
        List<String> types = data.shape().columns().stream()
                .map(column -> column.split(" ")[1])
                .toList();
        StringBuilder text = new StringBuilder();
        try (CsvReader<CsvRecord> rows = CsvReader.builder().ofCsvRecord(data.path());
                BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write(before);
            boolean header = true;
            boolean first = true;
            for (CsvRecord row : rows) {
                if (header) {
                    header = false;
                    continue;
                }
                text.setLength(0);
                text.append(first ? "" : between);
                first = false;
                format.append(names, types, row, text);
                out.append(text);
            }
            out.write(after);
        }
    }

    /** Whether a column's values are written without quotes in JSON. */
    static boolean isBare(String type) {
        return type.startsWith("bigint")
                || type.startsWith("numeric")
                || type.startsWith("double")
                || type.startsWith("boolean");
    }
}
