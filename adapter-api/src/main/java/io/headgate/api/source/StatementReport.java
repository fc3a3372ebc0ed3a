package io.headgate.api.source;

import org.jspecify.annotations.Nullable;

/**
 * What an {@link IDataSource} implements besides if it sends statements to somebody else's server: how long a single one of them
 * has kept that busy, for the report of a run. Any thread, from {@code connect} to {@code close}.
 */
public interface StatementReport {

    /** The longest of all since {@code connect}; null if none was sent. */
    @Nullable
    LongestStatement longestStatement();

    /**
     * One statement of many.
     *
     * @param statements how many there were
     * @param seconds from the sending of the longest to its last record, the time that the destination took meanwhile included
     * @param text in the source's language, without values: neither secrets nor data
     */
    record LongestStatement(long statements, double seconds, String text) {}
}
