package io.headgate.source.jdbc;

import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** The rows of one COPY … TO STDOUT (FORMAT binary). The server sends each in a message of its own. One thread. */
final class CopyPage implements Page {

    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    /** Signature, flags; the length of the extension follows. */
    private static final int HEADER_BYTES = 15;
    /** Storage of a value beyond its bytes: offsets, and objects for long decimals. */
    private static final int BYTES_PER_VALUE = 64;

    private final SourceDatabase database;
    private final Connection connection;
    private final String sql;
    private final List<SourceColumn> columns;
    private final PostgresDecoder[] decoders;
    private final int[] starts;
    private final int[] lengths;
    private final long begun = System.nanoTime();
    private final CopyOut copy;
    private byte[] row = {};
    private int at;
    private boolean headerRead;
    private boolean ended;

    CopyPage(
            Connection connection,
            String sql,
            List<SourceColumn> columns,
            RowBatchBuilder batch,
            SourceDatabase database)
            throws SQLException {
        this.connection = connection;
        this.sql = sql;
        this.columns = columns;
        this.decoders = PostgresDecoder.of(columns, batch);
        this.database = database;
        this.starts = new int[decoders.length];
        this.lengths = new int[decoders.length];
        this.copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
    }

    @Override
    public boolean next() {
        try {
            while (!ended) {
                byte[] message = copy.readFromCopy();
                if (message == null) {
                    ended = true;
                    database.clock().ended(sql, System.nanoTime() - begun);
                    return false;
                }
                if (enter(message)) {
                    return true;
                }
            }
            return false;
        } catch (SQLException e) {
            ended = true;
            throw database.errors().translate("Reading", e);
        }
    }

    /** Whether the message holds a row. */
    private boolean enter(byte[] message) {
        row = message;
        at = 0;
        if (!headerRead) {
            headerRead = true;
            at = HEADER_BYTES + 4 + (int) INTS.get(message, HEADER_BYTES);
            if (at == message.length) {
                return false;
            }
        }
        short count = (short) SHORTS.get(message, at);
        at += 2;
        if (count < 0) {
            return false;
        }
        if (count != decoders.length) {
            throw new HeadgateException(
                    CommonErrorCode.SOURCE_CHANGED,
                    "the server sends " + count + " columns where " + decoders.length + " were asked for");
        }
        return true;
    }

    @Override
    public @Nullable Misfit take() {
        byte[] bytes = row;
        int position = at;
        Misfit misfit = null;
        for (int i = 0; i < decoders.length; i++) {
            int length = (int) INTS.get(bytes, position);
            position += 4;
            starts[i] = position;
            lengths[i] = length;
            if (length >= 0) {
                if (!decoders[i].fits(bytes, position, length)) {
                    throw changed(i, length);
                }
                if (misfit == null && !decoders[i].decode(bytes, position, length)) {
                    misfit = new Misfit(decoders[i].code(), i, decoders[i].problem(bytes, position, length));
                }
                position += length;
            }
        }
        return misfit;
    }

    private HeadgateException changed(int column, int length) {
        SourceColumn planned = columns.get(column);
        return new HeadgateException(
                CommonErrorCode.SOURCE_CHANGED,
                "column '" + planned.name() + "' arrives in " + length + " bytes, which no " + planned.declared()
                        + " has: its type has changed since the run was planned. Start anew with fresh=true");
    }

    @Override
    public @Nullable String text(int column) {
        return lengths[column] < 0 ? null : decoders[column].text(row, starts[column], lengths[column]);
    }

    @Override
    public long sizeBound() {
        return row.length + (long) BYTES_PER_VALUE * decoders.length;
    }

    @Override
    public void close() {
        if (ended) {
            return;
        }
        ended = true;
        database.clock().ended(sql, System.nanoTime() - begun);
        try {
            // The driver waits for a copy that nobody reads any more, so the connection goes with it.
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            throw database.errors().translate("Reading", e);
        }
    }
}
