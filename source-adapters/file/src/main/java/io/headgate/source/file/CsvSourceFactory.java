package io.headgate.source.file;

import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceFactory;
import io.headgate.source.file.common.FileSource;

/** Makes sources that read CSV files and other delimited text. */
public final class CsvSourceFactory implements IDataSourceFactory<CsvConfig> {

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public String description() {
        return "CSV and other delimited text files, plain or compressed, one or a folder of them";
    }

    @Override
    public Class<CsvConfig> configType() {
        return CsvConfig.class;
    }

    @Override
    public IDataSource create(String sourceId, CsvConfig config) {
        return source(sourceId, config, CsvTuning.DEFAULT);
    }

    static IDataSource source(String sourceId, CsvConfig config, CsvTuning tuning) {
        return new FileSource(sourceId, config.files(), new CsvFileFormat(config, tuning), tuning.clock());
    }
}
