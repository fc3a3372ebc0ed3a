package io.headgate.source.orc;

import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceFactory;
import io.headgate.source.file.common.FileSource;

/** Makes sources that read Apache ORC files. */
public final class OrcSourceFactory implements IDataSourceFactory<OrcConfig> {

    @Override
    public String name() {
        return "orc";
    }

    @Override
    public String description() {
        return "Apache ORC files, one or a folder of them";
    }

    @Override
    public Class<OrcConfig> configType() {
        return OrcConfig.class;
    }

    @Override
    public IDataSource create(String sourceId, OrcConfig config) {
        return new FileSource(sourceId, config.files(), new OrcFormat());
    }
}
