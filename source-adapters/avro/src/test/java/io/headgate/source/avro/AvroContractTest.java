package io.headgate.source.avro;

import io.headgate.api.source.IDataSource;
import io.headgate.testkit.source.SourcePartitionSuite;
import io.headgate.testkit.source.SourceReadSuite;
import io.headgate.testkit.source.SourceRestartSuite;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.file.CodecFactory;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contract that every source passes. */
class AvroContractTest {

    private static final String SCHEMA =
            """
            {"type":"record","name":"r","fields":[
              {"name":"id","type":"long"},
              {"name":"name","type":["null","string"]},
              {"name":"at","type":{"type":"long","logicalType":"timestamp-nanos"}},
              {"name":"tags","type":{"type":"array","items":"int"}}]}
            """;

    /** Every ninth timestamp of the first file is finer than a column: two of them are rejected. */
    private static final int FINE = 9;

    @TempDir
    Path temp;

    private IDataSource folder() {
        return new AvroFolder(temp)
                .with("min_partition_bytes", 1)
                .file("a.avro", SCHEMA, 23, 5, CodecFactory.snappyCodec(), i -> row(i, true))
                .file("b.avro", SCHEMA, 4, 2, CodecFactory.deflateCodec(1), i -> row(i, false))
                .file("c.avro", SCHEMA, 0, 2, i -> row(i, false))
                .source();
    }

    private static Object row(int i, boolean fine) {
        return AvroFolder.record(
                SCHEMA,
                (long) i,
                i % 3 == 0 ? null : "n" + i + " ü",
                i * 1000L + (fine && i % FINE == FINE - 1 ? 1 : 0),
                List.of(i, -i));
    }

    @Nested
    class Reading extends SourceReadSuite {
        @Override
        protected IDataSource createSource() {
            return folder();
        }

        @Override
        protected List<Map<String, Object>> expectedRecords(String stream) {
            List<Map<String, Object>> records = new ArrayList<>();
            for (int file = 0; file < 2; file++) {
                for (int i = 0; i < (file == 0 ? 23 : 4); i++) {
                    if (file == 1 || i % FINE != FINE - 1) {
                        Map<String, Object> record = new HashMap<>();
                        record.put("id", (long) i);
                        record.put("at", Instant.EPOCH.plusNanos(i * 1000L));
                        record.put("tags", new ArrayList<>(List.of(i, -i)));
                        if (i % 3 != 0) {
                            record.put("name", "n" + i + " ü");
                        }
                        records.add(record);
                    }
                }
            }
            return records;
        }

        @Override
        protected int expectedRejects(String stream) {
            return 2;
        }
    }

    @Nested
    class Partitions extends SourcePartitionSuite {
        @Override
        protected IDataSource createSource() {
            return folder();
        }
    }

    @Nested
    class Restart extends SourceRestartSuite {
        @Override
        protected IDataSource createSource() {
            return folder();
        }
    }
}
