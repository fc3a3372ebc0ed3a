package io.headgate.cli;

import io.headgate.api.destination.StoredReject;
import io.headgate.config.LoadedConfiguration;
import io.headgate.flow.DataFlowMappingDefinition;
import io.headgate.flow.FlowEngine;
import io.headgate.flow.FlowInspector.StreamRejects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code rejects}: what a flow has set aside. */
final class RejectCommands {

    private static final int DEFAULT_LIMIT = 20;
    private static final int WIDEST_CELL = 60;

    private final FlowEngine engine;
    private final Output output;
    private final LoadedConfiguration loaded;

    RejectCommands(FlowEngine engine, Output output, LoadedConfiguration loaded) {
        this.engine = engine;
        this.output = output;
        this.loaded = loaded;
    }

    int list(Command command, DataFlowMappingDefinition flow) {
        List<StreamRejects> found =
                engine.rejects(flow, command.key("stream"), command.key("run"), command.number("limit", DEFAULT_LIMIT));
        List<String> lines = new ArrayList<>();
        List<Object> streams = new ArrayList<>();
        for (StreamRejects stream : found) {
            if (stream.total() > 0) {
                lines.addAll(lines.isEmpty() ? List.of() : List.of(""));
                lines.addAll(text(stream));
            }
            streams.add(document(stream));
        }
        output.result(
                lines.isEmpty() ? List.of("Flow '" + flow.name() + "' has no rejected records.") : lines,
                Documents.of("flow", flow.name(), "streams", streams));
        return ExitCode.COMPLETED;
    }

    private List<String> text(StreamRejects stream) {
        TextTable table = new TextTable("  place", "run", "step", "code", "reason", "raw");
        for (StoredReject reject : stream.rejects()) {
            table.row(
                    "  " + cell(reject.record().place()),
                    reject.run() + (reject.claim() == null ? "" : " (in replay)"),
                    cell(reject.record().step()),
                    cell(reject.record().code()),
                    cell(loaded.redact(reject.record().reason())),
                    cell(loaded.redact(reject.record().raw())));
        }
        List<String> lines = new ArrayList<>();
        lines.add(TextTable.visible(stream.stream()) + ": " + Numbers.grouped(stream.total())
                + (stream.total() == 1 ? " record" : " records")
                + (stream.total() > stream.rejects().size()
                        ? ", the first " + Numbers.grouped(stream.rejects().size())
                        : ""));
        lines.addAll(table.lines());
        return lines;
    }

    private static String cell(String text) {
        return TextTable.shortened(TextTable.visible(text), WIDEST_CELL);
    }

    private Map<String, @Nullable Object> document(StreamRejects stream) {
        return Documents.of(
                "stream", stream.stream(),
                "table", stream.table(),
                "total", stream.total(),
                "rejects", stream.rejects().stream().map(this::document).toList());
    }

    private Map<String, @Nullable Object> document(StoredReject reject) {
        return Documents.of(
                "id", reject.id(),
                "run", reject.run(),
                "instance", reject.instance().toString(),
                "place", reject.record().place(),
                "step", reject.record().step(),
                "code", reject.record().code(),
                "reason", loaded.redact(reject.record().reason()),
                "raw", reject.record().raw(),
                "at", reject.at().toString(),
                "in_replay", reject.claim() != null);
    }
}
