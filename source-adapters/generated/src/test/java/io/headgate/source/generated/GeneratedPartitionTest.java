package io.headgate.source.generated;

import io.headgate.api.source.IDataSource;
import io.headgate.testkit.source.SourcePartitionSuite;
import java.util.Map;

class GeneratedPartitionTest extends SourcePartitionSuite {

    @Override
    protected IDataSource createSource() {
        return GeneratedSources.of(Map.of("num_records", 40_001));
    }
}
