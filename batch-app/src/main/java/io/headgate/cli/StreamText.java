package io.headgate.cli;

import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowSchema;
import io.headgate.api.source.RejectedRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Fields and records of a stream as text and as JSON. */
final class StreamText {

    private static final int WIDEST_CELL = 40;

    private final UnaryOperator<String> reasons;
    private final UnaryOperator<String> values;

    /**
     * @param reasons takes secrets out of sentences
     * @param values takes secrets out of the records themselves
     */
    StreamText(UnaryOperator<String> reasons, UnaryOperator<String> values) {
        this.reasons = reasons;
        this.values = values;
    }

    static List<String> fields(RowSchema schema) {
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

    static List<Object> fieldDocuments(RowSchema schema) {
        List<Object> fields = new ArrayList<>();
        for (Field field : schema.fields()) {
            fields.add(Documents.of("name", field.name(), "type", field.type().text(), "nullable", field.nullable()));
        }
        return fields;
    }

    List<String> records(RowBatch batch) {
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
            Object[] cells = batch.toMap(row).values().stream().map(this::cell).toArray();
            cells[0] = "  " + cells[0];
            table.row(cells);
        }
        return table.lines();
    }

    private String cell(@Nullable Object value) {
        return TextTable.shortened(TextTable.visible(values.apply(Documents.cell(value))), WIDEST_CELL);
    }

    List<Object> recordDocuments(RowBatch batch) {
        List<Object> records = new ArrayList<>();
        for (int row = 0; row < batch.rowCount(); row++) {
            records.add(Objects.requireNonNull(masked(Documents.value(batch.toMap(row)))));
        }
        return records;
    }

    private @Nullable Object masked(@Nullable Object value) {
        if (value instanceof String text) {
            return values.apply(text);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, element) -> copy.put(String.valueOf(key), masked(element)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(masked(element)));
            return copy;
        }
        return value;
    }

    String describe(RejectedRecord rejected) {
        return "  rejected " + TextTable.visible(rejected.place()) + ": " + rejected.code() + ", "
                + TextTable.visible(reasons.apply(rejected.reason()));
    }

    Map<String, @Nullable Object> document(RejectedRecord rejected) {
        return Documents.of(
                "place", rejected.place(),
                "code", rejected.code(),
                "reason", reasons.apply(rejected.reason()),
                "raw", values.apply(rejected.raw()));
    }
}
