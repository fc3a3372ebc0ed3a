package io.headgate.source.jdbc;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.state.StreamState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far the runs of a stream have got by a cursor's column.
 *
 * @param cursor the newest value
 * @param seen records of it and behind it that were delivered; null if the value itself was left to the next run
 * @param seenFrom how far behind
 * @param order names of the columns by which the records are known, the cursor first; empty in a state of a program that did not
 *     note them
 */
record IncrementalState(String cursor, @Nullable SeenRows seen, String seenFrom, List<String> order) {

    IncrementalState {
        order = List.copyOf(order);
    }

    /** Everything before the value was delivered, nothing at it or behind it. */
    static IncrementalState before(String cursor, List<SourceColumn> order) {
        return new IncrementalState(cursor, null, cursor, PartitionData.names(order));
    }

    /** Everything up to the value was delivered; from {@code seenFrom} on what was is listed. */
    static IncrementalState upTo(String cursor, SeenRows seen, String seenFrom, List<SourceColumn> order) {
        return new IncrementalState(cursor, seen, seenFrom, PartitionData.names(order));
    }

    /** Null if no run has ended yet. */
    static @Nullable IncrementalState read(StreamState state) {
        String cursor = state.getString("cursor");
        if (cursor == null) {
            return null;
        }
        String seen = state.getString("seen");
        String from = state.getString("seen_from");
        return new IncrementalState(
                cursor,
                seen == null ? null : SeenRows.fromText(seen),
                from == null ? cursor : from,
                PartitionData.texts(state.values().get("order")));
    }

    StreamState write() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("cursor", cursor);
        if (seen != null) {
            map.put("seen", seen.toText());
            map.put("seen_from", seenFrom);
        }
        map.put("order", order);
        return new StreamState(map);
    }

    /**
     * @param now the order of the run that is being planned
     * @throws HeadgateException if this state says nothing about that order
     */
    void requireOrder(String table, List<SourceColumn> now) {
        List<String> names = PartitionData.names(now);
        if (!order.isEmpty() && !order.get(0).equals(names.get(0))) {
            throw changed(table + ": the last run has read up to " + cursor + " by column '" + order.get(0)
                    + "', which says nothing about '" + names.get(0) + "'. Name '" + order.get(0)
                    + "' as cursor_column again");
        }
        if (seen == null) {
            return;
        }
        if (!order.isEmpty() && !order.equals(names)) {
            throw changed(table + ": what was delivered of the newest records is remembered by "
                    + String.join(", ", order) + ", and the key is now " + String.join(", ", names)
                    + ". Name the former one with key");
        }
        if (!CursorScale.of(now.get(0)).isWhole()) {
            throw changed(table + ": column '" + names.get(0) + "' has another type than in the last run,"
                    + " by which its newest records cannot be told apart. Change it back");
        }
    }

    private static HeadgateException changed(String what) {
        return new HeadgateException(CommonErrorCode.SOURCE_CHANGED, what + ", or start anew with fresh=true");
    }
}
