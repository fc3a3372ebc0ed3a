package io.headgate.source.jdbc;

import io.headgate.api.source.IDataSource;
import io.headgate.testkit.source.SourceReadSuite;
import java.util.List;
import java.util.Map;

class H2ReadTest extends SourceReadSuite {

    @Override
    protected IDataSource createSource() {
        return Sources.of(new JdbcSourceFactory(), Map.of("url", H2Tables.URL, "min_partition_rows", 4));
    }

    @Override
    protected List<Map<String, Object>> expectedRecords(String stream) {
        return H2Tables.records(stream);
    }
}
