package ${package};

import io.headgate.api.source.IDataSource;
import io.headgate.testkit.source.SourceRestartSuite;

class ${className}RestartTest extends SourceRestartSuite {

    @Override
    protected IDataSource createSource() {
        return ${className}Sources.withABrokenRecord();
    }
}
