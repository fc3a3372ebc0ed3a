package io.headgate.source.generated;

import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceFactory;

/** Entry point of the adapter. */
public final class GeneratedDataSourceFactory implements IDataSourceFactory<GeneratedConfig> {

    @Override
    public String name() {
        return "auto-generated-data";
    }

    @Override
    public String description() {
        return "Made-up records: id, name, stream; each run continues at the last id + 1";
    }

    @Override
    public Class<GeneratedConfig> configType() {
        return GeneratedConfig.class;
    }

    @Override
    public IDataSource create(String sourceId, GeneratedConfig config) {
        return new GeneratedDataSource(config);
    }
}
