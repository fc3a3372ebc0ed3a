package io.headgate.source.jdbc;

import io.headgate.api.source.IDataSource;
import io.headgate.testkit.source.SourcePartitionSuite;
import java.util.Map;

class SqlitePartitionTest extends SourcePartitionSuite {

    @Override
    protected IDataSource createSource() {
        return Sources.of(
                new SqliteSourceFactory(), Map.of("database", SqliteTables.FILE.toString(), "min_partition_rows", 4));
    }
}
