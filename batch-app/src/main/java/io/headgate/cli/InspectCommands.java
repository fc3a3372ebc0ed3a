package io.headgate.cli;

import io.headgate.config.LoadedConfiguration;
import io.headgate.flow.DataFlowMappingDefinition;
import io.headgate.flow.FlowEngine;
import io.headgate.flow.FlowInspector.StreamDescription;
import io.headgate.flow.FlowInspector.StreamPreview;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code discover} and {@code preview}: look at a flow's source. */
final class InspectCommands {

    private final FlowEngine engine;
    private final Output output;
    private final StreamText text;

    InspectCommands(FlowEngine engine, Output output, LoadedConfiguration loaded) {
        this.engine = engine;
        this.output = output;
        this.text = new StreamText(loaded::redact, value -> value);
    }

    int discover(DataFlowMappingDefinition flow) {
        List<String> lines = new ArrayList<>();
        List<Object> streams = new ArrayList<>();
        for (StreamDescription stream : engine.discover(flow)) {
            lines.addAll(lines.isEmpty() ? List.of() : List.of(""));
            lines.add(TextTable.visible(stream.stream())
                    + (stream.selected()
                            ? ", lands in " + TextTable.visible(stream.table())
                            : ", not taken by this flow"));
            lines.addAll(StreamText.fields(stream.schema()));
            streams.add(document(stream));
        }
        output.result(
                lines.isEmpty() ? List.of("The source has no streams.") : lines,
                Documents.of("flow", flow.name(), "source", flow.from().id(), "streams", streams));
        return ExitCode.COMPLETED;
    }

    private static Map<String, @Nullable Object> document(StreamDescription stream) {
        return Documents.of(
                "stream", stream.stream(),
                "selected", stream.selected(),
                "table", stream.table(),
                "fields", StreamText.fieldDocuments(stream.schema()),
                "primary_key", stream.schema().primaryKey());
    }

    int preview(DataFlowMappingDefinition flow, int rows) {
        List<String> lines = new ArrayList<>();
        List<Object> streams = new ArrayList<>();
        for (StreamPreview preview : engine.preview(flow, rows)) {
            lines.addAll(lines.isEmpty() ? List.of() : List.of(""));
            lines.add(TextTable.visible(preview.stream()) + ":");
            lines.addAll(text.records(preview.records()));
            preview.rejected().forEach(rejected -> lines.add(text.describe(rejected)));
            streams.add(document(preview));
        }
        output.result(
                lines.isEmpty() ? List.of("The flow takes no stream.") : lines,
                Documents.of("flow", flow.name(), "streams", streams));
        return ExitCode.COMPLETED;
    }

    private Map<String, @Nullable Object> document(StreamPreview preview) {
        return Documents.of(
                "stream",
                preview.stream(),
                "fields",
                StreamText.fieldDocuments(preview.records().schema()),
                "records",
                text.recordDocuments(preview.records()),
                "rejected",
                preview.rejected().stream().map(text::document).toList());
    }
}
