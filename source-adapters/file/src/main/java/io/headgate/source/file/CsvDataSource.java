package io.headgate.source.file;

import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.state.IDataSourceState;
import java.util.List;

/** Delimited files as a source of one stream, which has the source's name. */
final class CsvDataSource implements IDataSource {

    private final String sourceId;
    private final CsvConfig config;
    private final CsvTuning tuning;
    private volatile List<IDataSourceStream> streams = List.of();

    CsvDataSource(String sourceId, CsvConfig config, CsvTuning tuning) {
        this.sourceId = sourceId;
        this.config = config;
        this.tuning = tuning;
    }

    @Override
    public void connect(IDataSourceState state) {
        CsvFiles files = new CsvFiles(config);
        CsvFormat format = new CsvFormat(config, tuning);
        List<CsvFile> found = files.list();
        streams = List.of(new CsvStream(sourceId, config, tuning, format, files, found, state));
    }

    @Override
    public List<IDataSourceStream> streams() {
        return streams;
    }

    @Override
    public void close() {
        streams = List.of();
    }
}
