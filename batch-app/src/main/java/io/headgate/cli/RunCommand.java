package io.headgate.cli;

import io.headgate.api.config.Nearest;
import io.headgate.api.destination.RejectStore.Repair;
import io.headgate.config.LoadedConfiguration;
import io.headgate.flow.DataFlowMappingDefinition;
import io.headgate.flow.FlowEngine;
import io.headgate.flow.RunOptions;
import io.headgate.job.RunOutcome;
import io.headgate.job.RunReport;
import io.headgate.state.StopSignal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code flow=…} and {@code replay}: runs flows one after the other. One that fails does not keep the others from running, a stop does. */
final class RunCommand {

    private static final List<String> OWN_KEYS = List.of("flow", "run", "config", "output", "debug", "fresh", "force");

    private final Command command;
    private final FlowEngine engine;
    private final Output output;
    private final boolean terminal;
    private final Failures failures;
    private final StopSignal stop;
    private final Path workingDirectory;
    private final List<String> lines = new ArrayList<>();
    private final List<Object> documents = new ArrayList<>();
    private final List<Integer> codes = new ArrayList<>();
    private @Nullable Map<String, @Nullable Object> error;

    RunCommand(
            Command command,
            FlowEngine engine,
            Output output,
            boolean terminal,
            Failures failures,
            StopSignal stop,
            Path workingDirectory) {
        this.command = command;
        this.engine = engine;
        this.output = output;
        this.terminal = terminal;
        this.failures = failures;
        this.stop = stop;
        this.workingDirectory = workingDirectory;
    }

    int run(List<DataFlowMappingDefinition> flows, LoadedConfiguration loaded) {
        loaded.unusedParameters().forEach(this::noteUnused);
        for (int i = 0; i < flows.size(); i++) {
            boolean stopped = run(flows.get(i), loaded);
            // Text comes flow by flow, so that a long series can be watched; a JSON document is one.
            if (!output.json()) {
                output.result(lines, Map.of());
                lines.clear();
            }
            if (stopped) {
                flows.subList(i + 1, flows.size()).forEach(this::notStarted);
                break;
            }
        }
        int code = ExitCode.worst(codes);
        if (output.json()) {
            Map<String, @Nullable Object> document = Documents.of("flows", documents, "exit_code", code);
            if (flows.size() == 1 && error != null) {
                document.put("error", error);
            }
            output.result(List.of(), document);
        }
        return code;
    }

    private void noteUnused(String parameter) {
        String nearest = Nearest.find(parameter, OWN_KEYS);
        output.note("Note: the configuration does not use the parameter '" + parameter + "'"
                + (nearest == null ? "" : "; did you mean '" + nearest + "'?"));
    }

    private void notStarted(DataFlowMappingDefinition flow) {
        output.note(flow.name() + ": not started");
        documents.add(Documents.of("flow", flow.name(), "outcome", "not_started"));
    }

    /** Whether it was stopped. */
    private boolean run(DataFlowMappingDefinition flow, LoadedConfiguration loaded) {
        try (Progress progress = Progress.of(terminal)) {
            RunOptions options = new RunOptions(
                    command.flag("fresh"),
                    command.flag("force"),
                    command.key("run"),
                    recorded(command.parameters(), loaded),
                    progress,
                    stop);
            Map<String, @Nullable Object> repaired = command.verb() == Verb.REPLAY ? repair(flow) : Map.of();
            RunReport report = command.verb() == Verb.REPLAY
                    ? engine.replay(flow, command.key("stream"), options)
                    : engine.run(flow, options);
            progress.close();
            lines.addAll(RunText.lines(flow, report, loaded));
            Map<String, @Nullable Object> document = new LinkedHashMap<>(RunText.document(report, loaded));
            document.putAll(repaired);
            documents.add(document);
            codes.add(report.outcome().exitCode());
            return report.outcome() == RunOutcome.STOPPED;
        } catch (RuntimeException e) {
            refused(flow, e, loaded);
            return false;
        }
    }

    /** Before the replay, which then finds them as if somebody had edited the reject store; repeating both changes nothing. */
    private Map<String, @Nullable Object> repair(DataFlowMappingDefinition flow) {
        String from = command.key("from");
        if (from == null) {
            return Map.of();
        }
        Map<String, List<Repair>> repairs = RepairFile.read(workingDirectory, from, flow.name(), command.key("stream"));
        int records = repairs.values().stream().mapToInt(List::size).sum();
        int found = engine.repair(flow, repairs);
        output.note(flow.name() + ": " + Numbers.grouped(found) + " of " + Numbers.grouped(records) + " records of "
                + from + " are in the reject store and have the file's text now"
                + (found < records ? "; the others have been replayed or removed since" : ""));
        return Documents.of("records_in_file", records, "records_repaired", found);
    }

    /** As they may be kept in the history: without the secrets that the configuration took from them. */
    private static Map<String, String> recorded(Map<String, String> parameters, LoadedConfiguration loaded) {
        Map<String, String> recorded = new LinkedHashMap<>(parameters);
        recorded.replaceAll((key, value) -> loaded.redact(value));
        return recorded;
    }

    private void refused(DataFlowMappingDefinition flow, RuntimeException e, LoadedConfiguration loaded) {
        failures.trace(e);
        int code = Failures.exitCode(e);
        String message = loaded.redact(Failures.message(e));
        String outcome = code == ExitCode.USAGE ? "refused" : "failed";
        output.note(flow.name() + ": " + message);
        error = Documents.of("code", Failures.code(e), "message", message);
        documents.add(Documents.of("flow", flow.name(), "outcome", outcome, "error", error));
        codes.add(code);
    }
}
