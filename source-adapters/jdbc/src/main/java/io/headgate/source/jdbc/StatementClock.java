package io.headgate.source.jdbc;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How long the source was kept busy by a single statement, at most. Any thread. */
final class StatementClock {

    private static final int SHOWN = 400;

    private long count;
    private long longestNanos = -1;
    private String longest = "";

    /** A statement has ended, from its sending to its last row. */
    synchronized void ended(String sql, long nanos) {
        count++;
        if (nanos > longestNanos) {
            longestNanos = nanos;
            longest = sql;
        }
    }

    /** A sentence for the log; null if nothing was sent. */
    synchronized @Nullable String report() {
        if (count == 0) {
            return null;
        }
        String text = longest.length() > SHOWN ? longest.substring(0, SHOWN) + "…" : longest;
        return String.format(Locale.ROOT, "longest of %,d statements %.3f s: %s", count, longestNanos / 1e9, text);
    }
}
