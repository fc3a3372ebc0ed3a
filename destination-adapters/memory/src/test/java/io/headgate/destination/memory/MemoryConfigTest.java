package io.headgate.destination.memory;

import io.headgate.api.destination.IDataDestinationFactory;
import io.headgate.testkit.AdapterConfigSuite;

class MemoryConfigTest extends AdapterConfigSuite {

    @Override
    protected Class<?> service() {
        return IDataDestinationFactory.class;
    }

    @Override
    protected Class<?> factory() {
        return MemoryDestinationFactory.class;
    }

    @Override
    protected Class<? extends Record> configType() {
        return MemoryConfig.class;
    }

    @Override
    protected Record defaults() {
        return new MemoryConfig(true);
    }
}
