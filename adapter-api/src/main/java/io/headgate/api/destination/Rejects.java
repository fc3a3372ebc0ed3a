package io.headgate.api.destination;

import io.headgate.api.source.RejectedRecord;

/** Where a destination reports the records that it cannot hold. */
@FunctionalInterface
public interface Rejects {

    /**
     * Counts a rejected record.
     *
     * @throws io.headgate.api.error.HeadgateException {@code REJECT_LIMIT_EXCEEDED} if it is one too many: the writer gives up the
     *     chunk
     */
    void add(RejectedRecord record);

    /**
     * The same, saying which record it is. What is sent by {@link #add(RejectedRecord)} is not known, so the checksum of what was
     * written cannot be told.
     *
     * @param row its index in the payload that is being written
     */
    default void add(RejectedRecord record, int row) {
        add(record);
    }
}
