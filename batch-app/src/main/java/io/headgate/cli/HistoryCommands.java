package io.headgate.cli;

import io.headgate.api.state.StateKey;
import io.headgate.flow.DataFlowMappingDefinition;
import io.headgate.flow.FlowEngine;
import io.headgate.job.RunSummary;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code runs}, {@code state} and {@code reset}: what has been done and what is remembered. */
final class HistoryCommands {

    private static final int WIDEST_MESSAGE = 100;

    private final FlowEngine engine;
    private final Output output;

    HistoryCommands(FlowEngine engine, Output output) {
        this.engine = engine;
        this.output = output;
    }

    int runs(@Nullable String flow, int limit) {
        TextTable table = new TextTable(
                "flow",
                ">run",
                ">execution",
                "status",
                "started (UTC)",
                ">seconds",
                ">read",
                ">written",
                ">rejected",
                "message");
        List<Object> runs = new ArrayList<>();
        for (RunSummary run : engine.runs(flow, limit)) {
            String message = run.message() == null
                    ? ""
                    : run.message().lines().findFirst().orElse("");
            table.row(
                    run.flow(),
                    run.run(),
                    run.executionId(),
                    run.status(),
                    time(run.started()).replace('T', ' ').replace("Z", ""),
                    seconds(run),
                    run.read(),
                    run.written(),
                    run.rejected(),
                    TextTable.shortened(message.lines().findFirst().orElse(""), WIDEST_MESSAGE));
            runs.add(document(run));
        }
        String none = flow == null ? "No flow has run yet." : "Flow '" + flow + "' has not run yet.";
        output.result(table.isEmpty() ? List.of(none) : table.lines(), Documents.of("runs", runs));
        return ExitCode.COMPLETED;
    }

    private static Map<String, @Nullable Object> document(RunSummary run) {
        return Documents.of(
                "flow", run.flow(),
                "run", run.run(),
                "execution_id", run.executionId(),
                "status", run.status(),
                "started", run.started() == null ? null : time(run.started()),
                "ended", run.ended() == null ? null : time(run.ended()),
                "read", run.read(),
                "written", run.written(),
                "filtered", run.filtered(),
                "rejected", run.rejected(),
                "message", message(run));
    }

    private static @Nullable String message(RunSummary run) {
        return run.message() == null || run.message().isBlank() ? null : run.message();
    }

    private static String time(@Nullable LocalDateTime utc) {
        return utc == null ? "" : utc.truncatedTo(ChronoUnit.SECONDS).format(Numbers.TIME);
    }

    private static String seconds(RunSummary run) {
        return run.started() == null || run.ended() == null
                ? ""
                : Numbers.seconds(Duration.between(run.started(), run.ended()).toMillis() / 1000.0);
    }

    int state(DataFlowMappingDefinition flow) {
        Map<StateKey, Map<String, @Nullable Object>> state = engine.state(flow);
        TextTable table = new TextTable("source", "kind", "name", "state");
        List<Object> entries = new ArrayList<>();
        state.forEach((key, value) -> {
            table.row(key.source(), Documents.lower(key.kind()), key.name(), Output.compact(value));
            Map<String, @Nullable Object> entry = document(key);
            entry.put("state", value);
            entries.add(entry);
        });
        String none = "Nothing is remembered of flow '" + flow.name() + "': the next run reads from the beginning.";
        output.result(
                table.isEmpty() ? List.of(none) : table.lines(), Documents.of("flow", flow.name(), "state", entries));
        return ExitCode.COMPLETED;
    }

    int reset(DataFlowMappingDefinition flow, @Nullable String stream) {
        List<StateKey> removed = engine.reset(flow, stream);
        List<String> lines = new ArrayList<>();
        removed.forEach(key -> lines.add("Forgot " + Documents.lower(key.kind()) + " " + TextTable.visible(key.name())
                + " of source " + key.source()));
        if (removed.isEmpty()) {
            String what = stream == null ? "flow '" + flow.name() + "'" : "stream '" + stream + "'";
            lines.add("Nothing was remembered of " + what + ".");
        }
        output.result(
                lines,
                Documents.of(
                        "flow", flow.name(),
                        "removed",
                                removed.stream().map(HistoryCommands::document).toList()));
        return ExitCode.COMPLETED;
    }

    private static Map<String, @Nullable Object> document(StateKey key) {
        return Documents.of("source", key.source(), "kind", Documents.lower(key.kind()), "name", key.name());
    }
}
