package io.headgate.cli;

import io.headgate.api.destination.SchemaDifference;
import io.headgate.config.LoadedConfiguration;
import io.headgate.flow.DataFlowMappingDefinition;
import io.headgate.flow.FlowEngine;
import io.headgate.flow.FlowInspector.StreamOutline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code diff}: what would land, after the transforms, beside the columns that the target has. */
final class DiffCommand {

    private final FlowEngine engine;
    private final Output output;
    private final LoadedConfiguration loaded;

    DiffCommand(FlowEngine engine, Output output, LoadedConfiguration loaded) {
        this.engine = engine;
        this.output = output;
        this.loaded = loaded;
    }

    int diff(DataFlowMappingDefinition flow) {
        List<StreamOutline> streams = engine.plan(flow).streams();
        List<String> lines = new ArrayList<>();
        for (StreamOutline stream : streams) {
            lines.addAll(lines.isEmpty() ? List.of() : List.of(""));
            lines.addAll(text(stream));
        }
        boolean equal = streams.stream().allMatch(DiffCommand::agrees);
        output.result(
                lines.isEmpty() ? List.of("The flow takes no stream.") : lines,
                Documents.of(
                        "flow", flow.name(),
                        "equal", equal,
                        "streams", streams.stream().map(this::document).toList()));
        return equal ? ExitCode.COMPLETED : ExitCode.CHECK_FAILED;
    }

    private static boolean agrees(StreamOutline stream) {
        return stream.differences().isEmpty() && stream.problem() == null;
    }

    private List<String> text(StreamOutline stream) {
        String head = TextTable.visible(stream.stream()) + " -> " + TextTable.visible(stream.table()) + ": ";
        if (stream.fields() == null) {
            return List.of(head + "the source does not know its columns yet");
        }
        if (agrees(stream)) {
            return List.of(head
                    + (Boolean.FALSE.equals(stream.targetExists())
                            ? "no target yet; a run would make it"
                            : "no difference"));
        }
        List<String> lines = new ArrayList<>();
        lines.add(head
                + stream.differences().size()
                + (stream.differences().size() == 1 ? " difference" : " differences"));
        if (!stream.differences().isEmpty()) {
            TextTable table = new TextTable("  column", "flow", "target", "what differs");
            for (SchemaDifference difference : stream.differences()) {
                table.row(
                        "  " + difference.column(),
                        difference.source().isEmpty() ? "-" : difference.source(),
                        difference.target().isEmpty() ? "-" : difference.target(),
                        difference.what());
            }
            lines.addAll(table.lines());
        }
        String problem = stream.problem();
        if (problem != null) {
            lines.add("  A run would fail: "
                    + loaded.redact(problem).lines().findFirst().orElse(""));
        }
        return lines;
    }

    private Map<String, @Nullable Object> document(StreamOutline stream) {
        return Documents.of(
                "stream", stream.stream(),
                "table", stream.table(),
                "target_exists", stream.targetExists(),
                "differences",
                        stream.differences().stream()
                                .map(difference -> Documents.of(
                                        "column", difference.column(),
                                        "kind", Documents.lower(difference.kind()),
                                        "flow", difference.source().isEmpty() ? null : difference.source(),
                                        "target", difference.target().isEmpty() ? null : difference.target(),
                                        "what", difference.what()))
                                .toList(),
                "problem", stream.problem() == null ? null : loaded.redact(stream.problem()));
    }
}
