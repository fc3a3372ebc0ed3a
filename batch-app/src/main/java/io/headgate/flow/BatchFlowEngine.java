package io.headgate.flow;

import io.headgate.api.config.ConfigProblem;
import io.headgate.api.config.Nearest;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.RejectStore;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.state.IDataSourceStateStorage;
import io.headgate.api.state.StateKey;
import io.headgate.job.FlowJobRunner;
import io.headgate.job.JobSpec;
import io.headgate.job.RunReport;
import io.headgate.job.RunSummary;
import io.headgate.reader.ChunkLimits;
import io.headgate.step.RejectSelection;
import io.headgate.step.StreamOptions;
import io.headgate.transform.UniqueKeyFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The engine on Spring Batch. */
public final class BatchFlowEngine implements FlowEngine {

    private final AdapterRegistry adapters;
    private final FlowJobRunner runner;
    private final IDataSourceStateStorage storage;
    private final SourceInspector inspector;
    private final UniqueKeyFiles keyFiles;

    /**
     * @param home the folder that everything which Headgate itself keeps lies under
     */
    public BatchFlowEngine(AdapterRegistry adapters, FlowJobRunner runner, IDataSourceStateStorage storage, Path home) {
        this.keyFiles = new UniqueKeyFiles(home.resolve("unique"));
        this.adapters = adapters;
        this.runner = runner;
        this.storage = storage;
        this.inspector = new SourceInspector(adapters, storage);
    }

    @Override
    public RunReport run(DataFlowMappingDefinition flow, RunOptions options) {
        FlowOptions how = flow.options();
        ResolvedFlow resolved = ResolvedFlow.of(flow, adapters);
        return runner.run(spec(
                flow,
                resolved,
                how.streams(),
                how.rejects().most(),
                how.rejects().share(),
                resolved.fingerprint(),
                options,
                false));
    }

    @Override
    public RunReport replay(DataFlowMappingDefinition flow, @Nullable String stream, RunOptions options) {
        ResolvedFlow resolved = ResolvedFlow.of(flow, adapters);
        refuseReplay(flow, resolved);
        List<String> streams = stream == null ? flow.options().streams() : streams(flow, stream);
        Map<String, String> fingerprint = new LinkedHashMap<>(resolved.fingerprint());
        fingerprint.put("replay.streams", streams.toString());
        return runner.run(spec(flow, resolved, streams, Long.MAX_VALUE, null, fingerprint, options, true));
    }

    private static void refuseReplay(DataFlowMappingDefinition flow, ResolvedFlow resolved) {
        if (flow.options().writeMode() == WriteMode.OVERWRITE) {
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION,
                    "flow '" + flow.name() + "' has write_mode = \"overwrite\": its table is what one run has read, and"
                            + " records of it cannot be added later. Repair them in the source and run the flow again");
        }
        try (IDataDestination destination = resolved.destination().get()) {
            RejectSelection.store(destination);
        }
    }

    private JobSpec spec(
            DataFlowMappingDefinition flow,
            ResolvedFlow resolved,
            List<String> streams,
            long rejectLimit,
            @Nullable Double rejectShare,
            Map<String, String> fingerprint,
            RunOptions options,
            boolean replay) {
        FlowOptions how = flow.options();
        RecordMap map = flow.map();
        return new JobSpec(
                flow.name(),
                flow.from().id(),
                resolved.source(),
                resolved.destination(),
                storage,
                streams,
                new StreamOptions(
                        how.table(),
                        how.writeMode(),
                        how.key(),
                        how.modeOptions(),
                        how.effectivePartitions(),
                        new ChunkLimits(how.chunkRows(), how.chunkBytes().bytes(), how.maxWait()),
                        how.repositoryInterval(),
                        replay ? resolved.transforms().unjudged() : resolved.transforms(),
                        keyFiles,
                        map == null ? null : map::apply),
                how.parallelStreams(),
                rejectLimit,
                rejectShare,
                fingerprint,
                options.fresh(),
                options.force(),
                options.run(),
                options.parameters(),
                replay,
                options.progress(),
                options.stop());
    }

    @Override
    public void stop() {
        runner.stop();
    }

    boolean isStopping() {
        return runner.isStopping();
    }

    @Override
    public List<ConfigProblem> check(DataFlowMappingDefinition flow) {
        return adapters.check(flow);
    }

    @Override
    public List<RunSummary> runs(@Nullable String flow, int limit) {
        return runner.history(flow, limit);
    }

    @Override
    public Map<StateKey, Map<String, @Nullable Object>> state(DataFlowMappingDefinition flow) {
        Map<StateKey, Map<String, @Nullable Object>> state = new LinkedHashMap<>();
        storage.list(flow.name()).forEach(key -> state.put(key, storage.read(key)));
        return state;
    }

    @Override
    public List<StateKey> reset(DataFlowMappingDefinition flow, @Nullable String stream) {
        List<StateKey> removed = new ArrayList<>();
        runner.reset(flow.name(), () -> storage.list(flow.name()).stream()
                .filter(key -> stream == null
                        || (key.kind() == StateKey.Kind.STREAM && key.name().equals(stream)))
                .forEach(key -> {
                    storage.delete(key);
                    removed.add(key);
                }));
        return removed;
    }

    @Override
    public List<StreamDescription> discover(DataFlowMappingDefinition flow) {
        return inspector.discover(flow);
    }

    @Override
    public FlowPlan plan(DataFlowMappingDefinition flow) {
        Map<String, String> configuration = ResolvedFlow.of(flow, adapters).fingerprint();
        return inspector.plan(flow, runner.unfinished(flow.name(), configuration));
    }

    @Override
    public List<StreamPreview> preview(DataFlowMappingDefinition flow, int records) {
        return inspector.preview(flow, records);
    }

    @Override
    public List<StreamRejects> rejects(
            DataFlowMappingDefinition flow, @Nullable String stream, @Nullable String run, int limit) {
        ResolvedFlow resolved = ResolvedFlow.of(flow, adapters);
        List<StreamRejects> found = new ArrayList<>();
        try (IDataDestination destination = resolved.destination().get()) {
            RejectStore store = RejectSelection.store(destination);
            for (String name : streams(flow, stream)) {
                String table = flow.options().table().replace("{stream}", name);
                RejectStore.Selection selection = new RejectStore.Selection(table, flow.name(), name);
                found.add(
                        new StreamRejects(name, table, store.count(selection, run), store.list(selection, run, limit)));
            }
        }
        return found;
    }

    @Override
    public int repair(DataFlowMappingDefinition flow, Map<String, List<RejectStore.Repair>> repairs) {
        ResolvedFlow resolved = ResolvedFlow.of(flow, adapters);
        int[] found = {0};
        repairs.keySet().forEach(stream -> streams(flow, stream));
        runner.exclusively(flow.name(), () -> {
            try (IDataDestination destination = resolved.destination().get()) {
                RejectStore store = RejectSelection.store(destination);
                repairs.forEach((stream, records) -> {
                    String table = flow.options().table().replace("{stream}", stream);
                    found[0] += store.repair(new RejectStore.Selection(table, flow.name(), stream), records);
                });
            }
        });
        return found[0];
    }

    /** Those that have been landed; the source, which may be out of reach, is asked only if nothing has. */
    private List<String> streams(DataFlowMappingDefinition flow, @Nullable String stream) {
        List<String> names = runner.streams(flow.name());
        if (names.isEmpty() || stream != null && !names.contains(stream)) {
            names = inspector.streams(flow);
        }
        if (stream != null && !names.contains(stream)) {
            throw new HeadgateException(
                    CommonErrorCode.NOT_FOUND,
                    "flow '" + flow.name() + "' takes no stream '" + stream + "'" + Nearest.suggest(stream, names));
        }
        return stream == null ? names : List.of(stream);
    }

    @Override
    public AdapterRegistry adapters() {
        return adapters;
    }
}
