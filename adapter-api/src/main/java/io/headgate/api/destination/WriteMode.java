package io.headgate.api.destination;

/** How a stream meets what is already in its target. */
public enum WriteMode {
    /** Adds records. */
    APPEND,
    /** Replaces the target as a whole, in one act, when all partitions are done. */
    OVERWRITE,
    /** Inserts or updates by key. */
    MERGE
}
