package io.headgate.destination.jdbc;

/**
 * A column of a table that exists.
 *
 * @param notNull whether it refuses null
 * @param mustBeGiven NOT NULL, and the database has no value of its own for it
 * @param hasOwnValue whether the database gives it a value if nobody else does: a default, an identity, a computed one
 * @param generated computed by the database: nobody may write it
 */
record ExistingColumn(
        String name, SqlType type, boolean notNull, boolean mustBeGiven, boolean hasOwnValue, boolean generated) {}
