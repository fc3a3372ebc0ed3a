package io.headgate.source.file;

import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceFactory;

/** Makes sources that read CSV files and other delimited text. */
public final class CsvSourceFactory implements IDataSourceFactory<CsvConfig> {

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public String description() {
        return "CSV and other delimited text files, plain or gzip, one or a folder of them";
    }

    @Override
    public Class<CsvConfig> configType() {
        return CsvConfig.class;
    }

    @Override
    public IDataSource create(String sourceId, CsvConfig config) {
        return new CsvDataSource(sourceId, config, CsvTuning.DEFAULT);
    }
}
