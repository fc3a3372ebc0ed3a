package io.headgate.source.file;

import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceFactory;
import io.headgate.source.file.common.FileSource;

/** Makes sources that read XML files. */
public final class XmlSourceFactory implements IDataSourceFactory<XmlConfig> {

    @Override
    public String name() {
        return "xml";
    }

    @Override
    public String description() {
        return "XML files: each element of a name is a record, plain or compressed";
    }

    @Override
    public Class<XmlConfig> configType() {
        return XmlConfig.class;
    }

    @Override
    public IDataSource create(String sourceId, XmlConfig config) {
        return source(sourceId, config, XmlRecords.MAX_TEXT);
    }

    static IDataSource source(String sourceId, XmlConfig config, int maxText) {
        return new FileSource(sourceId, config.files(), new XmlFileFormat(config, maxText));
    }
}
