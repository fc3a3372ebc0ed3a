package io.headgate.destination.jdbc;

/**
 * A column of a table that exists.
 *
 * @param notNull whether it refuses null
 * @param mustBeGiven NOT NULL, and the database has no value of its own for it
 * @param generated computed by the database: nobody may write it
 */
record ExistingColumn(String name, SqlType type, boolean notNull, boolean mustBeGiven, boolean generated) {}
