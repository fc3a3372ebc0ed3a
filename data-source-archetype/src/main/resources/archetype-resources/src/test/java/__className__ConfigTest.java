package ${package};

import io.headgate.api.source.IDataSourceFactory;
import io.headgate.testkit.AdapterConfigSuite;

class ${className}ConfigTest extends AdapterConfigSuite {

    @Override
    protected Class<?> service() {
        return IDataSourceFactory.class;
    }

    @Override
    protected Class<?> factory() {
        return ${className}SourceFactory.class;
    }

    @Override
    protected Class<? extends Record> configType() {
        return ${className}Config.class;
    }

    @Override
    protected Record defaults() {
        return new ${className}Config(1000, 500, null);
    }
}
