package ${package};

import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.state.IDataSourceState;
import java.util.List;

/** One connection, and one stream that has the source's id as its name. */
final class ${className}Source implements IDataSource {

    private final String id;
    private final ${className}Client client;
    private volatile List<IDataSourceStream> streams = List.of();

    ${className}Source(String id, ${className}Client client) {
        this.id = id;
        this.client = client;
    }

    @Override
    public void connect(IDataSourceState state) {
        client.connect();
        streams = List.of(new ${className}Stream(id, client, state));
    }

    @Override
    public List<IDataSourceStream> streams() {
        return streams;
    }

    @Override
    public void close() {
        streams = List.of();
        client.close();
    }
}
