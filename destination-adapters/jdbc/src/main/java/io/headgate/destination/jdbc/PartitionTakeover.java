package io.headgate.destination.jdbc;

import io.headgate.api.destination.PartitionKey;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.fault.FaultPoint;
import io.headgate.api.state.Checkpoint;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes a partition over from whoever wrote it before. A predecessor that is frozen in the middle of its commit holds the lock on
 * the checkpoint's row: where the database allows it, its session is ended; elsewhere the wait ends with an error.
 */
final class PartitionTakeover {

    private static final int WAIT_MILLIS = 2_000;
    private static final int ATTEMPTS = 3;
    private static final int WRITER_WAIT_MILLIS = 30_000;

    private final JdbcTarget target;
    private final Dialect dialect;
    private final Connection connection;
    private final PartitionKey key;
    private final long epoch;
    private final UUID writer = UUID.randomUUID();

    PartitionTakeover(JdbcTarget target, Connection connection, PartitionKey key, long epoch) {
        this.target = target;
        this.dialect = target.database().dialect();
        this.connection = connection;
        this.key = key;
        this.epoch = epoch;
    }

    Claim take() throws SQLException {
        dialect.nameSession(connection, writer);
        dialect.setLockTimeout(connection, WAIT_MILLIS);
        connection.commit();
        UUID predecessor = takeOver();
        FaultPoint.reach("jdbc.after-takeover");
        if (predecessor != null) {
            // What it has not committed can no longer be committed, but it would hold locks on rows and keys.
            dialect.endSession(connection, predecessor);
        }
        dialect.setLockTimeout(connection, WRITER_WAIT_MILLIS);
        // Read after the takeover is durable: from then on nobody else moves it.
        Checkpoint last = planned().checkpoint();
        connection.commit();
        return new Claim(key, epoch, writer, last);
    }

    /** Returns the writer that had the partition before, or null. */
    private @Nullable UUID takeOver() throws SQLException {
        for (int attempt = 1; ; attempt++) {
            CheckpointTable.Entry before = planned();
            try {
                if (!target.checkpoints().takeOver(connection, key, epoch, writer)) {
                    throw fenced("a younger run has taken over partition '" + key.partition()
                            + "' already. Let it finish; this one must not write any more");
                }
                connection.commit();
                return before.writer();
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || target.database().errors().classify(e) != SqlFailure.LOCKED) {
                    throw e;
                }
                connection.rollback();
                endOlder(before);
            }
        }
    }

    private void endOlder(CheckpointTable.Entry holder) throws SQLException {
        if (holder.writer() != null && holder.epoch() <= epoch) {
            dialect.endSession(connection, holder.writer());
            connection.commit();
        }
    }

    private CheckpointTable.Entry planned() throws SQLException {
        CheckpointTable checkpoints = target.checkpoints();
        CheckpointTable.Entry entry =
                checkpoints.exists(connection, dialect) ? checkpoints.read(connection, key) : null;
        if (entry == null) {
            throw fenced("partition '" + key.partition() + "' is not, or no longer, planned for it: "
                    + CheckpointTable.NAME + " has no row for instance " + key.instance());
        }
        return entry;
    }

    private HeadgateException fenced(String reason) {
        return new HeadgateException(
                CommonErrorCode.FENCED,
                "Run " + epoch + " of flow '" + key.flow() + "' cannot write stream '" + key.stream() + "': " + reason
                        + ".");
    }
}
