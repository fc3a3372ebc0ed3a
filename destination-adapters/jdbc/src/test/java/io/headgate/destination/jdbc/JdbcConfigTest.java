package io.headgate.destination.jdbc;

import io.headgate.api.destination.IDataDestinationFactory;
import io.headgate.testkit.AdapterConfigSuite;
import java.util.Map;

class JdbcConfigTest extends AdapterConfigSuite {

    @Override
    protected Class<?> service() {
        return IDataDestinationFactory.class;
    }

    @Override
    protected Class<?> factory() {
        return JdbcDestinationFactory.class;
    }

    @Override
    protected Class<? extends Record> configType() {
        return JdbcDestinationConfig.class;
    }

    @Override
    protected Record defaults() {
        return new JdbcDestinationConfig(null, null, null, Map.of());
    }
}
