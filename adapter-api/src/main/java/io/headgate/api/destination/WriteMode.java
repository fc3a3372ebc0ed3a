package io.headgate.api.destination;

/** How a stream meets what is already in its target. */
public enum WriteMode {
    /** Adds records. */
    APPEND,
    /** Replaces the target as a whole, in one act, when all partitions are done. */
    OVERWRITE,
    /** Inserts, updates or deletes by key, in one act, when all partitions are done. */
    MERGE,
    /** Keeps every version of a record by key, each with the time from and until which it was valid; applied in one act. */
    SCD2;

    /** Whether records become visible with {@link StreamTarget#publish} only. */
    public boolean isStaged() {
        return this != APPEND;
    }

    /** Whether records are told apart by a key. */
    public boolean hasKey() {
        return this == MERGE || this == SCD2;
    }
}
