package io.headgate.benchmarks;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.simpleflatmapper.lightningcsv.CsvParser;

/** CSV as the parser of SimpleFlatMapper reads it, beside fastcsv: every field as text. */
final class LightningCsv {

    private LightningCsv() {}

    static long read(Path file, TextValues texts) throws IOException {
        long rows = -1;
        long taken = 0;
        boolean converted = texts.isConverted();
        try (Reader in = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)) {
            Iterator<String[]> records = CsvParser.iterator(in);
            while (records.hasNext()) {
                String[] record = records.next();
                rows++;
                for (int i = 0; i < record.length; i++) {
                    taken += converted && rows > 0 ? texts.take(i, record[i]) : record[i].length();
                }
            }
        }
        return taken == 0 ? 0 : rows;
    }
}
