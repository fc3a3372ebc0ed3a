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
    private final PostgresEncoder[] encoders;
    private final long[] @Nullable [] nullBits;
    private final CopyBuffer buffer = new CopyBuffer(BUFFER_BYTES + (BUFFER_BYTES >> 2));

    PostgresCopyLoader(Connection connection, TargetTable table) {
        this.connection = connection;
        this.sql = "COPY " + table.name().quoted() + " (" + table.columnList() + ") FROM STDIN (FORMAT binary)";
        this.encoders = table.columns().stream().map(PostgresTypes::encoder).toArray(PostgresEncoder[]::new);
        this.nullBits = new long[encoders.length][];
    }

    @Override
    public void load(RowBatch batch, int @Nullable [] rows, int from, int to) throws SQLException {
        for (int i = 0; i < encoders.length; i++) {
            encoders[i].bind(batch.column(i));
            nullBits[i] = batch.column(i).nullBits();
        }
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
            encodeRow(rows == null ? i : rows[i]);
            if (buffer.position() >= BUFFER_BYTES) {
                copy.writeToCopy(buffer.bytes(), 0, buffer.position());
                buffer.clear();
            }
        }
        buffer.ensure(2);
        buffer.putShort(-1);
        copy.writeToCopy(buffer.bytes(), 0, buffer.position());
    }

    private void encodeRow(int row) {
        CopyBuffer out = buffer;
        out.ensure(2);
        out.putShort(encoders.length);
        int word = row >> 6;
        long mask = 1L << row;
        for (int i = 0; i < encoders.length; i++) {
            long @Nullable [] nulls = nullBits[i];
            if (nulls != null && (nulls[word] & mask) != 0) {
                out.ensure(4);
                out.putInt(-1);
            } else {
                encoders[i].encode(row, out);
            }
        }
    }

    /** Only after an exception, which tells more than what goes wrong here. */
    private static void cancel(CopyIn copy) {
        try {
            copy.cancelCopy();
        } catch (SQLException e) {
            // The savepoint or the transaction is rolled back next.
        }
    }

    /** Prepares encoders and measures nothing but the encoding: for the benchmark in the tests. */
    long encodeOnly(RowBatch batch) {
        for (int i = 0; i < encoders.length; i++) {
            encoders[i].bind(batch.column(i));
            nullBits[i] = batch.column(i).nullBits();
        }
        long bytes = 0;
        buffer.clear();
        for (int row = 0; row < batch.rowCount(); row++) {
            encodeRow(row);
            if (buffer.position() >= BUFFER_BYTES) {
                bytes += buffer.position();
                buffer.clear();
            }
        }
        return bytes + buffer.position();
    }

    @Override
    public void close() {}
}
