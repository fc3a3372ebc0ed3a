package io.headgate.source.parquet;

import io.headgate.api.source.IDataSource;
import io.headgate.testkit.source.SourcePartitionSuite;
import io.headgate.testkit.source.SourceReadSuite;
import io.headgate.testkit.source.SourceRestartSuite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contract that every source passes, for flat records and for nested ones. */
class ParquetContractTest {

    private static final String FLAT =
            """
            message flat { required int64 id; optional binary name (STRING); optional int64 at (TIMESTAMP(NANOS,false)); }
            """;

    private static final String NESTED =
            """
            message nested {
              required int64 id;
              optional group tags (LIST) { repeated group list { optional binary element (STRING); } }
            }
            """;

    /** Every ninth timestamp of the first file is finer than a column: two of them are rejected. */
    private static final int FINE = 9;

    @TempDir
    Path temp;

    private IDataSource flat() {
        return new ParquetFolder(temp)
                .with("min_partition_bytes", 1)
                .file("a.parquet", FLAT, 23, 5, CompressionCodecName.SNAPPY, (group, i) -> flat(group, i, true))
                .file("b.parquet", FLAT, 4, 100, CompressionCodecName.ZSTD, (group, i) -> flat(group, i, false))
                .file("c.parquet", FLAT, 0, 100, (group, i) -> {})
                .source();
    }

    private static void flat(Group group, int i, boolean fine) {
        group.add("id", (long) i);
        if (i % 3 != 0) {
            group.add("name", "n" + i + " ü");
        }
        group.add("at", i * 1000L + (fine && i % FINE == FINE - 1 ? 1 : 0));
    }

    private IDataSource nested() {
        return new ParquetFolder(temp)
                .with("min_partition_bytes", 1)
                .file("a.parquet", NESTED, 11, 4, CompressionCodecName.UNCOMPRESSED, (group, i) -> {
                    group.add("id", (long) i);
                    if (i % 4 != 3) {
                        Group tags = group.addGroup("tags");
                        for (int n = 0; n < i % 4; n++) {
                            Group element = tags.addGroup("list");
                            if (n != 1) {
                                element.add("element", ("t" + i + "/" + n).repeat(200));
                            }
                        }
                    }
                })
                .source();
    }

    @Nested
    class Reading extends SourceReadSuite {
        @Override
        protected IDataSource createSource() {
            return flat();
        }

        @Override
        protected List<Map<String, Object>> expectedRecords(String stream) {
            List<Map<String, Object>> records = new ArrayList<>();
            for (int file = 0; file < 2; file++) {
                for (int i = 0; i < (file == 0 ? 23 : 4); i++) {
                    if (file == 1 || i % FINE != FINE - 1) {
                        Map<String, Object> record = new HashMap<>();
                        record.put("id", (long) i);
                        record.put("at", java.time.LocalDateTime.of(1970, 1, 1, 0, 0, 0, i * 1000));
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
            return flat();
        }
    }

    @Nested
    class Restart extends SourceRestartSuite {
        @Override
        protected IDataSource createSource() {
            return flat();
        }
    }

    @Nested
    class PartitionsOfNested extends SourcePartitionSuite {
        @Override
        protected IDataSource createSource() {
            return nested();
        }
    }

    @Nested
    class RestartOfNested extends SourceRestartSuite {
        @Override
        protected IDataSource createSource() {
            return nested();
        }
    }
}
