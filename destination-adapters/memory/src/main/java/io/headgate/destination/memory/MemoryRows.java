package io.headgate.destination.memory;

import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.data.Widening;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.state.StreamState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Between a table's payloads and single rows. */
final class MemoryRows {

    private MemoryRows() {}

    static List<Map<String, @Nullable Object>> of(List<DataSourcePayload> payloads) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (DataSourcePayload payload : payloads) {
            RowBatch data = payload.data();
            for (int row = 0; row < data.rowCount(); row++) {
                rows.add(data.toMap(row));
            }
        }
        return rows;
    }

    /**
     * The rows as one payload, with all fields that the table had and has now.
     *
     * @param before payloads that tell what fields the table had
     */
    static List<DataSourcePayload> payload(
            Collection<Map<String, @Nullable Object>> rows, List<DataSourcePayload> before, List<Field> now) {
        Map<String, Field> fields = new LinkedHashMap<>();
        before.forEach(payload ->
                payload.data().schema().fields().forEach(field -> fields.putIfAbsent(field.name(), nullable(field))));
        now.forEach(field -> fields.put(field.name(), nullable(field)));
        RowBatchBuilder builder =
                new RowBatchBuilder(new RowSchema(List.copyOf(fields.values()), List.of()), rows.size());
        rows.forEach(builder::addRow);
        return List.of(DataSourcePayload.of(builder.build(), StreamState.EMPTY));
    }

    /** A row with all columns of a table, in their order and with their types; what it lacks is null. */
    static Map<String, @Nullable Object> widened(Map<String, @Nullable Object> row, RowSchema columns) {
        Map<String, @Nullable Object> widened = new LinkedHashMap<>();
        for (Field column : columns.fields()) {
            Object value = row.get(column.name());
            widened.put(column.name(), value == null ? null : Widening.convert(value, column.type()));
        }
        // A payload that names its table itself may have fields that nobody has planned.
        row.forEach(widened::putIfAbsent);
        return widened;
    }

    /** The payloads with the types that the table has now. */
    static List<DataSourcePayload> widened(List<DataSourcePayload> payloads, RowSchema columns) {
        return payloads.stream().map(payload -> widened(payload, columns)).toList();
    }

    private static DataSourcePayload widened(DataSourcePayload payload, RowSchema columns) {
        RowBatch data = payload.data();
        List<Field> fields = data.schema().fields().stream()
                .map(field -> columns.indexOf(field.name()) < 0
                        ? field
                        : new Field(
                                field.name(),
                                columns.field(columns.indexOf(field.name())).type(),
                                field.nullable()))
                .toList();
        if (fields.equals(data.schema().fields())) {
            return payload;
        }
        RowSchema schema = new RowSchema(fields, List.of());
        RowBatchBuilder builder = new RowBatchBuilder(schema, data.rowCount());
        for (int row = 0; row < data.rowCount(); row++) {
            builder.addRow(data.toMap(row));
        }
        return new DataSourcePayload(
                builder.build(), payload.rejected(), payload.metadata(), payload.state(), payload.destinationTable());
    }

    private static Field nullable(Field field) {
        return Field.of(field.name(), field.type());
    }
}
