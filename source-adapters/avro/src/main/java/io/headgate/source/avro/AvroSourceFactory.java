package io.headgate.source.avro;

import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceFactory;
import io.headgate.source.file.common.FileSource;
import io.headgate.source.file.typed.TypedFileConfig;

/** Makes sources that read Avro container files. */
public final class AvroSourceFactory implements IDataSourceFactory<TypedFileConfig> {

    @Override
    public String name() {
        return "avro";
    }

    @Override
    public String description() {
        return "Avro container files, one or a folder of them";
    }

    @Override
    public Class<TypedFileConfig> configType() {
        return TypedFileConfig.class;
    }

    @Override
    public IDataSource create(String sourceId, TypedFileConfig config) {
        return new FileSource(sourceId, config.files("*.avro"), new AvroFormat(config.incremental()));
    }
}
