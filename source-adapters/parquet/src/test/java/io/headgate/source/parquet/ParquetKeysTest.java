package io.headgate.source.parquet;

import io.headgate.api.config.ByteSize;
import io.headgate.api.source.IDataSourceFactory;
import io.headgate.source.file.typed.TypedFileConfig;
import io.headgate.testkit.AdapterConfigSuite;
import java.time.Duration;
import java.util.Map;

class ParquetKeysTest extends AdapterConfigSuite {

    @Override
    protected Class<?> service() {
        return IDataSourceFactory.class;
    }

    @Override
    protected Class<?> factory() {
        return ParquetSourceFactory.class;
    }

    @Override
    protected Class<? extends Record> configType() {
        return TypedFileConfig.class;
    }

    @Override
    protected Map<String, ?> smallestConfig() {
        return Map.of("source_path", "data");
    }

    @Override
    protected Record defaults() {
        return new TypedFileConfig(
                "data",
                null,
                false,
                false,
                null,
                null,
                Duration.ofSeconds(60),
                null,
                null,
                null,
                null,
                new ByteSize(8 << 20));
    }
}
