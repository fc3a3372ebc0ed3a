package io.headgate.destination.jdbc;

import io.headgate.api.data.RowBatch;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Sends rows into one table on one connection, as fast as the database takes them. One thread. */
interface RowLoader extends AutoCloseable {

    /**
     * Loads the rows in the open transaction: all of them, or an exception.
     *
     * @param rows numbers of the rows to load, or null for all: then {@code from} and {@code to} are row numbers themselves
     * @param from first index, inclusive
     * @param to last index, exclusive
     */
    void load(RowBatch batch, int @Nullable [] rows, int from, int to) throws SQLException;

    @Override
    void close() throws SQLException;
}
