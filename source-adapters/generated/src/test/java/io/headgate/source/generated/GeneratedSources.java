package io.headgate.source.generated;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.source.IDataSource;
import java.util.Map;

final class GeneratedSources {

    private GeneratedSources() {}

    static IDataSource of(Map<String, Object> config) {
        GeneratedDataSourceFactory factory = new GeneratedDataSourceFactory();
        return factory.create("auto", ConfigBinder.bind(factory.configType(), config));
    }

    static IDataSource twoStreams() {
        return of(Map.of("num_records", 50, "num_streams", 2, "payload_bytes", 3));
    }
}
