package io.headgate.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import io.headgate.testkit.MemorySourceState;
import io.headgate.testkit.source.SourceReadSuite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** MariaDB as a real server, whose binaries come with the build for Linux on x86. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "MariaDB's binaries are for Linux on x86")
class MysqlReadTest extends SourceReadSuite {

    @Override
    protected IDataSource createSource() {
        return Sources.of(
                new MysqlSourceFactory(),
                Map.of(
                        "host", "127.0.0.1",
                        "port", MariaDb.PORT,
                        "database", "shop",
                        "username", "root",
                        "min_partition_rows", 4));
    }

    @Override
    protected List<Map<String, Object>> expectedRecords(String stream) {
        return MariaDb.records(stream);
    }

    /** Else the table's owner would wait for the destination, and all who come after the owner with him. */
    @Test
    void aTableCanBeAlteredWhileItsRecordsAreWritten() {
        String url =
                MariaDb.database("CREATE TABLE t (id BIGINT PRIMARY KEY)", "INSERT INTO t SELECT seq FROM seq_1_to_10");
        try (IDataSource source =
                Sources.of(new MysqlSourceFactory(), Map.of("url", url, "username", "root", "page_rows", 4))) {
            source.connect(new MemorySourceState());
            IDataSourceStream stream = Sources.stream(source, "t");
            StreamPartition partition = stream.partitions(1).get(0);
            List<Object> read = new ArrayList<>();
            try (PayloadCursor cursor = stream.open(partition, StreamState.EMPTY, ReadOptions.of(stream.schema()))) {
                for (DataSourcePayload payload = cursor.next(); payload != null; payload = cursor.next()) {
                    read.addAll(Sources.values(payload.data(), "id"));
                    MariaDb.execute(
                            url, "SET lock_wait_timeout = 1", "ALTER TABLE t ADD COLUMN c" + read.size() + " INT");
                }
            }
            assertThat(read).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        }
    }
}
