package io.headgate.source.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which records are repetitions, and how far an incremental stream has come. A record counts as a repetition only if it is the
 * same to the byte, and one of
 *
 * <ul>
 *   <li>the endpoint has a primary key, so that no two of its records are the same, and it was among the last records of this run:
 *       the pages have moved under the reader;
 *   <li>the last run has read it at the very end of its range, where this one begins; each only as often as it was read then.
 * </ul>
 */
final class ApiProgress {

    private final boolean keyed;
    private final @Nullable ApiIncremental incremental;
    private final ApiWindow recent;
    /** Records of the last run in the range that is read again. */
    private final ApiWindow old;
    /** Records of this run in the range that the next one will read again. */
    private final ApiWindow newest;

    private @Nullable String max;
    private @Nullable String floor;

    /**
     * @param plan the partition's data
     * @param state of the last payload; empty for the beginning
     */
    ApiProgress(ApiEndpoint endpoint, Map<String, ?> plan, Map<String, ?> state) {
        this.keyed = !endpoint.primaryKey().isEmpty();
        this.incremental = endpoint.incremental();
        this.recent = ApiWindow.fromText(state.get("recent"));
        this.newest = ApiWindow.fromText(state.get("newest"));
        this.old = ApiWindow.fromText(state.containsKey("old") ? state.get("old") : plan.get("window"));
        Object reached = state.get("max");
        this.max = reached == null ? null : reached.toString();
        this.floor = max == null || incremental == null ? null : ApiOrder.before(max, incremental.lookback());
    }

    /** Whether a record had a value to go by. */
    boolean hasBegun() {
        return max != null;
    }

    /** Whether records are compared at all. */
    boolean compares() {
        return keyed || incremental != null;
    }

    /**
     * Takes note of a record.
     *
     * @param value by which the endpoint is incremental, or null
     * @return whether it is a repetition, to be left out
     */
    boolean isRepetition(long hash, @Nullable String value) {
        boolean again = old.remove(hash);
        boolean moved = keyed && recent.contains(hash);
        if (keyed && !moved) {
            recent.add(hash);
        }
        if (value != null && incremental != null && !moved) {
            note(hash, value, incremental);
        }
        return again || moved;
    }

    private void note(long hash, String value, ApiIncremental rule) {
        String highest = max;
        if (highest == null || ApiOrder.compare(value, highest) > 0) {
            max = value;
            floor = ApiOrder.before(value, rule.lookback());
            if (rule.lookback().isZero()) {
                newest.clear();
            }
        }
        if (floor != null && ApiOrder.compare(value, floor) >= 0) {
            newest.add(hash);
        }
    }

    void addTo(Map<String, Object> state) {
        if (keyed) {
            state.put("recent", recent.toText());
        }
        if (incremental != null) {
            state.put("old", old.toText());
            state.put("newest", newest.toText());
            if (max != null) {
                state.put("max", max);
            }
        }
    }
}
