package io.headgate.source.file;

import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceFactory;
import io.headgate.source.file.common.FileSource;

/** Makes sources that read JSON files. */
public final class JsonSourceFactory implements IDataSourceFactory<JsonConfig> {

    @Override
    public String name() {
        return "json";
    }

    @Override
    public String description() {
        return "JSON files: a record in each line, or an array of records, plain or compressed";
    }

    @Override
    public Class<JsonConfig> configType() {
        return JsonConfig.class;
    }

    @Override
    public IDataSource create(String sourceId, JsonConfig config) {
        return source(sourceId, config, JsonSlices.DEFAULT_BUFFER, JsonSlices.MAX_RECORD);
    }

    static IDataSource source(String sourceId, JsonConfig config, int bufferSize, int maxRecord) {
        return new FileSource(sourceId, config.files(), new JsonFileFormat(config, bufferSize, maxRecord));
    }
}
