package io.headgate.destination.jdbc;

/** What a driver's error means to us, whatever the database. */
enum SqlFailure {
    /** The server refuses a record's data: a value out of range, a constraint. */
    RECORD_REFUSED,
    CONNECTION_LOST,
    ACCESS_DENIED,
    NOT_FOUND,
    /** A lock was not granted in time, a deadlock, or the database is in use as a whole. */
    LOCKED,
    /** Somebody created or changed the same object at the same moment. */
    CONCURRENT_DDL,
    /** The table's columns are no longer what they were when the writer looked. */
    COLUMNS_CHANGED,
    READ_ONLY,
    OTHER
}
