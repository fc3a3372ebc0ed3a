package io.headgate.source.http;

import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.state.IDataSourceState;
import java.util.List;

/** The endpoints of an API, each a stream. */
final class ApiDataSource implements IDataSource {

    private final ApiConfig config;
    private volatile List<IDataSourceStream> streams = List.of();

    ApiDataSource(ApiConfig config) {
        this.config = config;
    }

    @Override
    public void connect(IDataSourceState state) {
        ApiClient client = new ApiClient(config);
        client.check();
        streams = config.endpoints().stream()
                .<IDataSourceStream>map(endpoint -> new ApiStream(client, endpoint, state))
                .toList();
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
