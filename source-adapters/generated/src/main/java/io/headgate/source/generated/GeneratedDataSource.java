package io.headgate.source.generated;

import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.state.IDataSourceState;
import java.util.List;
import java.util.stream.IntStream;

/** Streams {@code stream_0}, {@code stream_1}, … of made-up records. */
final class GeneratedDataSource implements IDataSource {

    private final GeneratedConfig config;
    private volatile List<IDataSourceStream> streams = List.of();

    GeneratedDataSource(GeneratedConfig config) {
        this.config = config;
    }

    @Override
    public void connect(IDataSourceState state) {
        streams = IntStream.range(0, config.numStreams())
                .<IDataSourceStream>mapToObj(number -> new GeneratedStream(number, config, state))
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
