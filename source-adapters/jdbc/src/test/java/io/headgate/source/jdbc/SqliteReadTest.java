package io.headgate.source.jdbc;

import io.headgate.api.source.IDataSource;
import io.headgate.testkit.source.SourceReadSuite;
import java.util.List;
import java.util.Map;

class SqliteReadTest extends SourceReadSuite {

    @Override
    protected IDataSource createSource() {
        return Sources.of(
                new SqliteSourceFactory(), Map.of("database", SqliteTables.FILE.toString(), "min_partition_rows", 4));
    }

    @Override
    protected List<Map<String, Object>> expectedRecords(String stream) {
        return SqliteTables.records(stream);
    }
}
