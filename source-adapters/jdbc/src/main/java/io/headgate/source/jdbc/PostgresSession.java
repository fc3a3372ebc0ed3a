package io.headgate.source.jdbc;

import io.headgate.api.data.RowBatchBuilder;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Reads statements by binary COPY. One thread. */
final class PostgresSession implements PageSession {

    private final SourceDatabase database;
    private final Connection connection;
    /** Whether each statement sees what is there by then; else all see what the first one has seen. */
    private final boolean fresh;

    PostgresSession(SourceDatabase database, Connection connection, boolean fresh) {
        this.database = database;
        this.connection = connection;
        this.fresh = fresh;
    }

    @Override
    public Page page(List<SourceColumn> columns, SqlText sql, RowBatchBuilder batch) {
        try {
            if (fresh) {
                connection.commit();
            }
            return new CopyPage(connection, PostgresDialect.copy(sql), columns, batch, database);
        } catch (SQLException e) {
            throw database.errors().translate("Reading", e);
        }
    }

    /**
     * Where the moment is held while the run lasts, an open statement holds up nothing more; else nothing is held open while others
     * write. What the server sends before it is read waits in the buffers of the socket, not in the heap.
     */
    @Override
    public boolean readsAhead() {
        return !fresh;
    }

    @Override
    public void close() {
        SourceDatabase.closeQuietly(connection);
    }
}
