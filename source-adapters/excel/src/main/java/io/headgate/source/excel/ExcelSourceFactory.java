package io.headgate.source.excel;

import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceFactory;
import io.headgate.source.file.common.FileSource;

/** Makes sources that read sheets of Excel workbooks. */
public final class ExcelSourceFactory implements IDataSourceFactory<ExcelConfig> {

    @Override
    public String name() {
        return "excel";
    }

    @Override
    public String description() {
        return "sheets of Excel workbooks (.xlsx), one file or a folder of them";
    }

    @Override
    public Class<ExcelConfig> configType() {
        return ExcelConfig.class;
    }

    @Override
    public IDataSource create(String sourceId, ExcelConfig config) {
        return new FileSource(sourceId, config.files(), new ExcelFormat(config));
    }
}
