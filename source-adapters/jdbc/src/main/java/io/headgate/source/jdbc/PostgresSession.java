package io.headgate.source.jdbc;

import io.headgate.api.data.RowBatchBuilder;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads statements by binary COPY. One thread. */
final class PostgresSession implements PageSession {

    private final SourceDatabase database;
    private final Connection connection;
    /** Whether each statement sees what is there by then; else all see what the first one has seen. */
    private final boolean fresh;
    /** Null if nothing is. */
    private final @Nullable PostgresFiles watched;

    private boolean locked;

    PostgresSession(SourceDatabase database, Connection connection, boolean fresh, @Nullable PostgresFiles watched) {
        this.database = database;
        this.connection = connection;
        this.fresh = fresh;
        this.watched = watched;
    }

    @Override
    public Page page(List<SourceColumn> columns, SqlText sql, RowBatchBuilder batch) {
        try {
            if (fresh) {
                connection.commit();
                locked = false;
            }
            lock(sql);
            return new CopyPage(connection, PostgresDialect.copy(sql), columns, batch, database);
        } catch (SQLException e) {
            throw database.errors().translate("Reading", e);
        }
    }

    /** From here to the end of the transaction the files that the statement reads stay what they are: those of the plan. */
    void lock(SqlText sql) {
        if (watched == null || locked) {
            return;
        }
        try {
            watched.require(connection, sql.sql());
            locked = true;
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
