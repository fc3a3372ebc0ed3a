package io.headgate.destination.jdbc;

import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.PartitionKey;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.Rejects;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.fault.FaultPoint;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.state.Checkpoint;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes one partition on one connection. A chunk is a transaction: rows, rejects, and as its last statement the checkpoint's
 * update, which hits nothing once another writer has taken over. It is the last so that the row's lock is held only for an instant.
 */
final class JdbcPartitionWriter implements PartitionWriter {

    private final JdbcTarget target;
    private final JdbcDatabase database;
    private final Connection connection;
    private final PartitionKey key;
    private final long epoch;
    private final UUID writer;
    private final StagedRows rows;
    private final PreparedStatement advance;
    private final Map<TableName, TableWriter> tables = new HashMap<>();
    /** Those whose columns stay what they are until this transaction ends. */
    private final Set<TableName> held = new HashSet<>();

    private Checkpoint last;
    /** From the first statement of a transaction to its end. */
    private boolean writing;
    /** After an exception the transaction may hold half a chunk: it must not be committed by whoever overlooks that. */
    private boolean failed;

    JdbcPartitionWriter(JdbcTarget target, Connection connection, Claim claim) throws SQLException {
        this.target = target;
        this.database = target.database();
        this.connection = connection;
        this.key = claim.key();
        this.epoch = claim.epoch();
        this.writer = claim.writer();
        this.last = claim.last();
        this.rows = target.rows(key.partition(), last);
        this.advance = target.checkpoints().prepareAdvance(connection);
    }

    @Override
    public @Nullable Checkpoint lastCommitted() {
        return last.sequence() == 0 ? null : last;
    }

    @Override
    public void write(DataSourcePayload payload, Rejects rejects) {
        begin();
        TableName table = target.tableOf(payload);
        try {
            tableWriter(table, payload).write(payload.data(), payload.rejected(), rejects);
        } catch (SQLException e) {
            throw fencedOr("Writing to table " + table, e);
        }
        FaultPoint.reach("jdbc.written");
        failed = false;
    }

    private TableWriter tableWriter(TableName table, DataSourcePayload payload) throws SQLException {
        TableWriter known = tables.get(table);
        RowSchema schema = payload.data().schema();
        boolean takes = known != null && known.takes(schema);
        if (known != null && takes && (held.contains(table) || target.isStaged() || !hold(table))) {
            return known;
        }
        TargetTable loaded = target.loadable(connection, table, schema);
        if (known == null && !target.isStaged() && hold(table)) {
            loaded = target.loadable(connection, table, schema);
        }
        if (known != null && takes && known.isFor(loaded)) {
            return known;
        }
        TableWriter fresh = new TableWriter(
                connection,
                loaded,
                database,
                schema,
                rows,
                target.rejectsOf(connection, table, key),
                target.prepareRecord(connection, table, loaded.name()));
        tables.put(table, fresh);
        if (known != null) {
            known.close();
        }
        return fresh;
    }

    /** Between two transactions the table may have got other columns. False if the database converts to whatever they are. */
    private boolean hold(TableName table) throws SQLException {
        boolean holds = target.holdTypes(connection, table);
        if (holds) {
            held.add(table);
        }
        return holds;
    }

    @Override
    public Checkpoint commit(Checkpoint upTo) {
        begin();
        if (last.isAheadOf(upTo)) {
            throw new HeadgateException(
                    CommonErrorCode.INTERNAL_ERROR,
                    "Checkpoint " + upTo.sequence() + " of partition '" + key.partition() + "' is behind "
                            + last.sequence() + ", which is committed");
        }
        FaultPoint.reach("jdbc.before-checkpoint");
        advance(upTo);
        FaultPoint.reach("jdbc.before-commit");
        held.clear();
        try {
            connection.commit();
        } catch (SQLException e) {
            throw notCommitted(e);
        }
        endWriting();
        FaultPoint.reach("jdbc.after-commit");
        last = upTo;
        failed = false;
        return upTo;
    }

    @Override
    public void finish(Checkpoint upTo) {
        commit(upTo);
    }

    private void begin() {
        if (failed) {
            throw new IllegalStateException("The writer of partition '" + key.partition()
                    + "' has failed or is closed: only close may be called");
        }
        failed = true;
        if (!writing) {
            database.dialect().beginWriting();
            writing = true;
        }
    }

    private void endWriting() {
        if (writing) {
            writing = false;
            database.dialect().endWriting();
        }
    }

    private void advance(Checkpoint upTo) {
        boolean ours;
        try {
            ours = CheckpointTable.advance(advance, key, epoch, writer, upTo);
            if (!ours) {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw fencedOr("Moving the checkpoint of partition '" + key.partition() + "'", e);
        }
        if (!ours) {
            throw superseded(null);
        }
    }

    /** An answer of the server that it refuses the commit is an outcome; anything else leaves it open. */
    private HeadgateException notCommitted(SQLException e) {
        return switch (database.errors().classify(e)) {
            case RECORD_REFUSED, LOCKED -> database.errors().translate("Committing to the database", e);
            default -> database.errors().outcomeUnknown(e);
        };
    }

    /** A connection is also lost because a successor has ended our session: then that is what the user must hear. */
    private HeadgateException fencedOr(String doing, SQLException e) {
        if (database.errors().classify(e) == SqlFailure.CONNECTION_LOST && isSuperseded()) {
            return superseded(e);
        }
        return database.errors().translate(doing, e);
    }

    private boolean isSuperseded() {
        boolean[] superseded = {false};
        try {
            database.run("Asking who has the partition", fresh -> {
                CheckpointTable.Entry entry = target.checkpoints().read(fresh, key);
                superseded[0] = entry == null || !writer.equals(entry.writer());
            });
        } catch (HeadgateException e) {
            return false;
        }
        return superseded[0];
    }

    private HeadgateException superseded(@Nullable SQLException cause) {
        return target.superseded("partition '" + key.partition() + "'", epoch, cause);
    }

    @Override
    public void close() {
        failed = true;
        JdbcDatabase.closeQuietly(connection);
        endWriting();
    }
}
