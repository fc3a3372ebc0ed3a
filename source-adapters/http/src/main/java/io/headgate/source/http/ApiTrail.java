package io.headgate.source.http;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Notices when the places of pages lead back to one that was there before. The last {@value #MOST} places are known, so that a
 * circle is noticed before anything in it is read a second time. A longer one, or one that began before a restart, is noticed by
 * comparing each place with one that is moved on at every power of two (Brent): what a state holds does not grow.
 */
final class ApiTrail {

    /** Some megabytes. */
    private static final int MOST = 50_000;

    private final Set<Long> known = new LinkedHashSet<>();
    private long turtle;

    ApiTrail(Map<?, ?> state) {
        this.turtle = state.get("turtle") instanceof Number number ? number.longValue() : 0;
    }

    void addTo(Map<String, Object> state) {
        state.put("turtle", turtle);
    }

    /** Takes note of a place. */
    void add(String place) {
        remember(ApiPage.hash(place));
    }

    /**
     * Takes note of the place after so many pages.
     *
     * @return whether it has been there before
     */
    boolean leadsBack(String place, long pages) {
        long hash = ApiPage.hash(place);
        if (hash == turtle || !remember(hash)) {
            return true;
        }
        if (Long.bitCount(pages) == 1) {
            turtle = hash;
        }
        return false;
    }

    private boolean remember(long hash) {
        if (known.size() >= MOST) {
            known.remove(known.iterator().next());
        }
        return known.add(hash);
    }
}
