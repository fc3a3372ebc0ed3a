package io.headgate.source.file;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.source.IDataSource;
import java.nio.file.Path;

/** A folder of JSON files under test. */
final class JsonFolder extends CsvFolder {

    private int bufferSize = JsonSlices.DEFAULT_BUFFER;
    private int maxRecord = JsonSlices.MAX_RECORD;

    JsonFolder(Path path) {
        super(path);
    }

    @Override
    JsonFolder with(String key, Object value) {
        super.with(key, value);
        return this;
    }

    @Override
    JsonFolder file(String name, String text) {
        super.file(name, text);
        return this;
    }

    @Override
    JsonFolder file(String name, byte[] bytes) {
        super.file(name, bytes);
        return this;
    }

    JsonFolder buffer(int bytes) {
        bufferSize = bytes;
        return this;
    }

    JsonFolder maxRecord(int bytes) {
        maxRecord = bytes;
        return this;
    }

    @Override
    IDataSource source() {
        return JsonSourceFactory.source("trips", ConfigBinder.bind(JsonConfig.class, config), bufferSize, maxRecord);
    }
}
