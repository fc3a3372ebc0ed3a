package io.headgate.source.generated;

import io.headgate.api.source.IDataSourceFactory;
import io.headgate.testkit.AdapterConfigSuite;

class GeneratedConfigTest extends AdapterConfigSuite {

    @Override
    protected Class<?> service() {
        return IDataSourceFactory.class;
    }

    @Override
    protected Class<?> factory() {
        return GeneratedDataSourceFactory.class;
    }

    @Override
    protected Class<? extends Record> configType() {
        return GeneratedConfig.class;
    }

    @Override
    protected Record defaults() {
        return new GeneratedConfig(2, 1, false, 0, 0);
    }
}
