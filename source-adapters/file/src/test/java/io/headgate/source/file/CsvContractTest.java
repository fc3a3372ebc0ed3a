package io.headgate.source.file;

import io.headgate.api.source.IDataSource;
import io.headgate.testkit.source.SourcePartitionSuite;
import io.headgate.testkit.source.SourceReadSuite;
import io.headgate.testkit.source.SourceRestartSuite;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contract that every source passes, for each way of reading: bytes, gzip, fastcsv, incremental. */
class CsvContractTest {

    @TempDir
    Path temp;

    /** Three files of 27, 10 and 2 records: quotes with line ends, nulls, wide characters, and five that are rejected. */
    private CsvFolder plain() {
        StringBuilder text = new StringBuilder("id,name,price\r\n");
        for (int i = 1; i <= 20; i++) {
            text.append(i)
                    .append(",\"n")
                    .append(i)
                    .append("\r\nü, \"\"x\"\"\",")
                    .append(i)
                    .append(".25\r\n");
            text.append(i % 4 == 0 ? "too,few\n" : i % 9 == 0 ? "1,\"\",\n" : "");
        }
        return new CsvFolder(temp)
                .with("min_partition_bytes", 64)
                .file("a.csv", text.toString())
                .file("b.csv", "id,name,price\n" + "7,表,1\n".repeat(10))
                .file("c.csv", "id,name,price\n,,\r8,last,");
    }

    private CsvFolder gzip() {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
                zip.write(("id,name,price\n" + "7,\"表\n\",1\nbad\n".repeat(10)).getBytes(StandardCharsets.UTF_8));
            }
            return new CsvFolder(temp).file("a.csv.gz", bytes.toByteArray()).file("b.csv.gz", bytes.toByteArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static final int PLAIN_REJECTS = 5;

    private static List<Map<String, Object>> plainRecords() {
        List<Map<String, Object>> records = new ArrayList<>();
        for (long i = 1; i <= 20; i++) {
            records.add(Map.of("id", i, "name", "n" + i + "\r\nü, \"x\"", "price", i + 0.25));
        }
        records.addAll(Collections.nCopies(2, Map.of("id", 1L, "name", "")));
        records.addAll(Collections.nCopies(10, Map.of("id", 7L, "name", "表", "price", 1.0)));
        records.add(Map.of());
        records.add(Map.of("id", 8L, "name", "last"));
        return records;
    }

    @Nested
    class Reading extends SourceReadSuite {
        @Override
        protected IDataSource createSource() {
            return plain().source();
        }

        @Override
        protected List<Map<String, Object>> expectedRecords(String stream) {
            return plainRecords();
        }

        @Override
        protected int expectedRejects(String stream) {
            return PLAIN_REJECTS;
        }
    }

    @Nested
    class ReadingThroughFastcsv extends SourceReadSuite {
        @Override
        protected IDataSource createSource() {
            return plain().tuned(CsvTuning.DEFAULT.withFastcsv()).source();
        }

        @Override
        protected List<Map<String, Object>> expectedRecords(String stream) {
            return plainRecords();
        }

        @Override
        protected int expectedRejects(String stream) {
            return PLAIN_REJECTS;
        }
    }

    @Nested
    class Partitions extends SourcePartitionSuite {
        @Override
        protected IDataSource createSource() {
            return plain().source();
        }
    }

    @Nested
    class PartitionsThroughFastcsv extends SourcePartitionSuite {
        @Override
        protected IDataSource createSource() {
            return plain().tuned(CsvTuning.DEFAULT.withFastcsv()).source();
        }
    }

    @Nested
    class Restart extends SourceRestartSuite {
        @Override
        protected IDataSource createSource() {
            return plain().source();
        }
    }

    @Nested
    class RestartThroughFastcsv extends SourceRestartSuite {
        @Override
        protected IDataSource createSource() {
            return plain().tuned(CsvTuning.DEFAULT.withFastcsv()).source();
        }
    }

    @Nested
    class RestartOfGzip extends SourceRestartSuite {
        @Override
        protected IDataSource createSource() {
            return gzip().source();
        }
    }

    @Nested
    class RestartOfIncremental extends SourceRestartSuite {
        @Override
        protected IDataSource createSource() {
            return plain().with("incremental", true).source();
        }
    }
}
