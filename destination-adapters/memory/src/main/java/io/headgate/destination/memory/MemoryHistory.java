package io.headgate.destination.memory;

import io.headgate.api.data.Column;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.RecordHash;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowSchema;
import io.headgate.api.data.Values;
import io.headgate.api.destination.ModeOptions;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.source.DataSourcePayload;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A table's history after records were added to it: the versions of each key by their beginning. */
final class MemoryHistory {

    private final StreamPlan plan;
    private final ModeOptions.Scd2 names;
    /** An event without a row is a deletion. */
    private final Map<MemoryKey, TreeMap<Comparable<Object>, Event>> histories = new LinkedHashMap<>();

    private record Event(@Nullable Map<String, @Nullable Object> row, @Nullable Object hash) {
        static final Event DELETION = new Event(null, null);
    }

    MemoryHistory(StreamPlan plan) {
        this.plan = plan;
        this.names = plan.options().scd2();
    }

    /**
     * @param current what the table holds
     * @param staged in source order
     * @param columns of the table; all rows have their types
     */
    List<DataSourcePayload> apply(List<DataSourcePayload> current, List<DataSourcePayload> staged, RowSchema columns) {
        List<Map<String, @Nullable Object>> versions = MemoryRows.of(current);
        for (Map<String, @Nullable Object> version : versions) {
            if (version.get(names.validTo()) != null) {
                events(version).put(time(version.get(names.validTo())), Event.DELETION);
            }
        }
        versions.forEach(version -> events(version)
                .put(time(version.get(names.validFrom())), new Event(version, version.get(names.hash()))));
        staged.forEach(payload -> add(payload.data()));
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        histories.values().forEach(events -> addVersions(events, rows));
        return MemoryRows.payload(rows, current, columns.fields());
    }

    private TreeMap<Comparable<Object>, Event> events(Map<String, @Nullable Object> row) {
        return histories.computeIfAbsent(MemoryKey.of(plan, row), any -> new TreeMap<>());
    }

    /** Beginnings of one plan are all of one type. */
    @SuppressWarnings("unchecked")
    private static Comparable<Object> time(@Nullable Object value) {
        return (Comparable<Object>) Objects.requireNonNull(value);
    }

    private void add(RowBatch data) {
        Column.Bytes hashes = new RecordHash(data.schema(), plan.tracked()).of(data);
        for (int row = 0; row < data.rowCount(); row++) {
            Map<String, @Nullable Object> record = data.toMap(row);
            String effective = names.effective();
            Object from = effective == null
                    ? plan.startedAt().truncatedTo(ChronoUnit.MICROS)
                    : Objects.requireNonNull(record.get(effective));
            String delete = plan.options().deleteField();
            boolean gone = delete != null && Boolean.TRUE.equals(record.remove(delete));
            events(record)
                    .put(
                            time(from),
                            gone ? Event.DELETION : new Event(record, Values.read(hashes, Primitive.STRING, row)));
        }
    }

    private void addVersions(TreeMap<Comparable<Object>, Event> events, List<Map<String, @Nullable Object>> rows) {
        Object hash = null;
        Map<String, @Nullable Object> open = null;
        for (Map.Entry<Comparable<Object>, Event> entry : events.entrySet()) {
            Event event = entry.getValue();
            if (Objects.equals(event.hash(), hash)) {
                continue;
            }
            if (open != null) {
                open.put(names.validTo(), entry.getKey());
                open.put(names.current(), false);
            }
            hash = event.hash();
            open = event.row();
            if (open != null) {
                open.put(names.validFrom(), entry.getKey());
                open.put(names.validTo(), null);
                open.put(names.current(), true);
                open.put(names.hash(), hash);
                rows.add(open);
            }
        }
    }
}
