package io.headgate.destination.jdbc;

import io.headgate.api.data.RowBatch;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** One COPY … FROM STDIN (FORMAT binary) per load, encoded straight from the batch's columns. */
final class PostgresCopyLoader implements RowLoader {

    private static final int BUFFER_BYTES = 1 << 16;
    /** Signature, no flags, no extension. */
    private static final byte[] HEADER = "PGCOPY\n\u00ff\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

    private final Connection connection;
    private final String sql;
    private final PostgresRowEncoder encoder;
    private final CopyBuffer buffer = new CopyBuffer(BUFFER_BYTES + (BUFFER_BYTES >> 2));

    PostgresCopyLoader(Connection connection, TargetTable table) {
        this.connection = connection;
        this.sql = "COPY " + table.name().quoted() + " (" + table.columnList() + ") FROM STDIN (FORMAT binary)";
        this.encoder = new PostgresRowEncoder(table);
    }

    @Override
    public void load(RowBatch batch, int @Nullable [] rows, int from, int to) throws SQLException {
        encoder.bind(batch);
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            send(copy, rows, from, to);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                cancel(copy);
            }
        }
    }

    private void send(CopyIn copy, int @Nullable [] rows, int from, int to) throws SQLException {
        buffer.clear();
        buffer.putBytes(HEADER, 0, HEADER.length);
        for (int i = from; i < to; i++) {
            encoder.encode(rows == null ? i : rows[i], buffer);
            if (buffer.position() >= BUFFER_BYTES) {
                copy.writeToCopy(buffer.bytes(), 0, buffer.position());
                buffer.clear();
            }
        }
        buffer.ensure(2);
        buffer.putShort(-1);
        copy.writeToCopy(buffer.bytes(), 0, buffer.position());
    }

    /** Only after an exception, which tells more than what goes wrong here. */
    private static void cancel(CopyIn copy) {
        try {
            copy.cancelCopy();
        } catch (SQLException e) {
            // The savepoint or the transaction is rolled back next.
        }
    }

    @Override
    public void close() {}
}
