package io.headgate.source.jdbc;

import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a partition's plan holds.
 *
 * @param range the keys
 * @param version as the table had it when it was planned
 * @param order names of the columns of the range's keys; empty in a plan of a program that did not note them
 * @param delivered records up to {@code deliveredTo} that earlier runs have delivered: not to be delivered again; null if none
 * @param window records from {@code windowFrom} on that belong to this run: others came later and belong to the next; null if all do
 * @param next the stream's state after the run; empty but in one partition of a plan
 */
record PartitionData(
        KeyRange range,
        long version,
        List<String> order,
        @Nullable SeenRows delivered,
        @Nullable String deliveredTo,
        @Nullable SeenRows window,
        @Nullable String windowFrom,
        StreamState next) {

    PartitionData {
        order = List.copyOf(order);
    }

    static PartitionData of(KeyRange range, SourceTable table, List<SourceColumn> order) {
        return new PartitionData(range, table.version(), names(order), null, null, null, null, StreamState.EMPTY);
    }

    static List<String> names(List<SourceColumn> order) {
        return order.stream().map(SourceColumn::name).toList();
    }

    PartitionData delivered(SeenRows rows, String to) {
        return new PartitionData(range, version, order, rows, to, window, windowFrom, next);
    }

    PartitionData window(SeenRows rows, String from) {
        return new PartitionData(range, version, order, delivered, deliveredTo, rows, from, next);
    }

    PartitionData next(StreamState state) {
        return new PartitionData(range, version, order, delivered, deliveredTo, window, windowFrom, state);
    }

    StreamPartition partition(String name, long estimatedRecords) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        KeyBound from = range.from();
        KeyBound to = range.to();
        put(map, "from", from == null ? null : from.toMap());
        put(map, "to", to == null ? null : to.toMap());
        put(map, "version", version == 0 ? null : version);
        put(map, "order", order.isEmpty() ? null : order);
        put(map, "delivered", delivered == null ? null : delivered.toText());
        put(map, "delivered_to", deliveredTo);
        put(map, "window", window == null ? null : window.toText());
        put(map, "window_from", windowFrom);
        put(map, "next", next.isEmpty() ? null : next.values());
        return new StreamPartition(name, new StreamState(map), estimatedRecords);
    }

    private static void put(Map<String, @Nullable Object> map, String key, @Nullable Object value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    @SuppressWarnings("unchecked") // JSON objects have string keys
    static PartitionData read(StreamState data) {
        KeyRange range = new KeyRange(
                KeyBound.fromMap(data.values().get("from")),
                KeyBound.fromMap(data.values().get("to")));
        String delivered = data.getString("delivered");
        String window = data.getString("window");
        StreamState next = data.values().get("next") instanceof Map<?, ?> map
                ? new StreamState((Map<String, @Nullable Object>) map)
                : StreamState.EMPTY;
        return new PartitionData(
                range,
                data.getLong("version", 0),
                texts(data.values().get("order")),
                delivered == null ? null : SeenRows.fromText(delivered),
                data.getString("delivered_to"),
                window == null ? null : SeenRows.fromText(window),
                data.getString("window_from"),
                next);
    }

    /** A list of a plan or a state; empty if there is none. */
    static List<String> texts(@Nullable Object list) {
        return list instanceof List<?> values
                ? values.stream().map(String::valueOf).toList()
                : List.of();
    }

    /**
     * @param columns the columns of the range's keys; the first one is the cursor where this filters
     */
    RowFilter filter(List<SourceColumn> columns) {
        SeenRows before = delivered;
        SeenRows now = window;
        if (before == null && now == null) {
            return RowFilter.ALL;
        }
        CursorScale scale = CursorScale.of(columns.get(0));
        long to = before == null || deliveredTo == null ? Long.MIN_VALUE : scale.parse(deliveredTo);
        long from = now == null || windowFrom == null ? Long.MAX_VALUE : scale.parse(windowFrom);
        return values -> {
            long value = scale.parse(values.get(0));
            boolean old = before != null && value <= to && before.contains(values);
            boolean late = now != null && value >= from && !now.contains(values);
            return !old && !late;
        };
    }
}
