package io.headgate.source.jdbc;

import io.headgate.api.source.IDataSource;
import io.headgate.testkit.source.SourceRestartSuite;
import java.util.Map;

class H2RestartTest extends SourceRestartSuite {

    @Override
    protected IDataSource createSource() {
        return Sources.of(new JdbcSourceFactory(), Map.of("url", H2Tables.URL, "min_partition_rows", 4));
    }
}
