package io.headgate.source.file;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.source.IDataSource;
import java.nio.file.Path;

/** A folder of XML files under test. */
final class XmlFolder extends CsvFolder {

    private int maxText = XmlRecords.MAX_TEXT;

    XmlFolder(Path path) {
        super(path);
    }

    @Override
    XmlFolder with(String key, Object value) {
        super.with(key, value);
        return this;
    }

    @Override
    XmlFolder file(String name, String text) {
        super.file(name, text);
        return this;
    }

    @Override
    XmlFolder file(String name, byte[] bytes) {
        super.file(name, bytes);
        return this;
    }

    XmlFolder maxText(int bytes) {
        maxText = bytes;
        return this;
    }

    @Override
    IDataSource source() {
        return XmlSourceFactory.source("trips", ConfigBinder.bind(XmlConfig.class, config), maxText);
    }
}
