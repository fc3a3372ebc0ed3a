package io.headgate.source.orc;

import io.headgate.api.source.IDataSource;
import io.headgate.testkit.source.SourcePartitionSuite;
import io.headgate.testkit.source.SourceReadSuite;
import io.headgate.testkit.source.SourceRestartSuite;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.hive.ql.exec.vector.BytesColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ListColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.LongColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.TimestampColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.VectorizedRowBatch;
import org.apache.orc.CompressionKind;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contract that every source passes. */
class OrcContractTest {

    private static final String SCHEMA = "struct<id:bigint,name:string,at:timestamp,tags:array<int>>";

    /** Every ninth timestamp of the first file is finer than a column: two of them are rejected. */
    private static final int FINE = 9;

    @TempDir
    Path temp;

    private IDataSource folder() {
        return new OrcFolder(temp)
                .with("min_partition_bytes", 1)
                .file("a.orc", SCHEMA, 23, 5, CompressionKind.ZLIB, (batch, at, i) -> fill(batch, at, i, true))
                .file("b.orc", SCHEMA, 4, 2, CompressionKind.SNAPPY, (batch, at, i) -> fill(batch, at, i, false))
                .file("c.orc", SCHEMA, 0, 2, (batch, at, i) -> fill(batch, at, i, false))
                .source();
    }

    private static void fill(VectorizedRowBatch batch, int at, int i, boolean fine) {
        ((LongColumnVector) batch.cols[0]).vector[at] = i;
        if (i % 3 == 0) {
            batch.cols[1].noNulls = false;
            batch.cols[1].isNull[at] = true;
        } else {
            ((BytesColumnVector) batch.cols[1]).setVal(at, ("n" + i + " ü").getBytes(StandardCharsets.UTF_8));
        }
        TimestampColumnVector times = (TimestampColumnVector) batch.cols[2];
        times.time[at] = 0;
        times.nanos[at] = i * 1000 + (fine && i % FINE == FINE - 1 ? 1 : 0);
        ListColumnVector tags = (ListColumnVector) batch.cols[3];
        tags.offsets[at] = tags.childCount;
        tags.lengths[at] = 2;
        tags.child.ensureSize(tags.childCount + 2, true);
        ((LongColumnVector) tags.child).vector[tags.childCount++] = i;
        ((LongColumnVector) tags.child).vector[tags.childCount++] = -i;
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
                        record.put("at", LocalDateTime.of(1970, 1, 1, 0, 0, 0, i * 1000));
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
