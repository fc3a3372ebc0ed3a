package io.headgate.benchmarks;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** CSV; the library gives text, and converts none of it. */
final class CsvFiles implements MeasuredFormat {

    @Override
    public String key() {
        return "csv";
    }

    @Override
    public String library() {
        return "fastcsv, every field as text";
    }

    @Override
    public boolean isText() {
        return true;
    }

    @Override
    public String source(Path file) {
        return "name = \"csv\"\nconfig = { source_path = \"" + file + "\" }\n";
    }

    @Override
    public void write(DataFile data, Path file) throws IOException {
        Files.copy(data.path(), file);
    }

    @Override
    public long read(Path file, TextValues texts) throws IOException {
        long rows = -1;
        long taken = 0;
        boolean converted = texts.isConverted();
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(file)) {
            for (CsvRecord record : reader) {
                rows++;
                for (int i = 0; i < record.getFieldCount(); i++) {
                    String field = record.getField(i);
                    taken += converted && rows > 0 ? texts.take(i, field) : field.length();
                }
            }
        }
        return taken == 0 ? 0 : rows;
    }
}
