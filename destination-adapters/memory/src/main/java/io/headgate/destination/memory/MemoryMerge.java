package io.headgate.destination.memory;

import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.source.DataSourcePayload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table's rows after records were merged into them by key. */
final class MemoryMerge {

    private final StreamPlan plan;
    private final Map<MemoryKey, Map<String, @Nullable Object>> rows = new LinkedHashMap<>();

    MemoryMerge(StreamPlan plan) {
        this.plan = plan;
    }

    /**
     * @param current what the table holds
     * @param staged in source order
     * @param columns of the table; all rows have their types
     */
    List<DataSourcePayload> apply(List<DataSourcePayload> current, List<DataSourcePayload> staged, RowSchema columns) {
        MemoryRows.of(current).forEach(row -> rows.put(MemoryKey.of(plan, row), row));
        for (DataSourcePayload payload : staged) {
            RowBatch data = payload.data();
            for (int row = 0; row < data.rowCount(); row++) {
                merge(data.toMap(row));
            }
        }
        return MemoryRows.payload(rows.values(), current, columns.fields());
    }

    private void merge(Map<String, @Nullable Object> record) {
        MemoryKey key = MemoryKey.of(plan, record);
        String delete = plan.options().deleteField();
        if (delete != null && Boolean.TRUE.equals(record.remove(delete))) {
            rows.remove(key);
        } else {
            rows.computeIfAbsent(key, any -> new LinkedHashMap<>()).putAll(record);
        }
    }
}
