package io.headgate.cli;

import io.headgate.config.LoadedConfiguration;
import io.headgate.flow.DataFlowMappingDefinition;
import io.headgate.flow.FlowEngine;
import io.headgate.flow.FlowInspector.FlowPlan;
import io.headgate.flow.FlowInspector.StreamOutline;
import io.headgate.job.UnfinishedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code plan}: what a run would do. */
final class PlanCommand {

    private final FlowEngine engine;
    private final Output output;
    private final LoadedConfiguration loaded;

    PlanCommand(FlowEngine engine, Output output, LoadedConfiguration loaded) {
        this.engine = engine;
        this.output = output;
        this.loaded = loaded;
    }

    int plan(DataFlowMappingDefinition flow) {
        FlowPlan plan = engine.plan(flow);
        List<String> lines = new ArrayList<>(List.of(beginning(flow, plan), "Delivery: " + plan.delivery()));
        plan.streams().forEach(stream -> lines.addAll(text(flow, stream)));
        output.result(
                lines,
                Documents.of(
                        "flow", flow.name(),
                        "delivery", plan.delivery(),
                        "resumes", document(plan.unfinished()),
                        "write_mode", Documents.lower(flow.options().writeMode()),
                        "streams", plan.streams().stream().map(this::document).toList()));
        boolean refused = plan.streams().stream().anyMatch(stream -> stream.problem() != null);
        return refused ? ExitCode.USAGE : ExitCode.COMPLETED;
    }

    private static String beginning(DataFlowMappingDefinition flow, FlowPlan plan) {
        UnfinishedRun unfinished = plan.unfinished();
        if (unfinished == null) {
            return flow.name() + ": would start a new run";
        }
        String run = flow.name() + ": run " + unfinished.run() + " is unfinished (" + unfinished.status() + ")";
        if (unfinished.changed() != null) {
            return run + " and would not be resumed, because the configuration has changed: " + unfinished.changed()
                    + ". What follows is a new run, with fresh=true";
        }
        List<String> read = unfinished.read().entrySet().stream()
                .map(entry -> TextTable.visible(entry.getKey()) + " after " + Numbers.grouped(entry.getValue()))
                .toList();
        return run + " and would be resumed with the partitions that it was planned with"
                + (read.isEmpty() ? "" : ", " + String.join(", ", read) + " records")
                + ". What follows is a new run";
    }

    private List<String> text(DataFlowMappingDefinition flow, StreamOutline stream) {
        List<String> lines = new ArrayList<>(List.of(""));
        String mode = Documents.lower(flow.options().writeMode());
        lines.add(TextTable.visible(stream.stream()) + " -> " + TextTable.visible(stream.table()) + " (" + mode + ")");
        if (stream.partitions().isEmpty()) {
            lines.add("  nothing to read; the target is left alone");
        } else {
            lines.add("  reads      " + amount(stream));
        }
        lines.add("  from       " + (stream.state().isEmpty() ? "the beginning" : Output.compact(stream.state())));
        stream.sourceStatements().forEach(statement -> lines.add("  source     " + TextTable.visible(statement)));
        List<String> setup = stream.setup();
        if (stream.problem() != null) {
            loaded.redact(stream.problem()).lines().forEach(line -> lines.add("  refused    " + line));
        } else if (setup == null) {
            lines.add("  executes   not known: this destination cannot tell beforehand");
        } else {
            setup.forEach(statement -> lines.add("  executes   " + TextTable.visible(statement)));
        }
        return lines;
    }

    private static String amount(StreamOutline stream) {
        int partitions = stream.partitions().size();
        return (stream.estimatedRecords() < 0
                        ? "an unknown number of records"
                        : "about " + Numbers.grouped(stream.estimatedRecords()) + " records")
                + (stream.estimatedBytes() < 0 ? "" : ", " + Numbers.grouped(stream.estimatedBytes()) + " bytes")
                + " in " + partitions + (partitions == 1 ? " partition" : " partitions");
    }

    private static @Nullable Map<String, @Nullable Object> document(@Nullable UnfinishedRun unfinished) {
        return unfinished == null
                ? null
                : Documents.of(
                        "run", unfinished.run(),
                        "status", unfinished.status(),
                        "read", unfinished.read(),
                        "configuration_changed", unfinished.changed());
    }

    private Map<String, @Nullable Object> document(StreamOutline stream) {
        return Documents.of(
                "stream", stream.stream(),
                "table", stream.table(),
                "partitions", stream.partitions(),
                "estimated_records", stream.estimatedRecords() < 0 ? null : stream.estimatedRecords(),
                "estimated_bytes", stream.estimatedBytes() < 0 ? null : stream.estimatedBytes(),
                "state", stream.state(),
                "fields",
                        stream.fields() == null
                                ? List.of()
                                : StreamText.fieldDocuments(Objects.requireNonNull(stream.fields())),
                "source_statements", stream.sourceStatements(),
                "target_exists", stream.targetExists(),
                "setup", stream.setup(),
                "problem", stream.problem() == null ? null : loaded.redact(stream.problem()));
    }
}
