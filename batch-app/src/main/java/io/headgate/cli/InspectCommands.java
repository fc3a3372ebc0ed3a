package io.headgate.cli;

import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowSchema;
import io.headgate.api.source.RejectedRecord;
import io.headgate.config.LoadedConfiguration;
import io.headgate.flow.DataFlowMappingDefinition;
import io.headgate.flow.FlowEngine;
import io.headgate.flow.FlowInspector.StreamDescription;
import io.headgate.flow.FlowInspector.StreamPreview;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code discover} and {@code preview}: look at a flow's source. */
final class InspectCommands {

    private static final int WIDEST_CELL = 40;

    private final FlowEngine engine;
    private final Output output;
    private final LoadedConfiguration loaded;

    InspectCommands(FlowEngine engine, Output output, LoadedConfiguration loaded) {
        this.engine = engine;
        this.output = output;
        this.loaded = loaded;
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
            lines.addAll(fields(stream.schema()));
            streams.add(document(stream));
        }
        output.result(
                lines.isEmpty() ? List.of("The source has no streams.") : lines,
                Documents.of("flow", flow.name(), "source", flow.from().id(), "streams", streams));
        return ExitCode.COMPLETED;
    }

    private static List<String> fields(RowSchema schema) {
        TextTable table = new TextTable("  field", "type", "nullable", "key");
        for (Field field : schema.fields()) {
            table.row(
                    "  " + field.name(),
                    field.type().text(),
                    field.nullable() ? "yes" : "no",
                    schema.primaryKey().contains(field.name()) ? "yes" : "");
        }
        return table.lines();
    }

    private static Map<String, @Nullable Object> document(StreamDescription stream) {
        return Documents.of(
                "stream", stream.stream(),
                "selected", stream.selected(),
                "table", stream.table(),
                "fields", fieldDocuments(stream.schema()),
                "primary_key", stream.schema().primaryKey());
    }

    static List<Object> fieldDocuments(RowSchema schema) {
        List<Object> fields = new ArrayList<>();
        for (Field field : schema.fields()) {
            fields.add(Documents.of("name", field.name(), "type", field.type().text(), "nullable", field.nullable()));
        }
        return fields;
    }

    int preview(DataFlowMappingDefinition flow, int rows) {
        List<String> lines = new ArrayList<>();
        List<Object> streams = new ArrayList<>();
        for (StreamPreview preview : engine.preview(flow, rows)) {
            lines.addAll(lines.isEmpty() ? List.of() : List.of(""));
            lines.add(TextTable.visible(preview.stream()) + ":");
            lines.addAll(records(preview.records()));
            preview.rejected().forEach(rejected -> lines.add(describe(rejected)));
            streams.add(document(preview));
        }
        output.result(
                lines.isEmpty() ? List.of("The flow takes no stream.") : lines,
                Documents.of("flow", flow.name(), "streams", streams));
        return ExitCode.COMPLETED;
    }

    private static List<String> records(RowBatch batch) {
        if (batch.rowCount() == 0) {
            return List.of("  nothing to read");
        }
        String[] headings = batch.schema().fields().stream()
                .map(field -> TextTable.shortened(TextTable.visible(field.name()), WIDEST_CELL) + " "
                        + field.type().text())
                .map(name -> name.startsWith(">") ? " " + name : name)
                .toArray(String[]::new);
        headings[0] = "  " + headings[0];
        TextTable table = new TextTable(headings);
        for (int row = 0; row < batch.rowCount(); row++) {
            Object[] cells = batch.toMap(row).values().stream()
                    .map(value -> TextTable.shortened(TextTable.visible(Documents.cell(value)), WIDEST_CELL))
                    .toArray();
            cells[0] = "  " + cells[0];
            table.row(cells);
        }
        return table.lines();
    }

    private String describe(RejectedRecord rejected) {
        return "  rejected " + TextTable.visible(rejected.place()) + ": " + rejected.code() + ", "
                + TextTable.visible(loaded.redact(rejected.reason()));
    }

    private Map<String, @Nullable Object> document(StreamPreview preview) {
        List<Object> records = new ArrayList<>();
        for (int row = 0; row < preview.records().rowCount(); row++) {
            records.add(Objects.requireNonNull(Documents.value(preview.records().toMap(row))));
        }
        List<Object> rejected = new ArrayList<>();
        for (RejectedRecord record : preview.rejected()) {
            rejected.add(Documents.of(
                    "place", record.place(),
                    "code", record.code(),
                    "reason", loaded.redact(record.reason()),
                    "raw", record.raw()));
        }
        return Documents.of(
                "stream",
                preview.stream(),
                "fields",
                fieldDocuments(preview.records().schema()),
                "records",
                records,
                "rejected",
                rejected);
    }
}
