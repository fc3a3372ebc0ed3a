package io.headgate.source.jdbc;

import io.headgate.api.source.IDataSource;
import io.headgate.testkit.source.SourceRestartSuite;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** MariaDB as a real server, whose binaries come with the build for Linux on x86. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "MariaDB's binaries are for Linux on x86")
class MysqlRestartTest extends SourceRestartSuite {

    @Override
    protected IDataSource createSource() {
        return Sources.of(
                new MysqlSourceFactory(),
                Map.of(
                        "host",
                        "127.0.0.1",
                        "port",
                        MariaDb.PORT,
                        "database",
                        "shop",
                        "username",
                        "root",
                        "tables",
                        List.of("triples", "moments"),
                        "min_partition_rows",
                        4));
    }

    @Override
    protected List<Integer> payloadRows() {
        return List.of(3);
    }
}
