package io.headgate.flow;

import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.IDataSourceStateStorage;
import io.headgate.api.state.StreamState;
import io.headgate.job.StreamPatterns;
import io.headgate.state.FlowSourceState;
import io.headgate.step.RecordMapProcessor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens a flow's source, looks, and closes it. Nothing is stored. */
final class SourceInspector {

    private final AdapterRegistry adapters;
    private final IDataSourceStateStorage storage;

    SourceInspector(AdapterRegistry adapters, IDataSourceStateStorage storage) {
        this.adapters = adapters;
        this.storage = storage;
    }

    List<FlowInspector.StreamDescription> discover(DataFlowMappingDefinition flow) {
        try (IDataSource source = connect(flow)) {
            return source.streams().stream()
                    .map(stream -> new FlowInspector.StreamDescription(
                            stream.name(),
                            stream.schema(),
                            StreamPatterns.matches(flow.options().streams(), stream.name()),
                            flow.options().table().replace("{stream}", stream.name())))
                    .toList();
        }
    }

    List<FlowInspector.StreamPreview> preview(DataFlowMappingDefinition flow, int records) {
        List<FlowInspector.StreamPreview> previews = new ArrayList<>();
        try (IDataSource source = connect(flow)) {
            List<String> names =
                    source.streams().stream().map(IDataSourceStream::name).toList();
            List<String> selected = StreamPatterns.select(flow.options().streams(), names);
            for (IDataSourceStream stream : source.streams()) {
                if (selected.contains(stream.name())) {
                    previews.add(preview(flow, stream, records));
                }
            }
        }
        return previews;
    }

    private IDataSource connect(DataFlowMappingDefinition flow) {
        IDataSource source = ResolvedFlow.of(flow, adapters).source().get();
        try {
            source.connect(new FlowSourceState(storage, flow.name(), flow.from().id()));
            return source;
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    private FlowInspector.StreamPreview preview(DataFlowMappingDefinition flow, IDataSourceStream stream, int records) {
        RowSchema schema = stream.schema();
        RowBatchBuilder first = new RowBatchBuilder(schema, records);
        List<RejectedRecord> rejected = new ArrayList<>();
        StreamState stored = new StreamState(
                new FlowSourceState(storage, flow.name(), flow.from().id()).readStream(stream.name()));
        for (StreamPartition partition : stream.partitions(1)) {
            StreamState from = partition.isWhole() ? stored : StreamState.EMPTY;
            ReadOptions options = ReadOptions.of(schema).withRows(records);
            try (PayloadCursor cursor = stream.open(partition, from, options)) {
                take(cursor, flow.map(), first, rejected, records);
            }
            if (first.rowCount() >= records) {
                break;
            }
        }
        return new FlowInspector.StreamPreview(stream.name(), first.build(), rejected);
    }

    private static void take(
            PayloadCursor cursor,
            @Nullable RecordMap map,
            RowBatchBuilder first,
            List<RejectedRecord> rejected,
            int records) {
        DataSourcePayload payload = cursor.next();
        while (payload != null && first.rowCount() < records) {
            DataSourcePayload mapped = map == null ? payload : new RecordMapProcessor(map::apply).map(payload);
            RowBatch data = mapped.data();
            for (int row = 0; row < data.rowCount() && first.rowCount() < records; row++) {
                first.copyRow(data, row);
            }
            mapped.rejected().stream()
                    .limit(Math.max(0, records - rejected.size()))
                    .forEach(rejected::add);
            payload = first.rowCount() < records ? cursor.next() : null;
        }
    }
}
