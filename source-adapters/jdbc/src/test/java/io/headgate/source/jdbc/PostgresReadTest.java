package io.headgate.source.jdbc;

import io.headgate.api.source.IDataSource;
import io.headgate.testkit.source.SourceReadSuite;
import java.util.List;
import java.util.Map;

class PostgresReadTest extends SourceReadSuite {

    @Override
    protected IDataSource createSource() {
        return Sources.postgres(PostgresTables.URL, Map.of());
    }

    @Override
    protected List<Map<String, Object>> expectedRecords(String stream) {
        return PostgresTables.records(stream);
    }
}
