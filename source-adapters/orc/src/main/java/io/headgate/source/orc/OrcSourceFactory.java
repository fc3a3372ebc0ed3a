package io.headgate.source.orc;

import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceFactory;
import io.headgate.source.file.common.FileSource;
import io.headgate.source.file.typed.TypedFileConfig;

/** Makes sources that read Apache ORC files. */
public final class OrcSourceFactory implements IDataSourceFactory<TypedFileConfig> {

    @Override
    public String name() {
        return "orc";
    }

    @Override
    public String description() {
        return "Apache ORC files, one or a folder of them";
    }

    @Override
    public Class<TypedFileConfig> configType() {
        return TypedFileConfig.class;
    }

    @Override
    public IDataSource create(String sourceId, TypedFileConfig config) {
        return new FileSource(sourceId, config.files("*.orc"), new OrcFormat());
    }
}
