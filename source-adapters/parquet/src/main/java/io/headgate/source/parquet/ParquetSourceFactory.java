package io.headgate.source.parquet;

import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceFactory;
import io.headgate.source.file.common.FileSource;

/** Makes sources that read Apache Parquet files. */
public final class ParquetSourceFactory implements IDataSourceFactory<ParquetConfig> {

    @Override
    public String name() {
        return "parquet";
    }

    @Override
    public String description() {
        return "Apache Parquet files, one or a folder of them";
    }

    @Override
    public Class<ParquetConfig> configType() {
        return ParquetConfig.class;
    }

    @Override
    public IDataSource create(String sourceId, ParquetConfig config) {
        return new FileSource(
                sourceId,
                config.files(),
                new ParquetFormat(config.incremental(), config.maxPage().bytes()));
    }
}
