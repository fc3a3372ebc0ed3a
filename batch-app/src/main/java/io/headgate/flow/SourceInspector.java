package io.headgate.flow;

import io.headgate.api.config.ConfigProblem;
import io.headgate.api.config.Nearest;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.error.HeadgateException;
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
import io.headgate.job.UnfinishedRun;
import io.headgate.state.FlowSourceState;
import io.headgate.step.RecordMapProcessor;
import io.headgate.transform.FlowTransforms;
import io.headgate.transform.TransformPlan;
import io.headgate.transform.TransformSession;
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
        try (IDataSource source = connect(flow, resolve(flow))) {
            return source.streams().stream()
                    .map(stream -> new FlowInspector.StreamDescription(
                            stream.name(),
                            stream.schema(),
                            StreamPatterns.matches(flow.options().streams(), stream.name()),
                            flow.options().table().replace("{stream}", stream.name())))
                    .toList();
        }
    }

    FlowInspector.FlowPlan plan(DataFlowMappingDefinition flow, @Nullable UnfinishedRun unfinished) {
        ResolvedFlow resolved = resolve(flow);
        FlowPlanner planner = new FlowPlanner(flow, resolved);
        try (IDataSource source = connect(flow, resolved)) {
            FlowSourceState state =
                    new FlowSourceState(storage, flow.name(), flow.from().id());
            return new FlowInspector.FlowPlan(planner.delivery(), unfinished, planner.streams(source, state));
        }
    }

    /** Names of the streams that the flow takes. */
    List<String> streams(DataFlowMappingDefinition flow) {
        try (IDataSource source = connect(flow, resolve(flow))) {
            return StreamPatterns.select(
                    flow.options().streams(),
                    source.streams().stream().map(IDataSourceStream::name).toList());
        }
    }

    List<FlowInspector.StreamPreview> preview(DataFlowMappingDefinition flow, int records) {
        List<FlowInspector.StreamPreview> previews = new ArrayList<>();
        ResolvedFlow resolved = resolve(flow);
        try (IDataSource source = connect(flow, resolved)) {
            List<String> names =
                    source.streams().stream().map(IDataSourceStream::name).toList();
            List<String> selected = StreamPatterns.select(flow.options().streams(), names);
            for (IDataSourceStream stream : source.streams()) {
                if (selected.contains(stream.name())) {
                    previews.add(preview(flow, resolved.transforms(), stream, records));
                }
            }
        }
        return previews;
    }

    /** Plans against the schemas and, where the flow is strict, the targets; tells what it could not look at. */
    FlowInspector.SourceCheck check(DataFlowMappingDefinition flow) {
        ResolvedFlow resolved = resolve(flow);
        FlowTransforms transforms = resolved.transforms();
        List<ConfigProblem> problems = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        if (transforms.isEmpty()
                && !flow.options().namesColumns()
                && !flow.options().mayBeStrict()) {
            return new FlowInspector.SourceCheck(problems, notes);
        }
        try (IDataSource source = connect(flow, resolved)) {
            List<String> names =
                    source.streams().stream().map(IDataSourceStream::name).toList();
            transforms.ownStreams().stream()
                    .filter(name -> !names.contains(name))
                    .map(name -> new ConfigProblem(
                            "flow.stream." + name,
                            "the source has no stream '" + name + "'" + Nearest.suggest(name, names)))
                    .forEach(problems::add);
            List<String> selected = StreamPatterns.select(flow.options().streams(), names);
            StreamValidation check = new StreamValidation(flow, resolved);
            source.streams().stream()
                    .filter(stream -> selected.contains(stream.name()))
                    .forEach(stream -> check.check(stream, problems, notes));
        } catch (HeadgateException e) {
            notes.add("flow '" + flow.name() + "': its columns could not be checked, because source '"
                    + flow.from().id() + "' could not be looked at: " + e.getMessage());
        }
        return new FlowInspector.SourceCheck(problems.stream().distinct().toList(), notes);
    }

    private ResolvedFlow resolve(DataFlowMappingDefinition flow) {
        return ResolvedFlow.of(flow, adapters);
    }

    private IDataSource connect(DataFlowMappingDefinition flow, ResolvedFlow resolved) {
        IDataSource source = resolved.source().get();
        try {
            source.connect(new FlowSourceState(storage, flow.name(), flow.from().id()));
            return source;
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    private FlowInspector.StreamPreview preview(
            DataFlowMappingDefinition flow, FlowTransforms transforms, IDataSourceStream stream, int records) {
        RowSchema schema = stream.schema();
        TransformPlan plan = transforms.plan(stream.name(), schema);
        RowBatchBuilder first = new RowBatchBuilder(plan.output(), records);
        List<RejectedRecord> rejected = new ArrayList<>();
        StreamState stored = new StreamState(
                new FlowSourceState(storage, flow.name(), flow.from().id()).readStream(stream.name()));
        for (StreamPartition partition : stream.partitions(1)) {
            StreamState from = partition.isWhole() ? stored : StreamState.EMPTY;
            ReadOptions options = ReadOptions.of(schema).withRows(records);
            try (PayloadCursor cursor = stream.open(partition, from, options);
                    TransformSession session = plan.open(StreamState.EMPTY, 0, null)) {
                take(cursor, session, flow.map(), first, rejected, records);
            }
            if (first.rowCount() >= records) {
                break;
            }
        }
        return new FlowInspector.StreamPreview(stream.name(), first.build(), rejected);
    }

    private static void take(
            PayloadCursor cursor,
            TransformSession session,
            @Nullable RecordMap map,
            RowBatchBuilder first,
            List<RejectedRecord> rejected,
            int records) {
        DataSourcePayload payload = cursor.next();
        while (payload != null && first.rowCount() < records) {
            DataSourcePayload transformed = session.transform(payload);
            DataSourcePayload mapped =
                    session.validate(map == null ? transformed : new RecordMapProcessor(map::apply).map(transformed));
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
