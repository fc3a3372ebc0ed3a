package io.headgate.flow;

import io.headgate.api.config.ConfigProblem;
import io.headgate.api.state.IDataSourceStateStorage;
import io.headgate.api.state.StateKey;
import io.headgate.job.FlowJobRunner;
import io.headgate.job.JobSpec;
import io.headgate.job.RunReport;
import io.headgate.job.RunSummary;
import io.headgate.reader.ChunkLimits;
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
        ResolvedFlow resolved = ResolvedFlow.of(flow, adapters);
        FlowOptions how = flow.options();
        RecordMap map = flow.map();
        return runner.run(new JobSpec(
                flow.name(),
                flow.from().id(),
                resolved.source(),
                resolved.destination(),
                storage,
                how.streams(),
                new StreamOptions(
                        how.table(),
                        how.writeMode(),
                        how.key(),
                        how.modeOptions(),
                        how.effectivePartitions(),
                        new ChunkLimits(how.chunkRows(), how.chunkBytes().bytes(), how.maxWait()),
                        resolved.transforms(),
                        keyFiles,
                        map == null ? null : map::apply),
                how.parallelStreams(),
                how.rejects().limit(),
                resolved.fingerprint(),
                options.fresh(),
                options.force(),
                options.run(),
                options.parameters(),
                options.progress(),
                options.stop()));
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
        runner.exclusively(flow.name(), () -> storage.list(flow.name()).stream()
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
    public List<StreamPreview> preview(DataFlowMappingDefinition flow, int records) {
        return inspector.preview(flow, records);
    }

    @Override
    public AdapterRegistry adapters() {
        return adapters;
    }
}
