package io.headgate.cli;

import io.headgate.api.config.ConfigProblem;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.RejectStore;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.StateKey;
import io.headgate.flow.AdapterRegistry;
import io.headgate.flow.DataFlowMappingDefinition;
import io.headgate.flow.FlowEngine;
import io.headgate.flow.RunOptions;
import io.headgate.job.RunOutcome;
import io.headgate.job.RunReport;
import io.headgate.job.RunReport.StreamReport;
import io.headgate.job.RunSummary;
import io.headgate.state.StreamVerdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers what it was told to answer, and remembers what it was asked. */
final class FakeEngine implements FlowEngine {

    final List<String> ran = new ArrayList<>();
    final List<RunOptions> options = new ArrayList<>();
    final Map<String, Function<DataFlowMappingDefinition, RunReport>> answers = new LinkedHashMap<>();
    final List<ConfigProblem> problems = new ArrayList<>();
    final List<RunSummary> history = new ArrayList<>();
    final Map<StateKey, Map<String, @Nullable Object>> state = new LinkedHashMap<>();
    RowSchema schema = RowSchema.of(Field.of("id", Primitive.INT64));
    final List<Map<String, Object>> records = new ArrayList<>();
    final List<RejectedRecord> rejected = new ArrayList<>();
    private final AdapterRegistry adapters;

    FakeEngine(AdapterRegistry adapters) {
        this.adapters = adapters;
    }

    static RunReport report(String flow, RunOutcome outcome, @Nullable String message, StreamReport... streams) {
        return new RunReport(
                flow,
                "3",
                17,
                false,
                false,
                outcome,
                "exactly once, by a checkpoint table.",
                List.of(streams),
                2.345,
                message);
    }

    static StreamReport stream(String name, String status, long records, long rejected) {
        return new StreamReport(
                name,
                status,
                records,
                records - rejected,
                0,
                rejected,
                2,
                records / 2.0,
                Map.of(),
                Map.of("id", records),
                null);
    }

    /** The same, looked at after it was published. */
    static StreamReport looked(StreamReport stream, StreamVerdict verdict) {
        return new StreamReport(
                stream.stream(),
                stream.status(),
                stream.read(),
                stream.written(),
                stream.filtered(),
                stream.rejected(),
                stream.seconds(),
                stream.rowsPerSecond(),
                stream.warnings(),
                stream.state(),
                verdict);
    }

    @Override
    public RunReport run(DataFlowMappingDefinition flow, RunOptions runOptions) {
        ran.add(flow.name());
        options.add(runOptions);
        return answers.getOrDefault(
                        flow.name(),
                        any -> report(
                                flow.name(), RunOutcome.COMPLETED, null, stream(flow.name(), "COMPLETED", 1000, 0)))
                .apply(flow);
    }

    @Override
    public RunReport replay(DataFlowMappingDefinition flow, @Nullable String stream, RunOptions runOptions) {
        return run(flow, runOptions);
    }

    @Override
    public List<StreamRejects> rejects(
            DataFlowMappingDefinition flow, @Nullable String stream, @Nullable String run, int limit) {
        return List.of();
    }

    @Override
    public int repair(DataFlowMappingDefinition flow, Map<String, List<RejectStore.Repair>> repairs) {
        return 0;
    }

    @Override
    public FlowPlan plan(DataFlowMappingDefinition flow) {
        return new FlowPlan("exactly once", null, List.of());
    }

    @Override
    public void stop() {}

    @Override
    public List<ConfigProblem> check(DataFlowMappingDefinition flow) {
        return problems;
    }

    @Override
    public List<RunSummary> runs(@Nullable String flow, int limit) {
        return history.stream()
                .filter(run -> flow == null || run.flow().equals(flow))
                .limit(limit)
                .toList();
    }

    @Override
    public Map<StateKey, Map<String, @Nullable Object>> state(DataFlowMappingDefinition flow) {
        return state;
    }

    @Override
    public List<StateKey> reset(DataFlowMappingDefinition flow, @Nullable String stream) {
        List<StateKey> removed = state.keySet().stream()
                .filter(key -> stream == null || key.name().equals(stream))
                .toList();
        removed.forEach(state::remove);
        return removed;
    }

    @Override
    public List<StreamDescription> discover(DataFlowMappingDefinition flow) {
        return List.of(
                new StreamDescription("orders", schema, true, "raw_orders"),
                new StreamDescription("notes", schema, false, "raw_notes"));
    }

    @Override
    public List<StreamPreview> preview(DataFlowMappingDefinition flow, int rows) {
        RowBatchBuilder builder = new RowBatchBuilder(schema, rows);
        records.stream().limit(rows).forEach(builder::addRow);
        return List.of(new StreamPreview("orders", builder.build(), rejected));
    }

    @Override
    public AdapterRegistry adapters() {
        return adapters;
    }
}
