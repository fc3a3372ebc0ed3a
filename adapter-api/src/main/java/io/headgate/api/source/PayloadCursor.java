package io.headgate.api.source;

import org.jspecify.annotations.Nullable;

/** Reads one partition from a given place to its end. Used by one thread at a time; holds one payload in memory at most. */
public interface PayloadCursor extends AutoCloseable {

    /**
     * The next payload, or null at the end of the partition (and at every call after that). A payload may hold no records: it then
     * moves the state only.
     *
     * @throws io.headgate.api.error.HeadgateException if reading failed. The cursor is then closed and opened anew from the last
     *     durable state
     */
    @Nullable
    DataSourcePayload next();

    /** Releases everything. Closing twice does nothing. */
    @Override
    void close();
}
