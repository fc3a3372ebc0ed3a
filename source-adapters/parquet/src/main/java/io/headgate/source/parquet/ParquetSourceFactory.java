package io.headgate.source.parquet;

import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceFactory;
import io.headgate.source.file.common.FileSource;
import io.headgate.source.file.typed.TypedFileConfig;

/** Makes sources that read Apache Parquet files. */
public final class ParquetSourceFactory implements IDataSourceFactory<TypedFileConfig> {

    @Override
    public String name() {
        return "parquet";
    }

    @Override
    public String description() {
        return "Apache Parquet files, one or a folder of them";
    }

    @Override
    public Class<TypedFileConfig> configType() {
        return TypedFileConfig.class;
    }

    @Override
    public IDataSource create(String sourceId, TypedFileConfig config) {
        return new FileSource(sourceId, config.files("*.parquet"), new ParquetFormat(config.incremental()));
    }
}
