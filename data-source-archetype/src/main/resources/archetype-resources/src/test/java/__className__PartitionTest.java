package ${package};

import io.headgate.api.source.IDataSource;
import io.headgate.testkit.source.SourcePartitionSuite;

class ${className}PartitionTest extends SourcePartitionSuite {

    @Override
    protected IDataSource createSource() {
        return ${className}Sources.withABrokenRecord();
    }
}
