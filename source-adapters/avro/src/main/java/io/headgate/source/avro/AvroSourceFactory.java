package io.headgate.source.avro;

import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceFactory;
import io.headgate.source.file.common.FileSource;

/** Makes sources that read Avro container files. */
public final class AvroSourceFactory implements IDataSourceFactory<AvroConfig> {

    @Override
    public String name() {
        return "avro";
    }

    @Override
    public String description() {
        return "Avro container files, one or a folder of them";
    }

    @Override
    public Class<AvroConfig> configType() {
        return AvroConfig.class;
    }

    @Override
    public IDataSource create(String sourceId, AvroConfig config) {
        return new FileSource(sourceId, config.files(), new AvroFormat(config.incremental()));
    }
}
