package io.headgate.source.jdbc;

import io.headgate.api.source.IDataSource;
import io.headgate.testkit.source.SourcePartitionSuite;
import java.util.List;
import java.util.Map;

class PostgresPartitionTest extends SourcePartitionSuite {

    @Override
    protected IDataSource createSource() {
        return Sources.postgres(
                PostgresTables.URL, Map.of("tables", List.of("pairs", "hosts", "heap", "nothing", "codes")));
    }
}
