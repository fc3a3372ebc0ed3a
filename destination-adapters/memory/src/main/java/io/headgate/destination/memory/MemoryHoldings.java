package io.headgate.destination.memory;

import io.headgate.api.data.RecordChecksum;
import io.headgate.api.destination.Holdings;
import io.headgate.api.destination.ReconcileLevel;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.destination.memory.MemoryTables.Landing;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which of the tables' payloads one instance of a stream has landed; in a mode with a key, which keys. Guarded by the tables' lock. */
final class MemoryHoldings {

    private final Set<DataSourcePayload> payloads = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<MemoryKey> keys = new HashSet<>();
    private long staged;
    private long applied;

    void appended(List<Landing> landings) {
        landings.forEach(landing -> payloads.add(landing.payload()));
    }

    void replaced(DataSourcePayload before, DataSourcePayload after) {
        if (payloads.remove(before)) {
            payloads.add(after);
        }
    }

    /**
     * @param landed in source order
     * @param table the table's rows since
     */
    void published(
            StreamPlan plan, String name, List<DataSourcePayload> landed, List<Map<String, @Nullable Object>> table) {
        payloads.addAll(landed);
        if (plan.mode().hasKey() && name.equals(plan.table())) {
            List<Map<String, @Nullable Object>> records = MemoryRows.of(landed);
            records.forEach(record -> keys.add(MemoryKey.of(plan, record)));
            staged = records.size();
            applied = touched(plan, table);
        }
    }

    private long touched(StreamPlan plan, List<Map<String, @Nullable Object>> rows) {
        return rows.stream()
                .filter(row -> keys.contains(MemoryKey.of(plan, row)))
                .count();
    }

    Holdings now(StreamPlan plan, Map<String, List<DataSourcePayload>> tables, ReconcileLevel level) {
        if (plan.mode().hasKey()) {
            List<DataSourcePayload> table = tables.getOrDefault(plan.table(), List.of());
            return Holdings.ofKeyed(staged, applied, touched(plan, MemoryRows.of(table)));
        }
        RecordChecksum checksum =
                new RecordChecksum(plan.schema(), plan.landed().names());
        long records = 0;
        for (List<DataSourcePayload> table : tables.values()) {
            for (DataSourcePayload payload : table) {
                if (payloads.contains(payload)) {
                    records += payload.data().rowCount();
                    if (level == ReconcileLevel.CHECKSUM) {
                        checksum.add(payload.data());
                    }
                }
            }
        }
        return Holdings.of(records, level == ReconcileLevel.CHECKSUM ? checksum.text() : null);
    }
}
