package io.headgate.source.jdbc;

import io.headgate.api.data.RowBatchBuilder;
import java.util.List;

/** A connection of its own on which one statement after the other is read. One thread. */
interface PageSession extends AutoCloseable {

    /**
     * Executes a statement.
     *
     * @param columns those that it selects
     * @param batch takes the rows; its schema has one field for each column
     */
    Page page(List<SourceColumn> columns, SqlText sql, RowBatchBuilder batch);

    /** Whether a statement may be executed before its rows are wanted: the database then works on while others do. */
    default boolean readsAhead() {
        return false;
    }

    /** Releases the connection, and whatever the statement under way still has to give. Closing twice does nothing. */
    @Override
    void close();
}
