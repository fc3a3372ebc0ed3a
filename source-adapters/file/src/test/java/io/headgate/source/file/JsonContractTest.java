package io.headgate.source.file;

import io.headgate.api.source.IDataSource;
import io.headgate.testkit.source.SourcePartitionSuite;
import io.headgate.testkit.source.SourceReadSuite;
import io.headgate.testkit.source.SourceRestartSuite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contract that every source passes, for lines, compressed lines, an array, and an array under a pointer. */
class JsonContractTest {

    private static final int RECORDS = 24;

    @TempDir
    Path temp;

    private static String record(int i) {
        String name = i % 5 == 0 ? "n\\\"" + i + "\\u00fc\\n" : "表" + i;
        String tags = i % 3 == 0 ? "" : ",\"tags\":[" + i + ", {\"x\": \"]}\"}]";
        return "{\"id\":" + i + ",\"name\":\"" + name + "\",\"price\":" + i + ".25" + tags + "}";
    }

    private static List<Map<String, Object>> all() {
        List<Map<String, Object>> records = new ArrayList<>();
        for (int i = 1; i <= RECORDS; i++) {
            Map<String, Object> record = new HashMap<>();
            record.put("id", (long) i);
            record.put("name", i % 5 == 0 ? "n\"" + i + "ü\n" : "表" + i);
            record.put("price", i + 0.25);
            if (i % 3 != 0) {
                record.put("tags", "[" + i + ", {\"x\": \"]}\"}]");
            }
            records.add(record);
        }
        return records;
    }

    private static final int REJECTS = 3;

    private JsonFolder lines(int from, int to, String name) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i <= to; i++) {
            text.append(record(i)).append(i % 2 == 0 ? "\r\n" : "\n");
            text.append(i % 8 == 0 ? "{\"id\":\n\n" : "");
        }
        return new JsonFolder(temp).with("min_partition_bytes", 64).buffer(16).file(name, text.toString());
    }

    private JsonFolder lines() {
        lines(1, 17, "a.jsonl");
        return lines(18, RECORDS, "b.jsonl");
    }

    private String array(String before, String after) {
        StringBuilder text = new StringBuilder(before);
        for (int i = 1; i <= RECORDS; i++) {
            text.append(i == 1 ? " " : " ,\n").append(record(i)).append(i % 8 == 0 ? ",{\"id\" 7}" : "");
        }
        return text + after;
    }

    private JsonFolder array() {
        return new JsonFolder(temp).buffer(16).file("a.json", array("[", "\n]\n"));
    }

    private JsonFolder pointer() {
        return new JsonFolder(temp)
                .buffer(16)
                .with("pointer", "/data/1/items")
                .file("a.json", array("{\"x\":[1],\"data\":[null,{\"a\":{},\"items\":[", "],\"b\":1}],\"c\":2}"));
    }

    abstract static class Reads extends SourceReadSuite {
        @Override
        protected List<Map<String, Object>> expectedRecords(String stream) {
            return all();
        }

        @Override
        protected int expectedRejects(String stream) {
            return REJECTS;
        }
    }

    @Nested
    class ReadingLines extends Reads {
        @Override
        protected IDataSource createSource() {
            return lines().source();
        }
    }

    @Nested
    class ReadingAnArray extends Reads {
        @Override
        protected IDataSource createSource() {
            return array().source();
        }
    }

    @Nested
    class ReadingUnderAPointer extends Reads {
        @Override
        protected IDataSource createSource() {
            return pointer().source();
        }
    }

    @Nested
    class PartitionsOfLines extends SourcePartitionSuite {
        @Override
        protected IDataSource createSource() {
            return lines().source();
        }
    }

    @Nested
    class RestartOfLines extends SourceRestartSuite {
        @Override
        protected IDataSource createSource() {
            return lines().source();
        }
    }

    @Nested
    class RestartOfCompressedLines extends SourceRestartSuite {
        @Override
        protected IDataSource createSource() {
            StringBuilder text = new StringBuilder();
            for (int i = 1; i <= RECORDS; i++) {
                text.append(record(i)).append('\n');
            }
            return new JsonFolder(temp)
                    .file("a.jsonl.gz", Compressed.gzip(text.toString()))
                    .source();
        }
    }

    @Nested
    class RestartOfAnArray extends SourceRestartSuite {
        @Override
        protected IDataSource createSource() {
            return array().source();
        }
    }

    @Nested
    class RestartUnderAPointer extends SourceRestartSuite {
        @Override
        protected IDataSource createSource() {
            return pointer().source();
        }
    }

    @Nested
    class RestartOfIncremental extends SourceRestartSuite {
        @Override
        protected IDataSource createSource() {
            return lines().with("incremental", true).source();
        }
    }
}
