package io.headgate.source.http;

import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far the runs of an incremental endpoint have come. Where it is split, each part for itself: parts are read at different
 * times, and one that is further on says nothing about what was added meanwhile to another.
 */
final class ApiReached {

    private static final String PARTS = "parts";
    private static final String SINCE = "since";
    private static final String WINDOW = "window";

    private final @Nullable ApiIncremental incremental;
    private final boolean isSplit;
    private final Map<String, ?> stored;

    /**
     * @param stored the stream's state after the last run; empty before the first
     */
    ApiReached(ApiEndpoint endpoint, Map<String, ?> stored) {
        this.incremental = endpoint.incremental();
        this.isSplit = endpoint.split() != null;
        this.stored = stored;
    }

    /** Puts what a partition begins with into its plan: what to ask for, and which records of that were read before. */
    void addTo(Map<String, Object> plan, @Nullable String part) {
        ApiIncremental rule = incremental;
        if (rule == null) {
            return;
        }
        Map<?, ?> own = of(part);
        Object reached = own.get(SINCE);
        String since = reached == null ? rule.initial() : ApiOrder.before(reached.toString(), rule.lookback());
        if (since != null) {
            plan.put(SINCE, since);
        }
        Object window = own.get(WINDOW);
        if (window != null) {
            plan.put(WINDOW, window);
        }
    }

    /** Of a part; of one that is new since the last run nothing. Where split was added what holds for all, where it was taken away the least. */
    private Map<?, ?> of(@Nullable String part) {
        if (!(stored.get(PARTS) instanceof Map<?, ?> parts)) {
            return stored;
        }
        if (part != null) {
            return parts.get(part) instanceof Map<?, ?> own ? own : Map.of();
        }
        Map<?, ?> least = null;
        for (Object one : parts.values()) {
            if (one instanceof Map<?, ?> own && (least == null || ApiOrder.compare(since(own), since(least)) < 0)) {
                least = own;
            }
        }
        return least == null ? Map.of() : least;
    }

    private static String since(Map<?, ?> own) {
        return String.valueOf(own.get(SINCE));
    }

    /**
     * What the next run begins with.
     *
     * @param finished the last state of each partition of this run
     */
    Map<String, Object> after(Map<StreamPartition, StreamState> finished) {
        if (!isSplit) {
            return after(finished.values(), stored);
        }
        Map<String, Object> parts = new LinkedHashMap<>();
        if (stored.get(PARTS) instanceof Map<?, ?> before) {
            before.forEach((part, own) -> parts.put(String.valueOf(part), own));
        }
        finished.forEach((partition, state) -> {
            String part = String.valueOf(partition.data().values().get("part"));
            Map<String, Object> own = after(List.of(state), of(part));
            if (!own.isEmpty()) {
                parts.put(part, own);
            }
        });
        Map<String, Object> after = new LinkedHashMap<>();
        if (!parts.isEmpty()) {
            after.put(PARTS, parts);
        }
        return after;
    }

    private Map<String, Object> after(Collection<StreamState> finished, Map<?, ?> before) {
        Object known = before.get(SINCE);
        String reached = known == null ? null : known.toString();
        for (StreamState state : finished) {
            String max = state.getString("max");
            if (max != null && (reached == null || ApiOrder.compare(max, reached) > 0)) {
                reached = max;
            }
        }
        Map<String, Object> after = new LinkedHashMap<>();
        if (reached != null) {
            after.put(SINCE, reached);
            after.put(WINDOW, window(finished, reached, before).toText());
        }
        return after;
    }

    /** What the next run will read again: of this run, and of the last one as far as this one has not come beyond it. */
    private ApiWindow window(Collection<StreamState> finished, String reached, Map<?, ?> before) {
        ApiWindow window = new ApiWindow();
        boolean looksBack = incremental != null && !incremental.lookback().isZero();
        Object since = before.get(SINCE);
        if (looksBack || since != null && reached.equals(since.toString())) {
            window.addAll(notSeenAgain(finished, before));
        }
        for (StreamState state : finished) {
            String max = state.getString("max");
            if (max != null && (looksBack || ApiOrder.compare(max, reached) == 0)) {
                window.addAll(ApiWindow.fromText(state.values().get("newest")));
            }
        }
        return window;
    }

    /** What no partition has met. */
    private static ApiWindow notSeenAgain(Collection<StreamState> finished, Map<?, ?> before) {
        ApiWindow left = ApiWindow.fromText(before.get(WINDOW));
        for (StreamState state : finished) {
            if (state.values().containsKey("old")) {
                left = left.common(ApiWindow.fromText(state.values().get("old")));
            }
        }
        return left;
    }
}
