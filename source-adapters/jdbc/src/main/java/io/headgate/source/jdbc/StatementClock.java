package io.headgate.source.jdbc;

import io.headgate.api.source.StatementReport.LongestStatement;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long the source was kept busy by a single statement, at most. Any thread. */
final class StatementClock {

    private static final int SHOWN = 400;
    /** COPY takes no parameters, so keys stand in the statements; a report is no place for data. */
    private static final Pattern LITERAL = Pattern.compile("(?:'[^']*')+");

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

    /** Null if nothing was sent. */
    synchronized @Nullable LongestStatement longest() {
        if (count == 0) {
            return null;
        }
        String text = LITERAL.matcher(longest).replaceAll("?");
        return new LongestStatement(
                count,
                Math.round(longestNanos / 1e6) / 1e3,
                text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text);
    }
}
