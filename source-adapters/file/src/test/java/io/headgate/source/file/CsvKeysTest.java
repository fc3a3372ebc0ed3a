package io.headgate.source.file;

import io.headgate.api.config.ByteSize;
import io.headgate.api.source.IDataSourceFactory;
import io.headgate.source.file.common.Compression;
import io.headgate.testkit.AdapterConfigSuite;
import java.time.Duration;
import java.util.List;
import java.util.Map;

class CsvKeysTest extends AdapterConfigSuite {

    @Override
    protected Class<?> service() {
        return IDataSourceFactory.class;
    }

    @Override
    protected Class<?> factory() {
        return CsvSourceFactory.class;
    }

    @Override
    protected Class<? extends Record> configType() {
        return CsvConfig.class;
    }

    @Override
    protected Map<String, ?> smallestConfig() {
        return Map.of("source_path", "data");
    }

    @Override
    protected Record defaults() {
        return new CsvConfig(
                "data",
                "*.{csv,csv.gz}",
                false,
                ",",
                "\"",
                null,
                true,
                null,
                List.of(""),
                "UTF-8",
                Compression.AUTO,
                false,
                Duration.ofSeconds(60),
                10_000,
                new ByteSize(8 << 20),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
