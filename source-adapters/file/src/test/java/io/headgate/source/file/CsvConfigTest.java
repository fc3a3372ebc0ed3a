package io.headgate.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.config.ByteSize;
import io.headgate.api.config.ConfigBinder;
import io.headgate.api.source.IDataSourceFactory;
import io.headgate.source.file.common.Compression;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class CsvConfigTest {

    @Test
    void defaults_are_these() {
        CsvConfig config = ConfigBinder.bind(CsvConfig.class, Map.of("source_path", "/data"));
        assertThat(config)
                .isEqualTo(new CsvConfig(
                        "/data",
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
                        null));
    }

    @Test
    void the_adapter_is_found_under_its_name() {
        assertThat(ServiceLoader.load(IDataSourceFactory.class).stream()
                        .map(provider -> provider.get().name()))
                .contains("csv");
    }
}
