package io.headgate.source.http;

import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.state.IDataSourceState;
import java.util.List;

/** Web pages as a source of one stream, which has the source's name. */
final class WebDataSource implements IDataSource {

    private final String sourceId;
    private final WebConfig config;
    private volatile List<IDataSourceStream> streams = List.of();

    WebDataSource(String sourceId, WebConfig config) {
        this.sourceId = sourceId;
        this.config = config;
    }

    @Override
    public void connect(IDataSourceState state) {
        streams = List.of(new WebStream(sourceId, config, new WebSite(config)));
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
