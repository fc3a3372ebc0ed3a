package io.headgate.source.jdbc;

import io.headgate.api.source.IDataSource;
import io.headgate.testkit.source.SourceRestartSuite;
import java.util.List;
import java.util.Map;

class PostgresRestartTest extends SourceRestartSuite {

    @Override
    protected IDataSource createSource() {
        return Sources.postgres(PostgresTables.URL, Map.of("tables", List.of("pairs", "hosts", "heap", "moments")));
    }

    @Override
    protected List<Integer> payloadRows() {
        return List.of(1, 5);
    }
}
