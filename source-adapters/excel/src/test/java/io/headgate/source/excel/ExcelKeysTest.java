package io.headgate.source.excel;

import io.headgate.api.config.ByteSize;
import io.headgate.api.source.IDataSourceFactory;
import io.headgate.testkit.AdapterConfigSuite;
import java.time.Duration;
import java.util.Map;

class ExcelKeysTest extends AdapterConfigSuite {

    @Override
    protected Class<?> service() {
        return IDataSourceFactory.class;
    }

    @Override
    protected Class<?> factory() {
        return ExcelSourceFactory.class;
    }

    @Override
    protected Class<? extends Record> configType() {
        return ExcelConfig.class;
    }

    @Override
    protected Map<String, ?> smallestConfig() {
        return Map.of("source_path", "data");
    }

    @Override
    protected Record defaults() {
        return new ExcelConfig(
                "data",
                "[!~]*.{xlsx,xlsm}",
                false,
                null,
                true,
                null,
                null,
                Map.of(),
                10_000,
                1000,
                new ByteSize(128 << 20),
                false,
                null,
                null,
                Duration.ofSeconds(60),
                null,
                null,
                null,
                null);
    }
}
