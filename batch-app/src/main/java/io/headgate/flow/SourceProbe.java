package io.headgate.flow;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceFactory;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import io.headgate.job.StreamPatterns;
import io.headgate.state.FlowSourceState;
import io.headgate.state.InMemoryStateStorage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens a source without a flow, reads the first records of its streams, and closes it. Nothing is stored anywhere. */
final class SourceProbe {

    private final SourceDefinition definition;
    private final int most;

    /**
     * @param most records of each stream
     */
    SourceProbe(SourceDefinition definition, int most) {
        this.definition = definition;
        this.most = most;
    }

    /**
     * @param pattern streams that are wanted, or null for all
     */
    <C extends Record> List<SourceSample> look(IDataSourceFactory<C> factory, @Nullable String pattern) {
        C config = ConfigBinder.bind(factory.configType(), definition.config());
        try (IDataSource source = factory.create(definition.id(), config)) {
            // A state of its own: what flows remember is neither used nor touched.
            source.connect(new FlowSourceState(new InMemoryStateStorage(), "check", definition.id()));
            List<IDataSourceStream> streams = source.streams();
            List<String> names = streams.stream().map(IDataSourceStream::name).toList();
            List<String> wanted = pattern == null ? names : StreamPatterns.select(List.of(pattern), names);
            return streams.stream()
                    .filter(stream -> wanted.contains(stream.name()))
                    .map(this::look)
                    .toList();
        }
    }

    /** A stream that cannot be read does not keep the others from being looked at. */
    private SourceSample look(IDataSourceStream stream) {
        RowSchema schema = null;
        try {
            schema = stream.schema();
            List<RejectedRecord> rejected = new ArrayList<>();
            RowBatch records = read(stream, schema, rejected);
            return new SourceSample(stream.name(), schema, records, rejected, null);
        } catch (RuntimeException e) {
            return new SourceSample(stream.name(), schema, null, List.of(), e);
        }
    }

    private RowBatch read(IDataSourceStream stream, RowSchema schema, List<RejectedRecord> rejected) {
        RowBatchBuilder first = new RowBatchBuilder(schema, most);
        ReadOptions options = ReadOptions.of(schema).withRows(most);
        for (StreamPartition partition : stream.partitions(1)) {
            try (PayloadCursor cursor = stream.open(partition, StreamState.EMPTY, options)) {
                take(cursor, first, rejected);
            }
            if (first.rowCount() >= most) {
                break;
            }
        }
        return first.build();
    }

    /** Rejected records count as well: of a file in which no line fits, not all are read. */
    private void take(PayloadCursor cursor, RowBatchBuilder first, List<RejectedRecord> rejected) {
        while (first.rowCount() + rejected.size() < most) {
            DataSourcePayload payload = cursor.next();
            if (payload == null) {
                return;
            }
            for (int row = 0; row < payload.data().rowCount() && first.rowCount() < most; row++) {
                first.copyRow(payload.data(), row);
            }
            payload.rejected().stream().limit(most - rejected.size()).forEach(rejected::add);
        }
    }
}
