package io.headgate.testkit.reference;

import io.headgate.api.data.RecordChecksum;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.destination.Holdings;
import io.headgate.api.destination.ReconcileLevel;
import io.headgate.api.destination.StreamPlan;
import io.headgate.testkit.reference.ReferenceStore.Content;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is there of an instance: those of its rows that are still in the table. */
final class ReferenceHoldings {

    private ReferenceHoldings() {}

    static Holdings of(Content content, StreamPlan plan, ReconcileLevel level, DestinationFlaw flaw) {
        List<Map<String, @Nullable Object>> landed =
                content.landed.getOrDefault(ReferenceModes.instance(plan), List.of());
        List<Map<String, @Nullable Object>> table = content.rows.getOrDefault(plan.table(), List.of());
        Set<Object> there = Collections.newSetFromMap(new IdentityHashMap<>());
        there.addAll(table);
        List<Map<String, @Nullable Object>> held =
                switch (flaw) {
                    case COUNTS_WHAT_WAS_SENT -> landed;
                    case COUNTS_THE_WHOLE_TABLE -> table;
                    default -> landed.stream().filter(there::contains).toList();
                };
        if (plan.mode().hasKey()) {
            int staged = content.ready.getOrDefault(ReferenceModes.instance(plan), 0);
            return Holdings.ofKeyed(staged, landed.size(), held.size());
        }
        return Holdings.of(held.size(), level == ReconcileLevel.CHECKSUM ? checksum(plan, held, flaw) : null);
    }

    private static String checksum(StreamPlan plan, List<Map<String, @Nullable Object>> held, DestinationFlaw flaw) {
        RecordChecksum checksum =
                new RecordChecksum(plan.schema(), plan.landed().names());
        int skipped = flaw == DestinationFlaw.SUMS_WHAT_WAS_SENT_LAST ? Math.max(0, held.size() - 1) : 0;
        held.stream().skip(skipped).forEach(row -> {
            RowBatchBuilder batch = new RowBatchBuilder(plan.schema(), 1);
            batch.addRow(row);
            checksum.add(batch.build());
        });
        return checksum.text();
    }
}
