package io.headgate.destination.jdbc;

import io.headgate.api.destination.PartitionKey;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.state.Checkpoint;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code _headgate_checkpoint}: one row per planned partition, in the schema of the target. Whoever commits rows updates
 * the partition's row in the same transaction, on condition that epoch and writer are still its own.
 */
final class CheckpointTable {

    static final String NAME = "_headgate_checkpoint";

    private static final String KEY = " WHERE \"instance\" = ? AND \"stream\" = ? AND \"partition\" = ?";

    private final TableName table;

    CheckpointTable(TableName beside) {
        this.table = beside.sibling(NAME);
    }

    /** A row: who may write, and what is durable. */
    record Entry(long epoch, @Nullable UUID writer, Checkpoint checkpoint) {}

    void create(Connection connection, Dialect dialect) throws SQLException {
        for (String sql : statements(connection, dialect)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    /** What {@link #create} would execute now. */
    List<String> statements(Connection connection, Dialect dialect) throws SQLException {
        if (exists(connection, dialect)) {
            return List.of();
        }
        Dialect.OwnTypes types = dialect.ownTypes();
        String columns = " (\"flow\" %1$s NOT NULL, \"instance\" UUID NOT NULL, \"stream\" %1$s NOT NULL,"
                + " \"partition\" %1$s NOT NULL, \"target_table\" %1$s NOT NULL, \"epoch\" BIGINT NOT NULL,"
                + " \"writer\" UUID, \"sequence\" BIGINT NOT NULL, \"records_read\" BIGINT NOT NULL,"
                + " \"records_written\" BIGINT NOT NULL, \"records_rejected\" BIGINT NOT NULL,"
                + " \"state\" %2$s NOT NULL, \"complete\" BOOLEAN NOT NULL, \"updated_at\" %3$s NOT NULL,"
                + " PRIMARY KEY (\"instance\", \"stream\", \"partition\"))";
        return List.of("CREATE TABLE IF NOT EXISTS " + table.quoted()
                + columns.formatted(types.shortText(), types.longText(), types.timestamp()));
    }

    boolean exists(Connection connection, Dialect dialect) throws SQLException {
        return !dialect.columns(connection, table).isEmpty();
    }

    /** Adds the rows of partitions that have none yet, and of a staged stream's publication. Runs under the setup lock, so nobody else adds them meanwhile. */
    void plan(Connection connection, StreamPlan plan, TableName target) throws SQLException {
        Checkpoint none = Checkpoint.NONE;
        String sql = "INSERT INTO " + table.quoted() + " (\"flow\", \"instance\", \"stream\", \"partition\","
                + " \"target_table\", \"epoch\", \"sequence\", \"records_read\", \"records_written\","
                + " \"records_rejected\", \"state\", \"complete\", \"updated_at\")"
                + " SELECT v.*, CURRENT_TIMESTAMP FROM (SELECT CAST(? AS VARCHAR) a, CAST(? AS UUID) b,"
                + " CAST(? AS VARCHAR) c, CAST(? AS VARCHAR) d, CAST(? AS VARCHAR) e, 0 f, 0 g, 0 h, 0 i, 0 j,"
                + " CAST(? AS VARCHAR) k, FALSE l) v WHERE NOT EXISTS (SELECT 1 FROM " + table.quoted() + KEY + ")";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            List<String> names = new ArrayList<>(plan.partitions());
            if (plan.mode().isStaged()) {
                names.add(StagedPublication.MARK);
            }
            for (String partition : names) {
                insert.setString(1, plan.flow());
                insert.setObject(2, plan.instance());
                insert.setString(3, plan.stream());
                insert.setString(4, partition);
                insert.setString(5, target.toString());
                insert.setString(6, none.state());
                setKey(insert, 7, plan.partition(partition));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    @Nullable
    Entry read(Connection connection, PartitionKey key) throws SQLException {
        String sql = "SELECT \"epoch\", \"writer\", \"sequence\", \"records_read\", \"records_written\","
                + " \"records_rejected\", \"state\", \"complete\" FROM " + table.quoted() + KEY;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            setKey(select, 1, key);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                Checkpoint checkpoint = new Checkpoint(
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getString(7),
                        row.getBoolean(8));
                return new Entry(row.getLong(1), row.getObject(2, UUID.class), checkpoint);
            }
        }
    }

    /** Makes the partition ours. False if a larger epoch has been there. */
    boolean takeOver(Connection connection, PartitionKey key, long epoch, UUID writer) throws SQLException {
        String sql =
                "UPDATE " + table.quoted() + " SET \"epoch\" = ?, \"writer\" = ?, \"updated_at\" = CURRENT_TIMESTAMP"
                        + KEY + " AND \"epoch\" <= ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, epoch);
            update.setObject(2, writer);
            setKey(update, 3, key);
            update.setLong(6, epoch);
            return update.executeUpdate() == 1;
        }
    }

    /** The statement that {@link #advance} runs: prepared once per writer. */
    PreparedStatement prepareAdvance(Connection connection) throws SQLException {
        return connection.prepareStatement("UPDATE " + table.quoted() + " SET \"sequence\" = ?, \"records_read\" = ?,"
                + " \"records_written\" = ?, \"records_rejected\" = ?, \"state\" = ?, \"complete\" = ?, \"updated_at\" ="
                + " CURRENT_TIMESTAMP" + KEY + " AND \"epoch\" = ? AND \"writer\" = ?");
    }

    /** Moves the checkpoint. False if the partition is no longer ours: then the transaction must not be committed. */
    static boolean advance(PreparedStatement update, PartitionKey key, long epoch, UUID writer, Checkpoint to)
            throws SQLException {
        update.setLong(1, to.sequence());
        update.setLong(2, to.recordsRead());
        update.setLong(3, to.recordsWritten());
        update.setLong(4, to.recordsRejected());
        update.setString(5, to.state());
        update.setBoolean(6, to.complete());
        setKey(update, 7, key);
        update.setLong(10, epoch);
        update.setObject(11, writer);
        return update.executeUpdate() == 1;
    }

    /** The largest epoch that has opened a partition of the stream; 0 if none has, or all is forgotten. */
    long largestEpoch(Connection connection, StreamPlan plan) throws SQLException {
        String sql = "SELECT COALESCE(MAX(\"epoch\"), 0) FROM " + table.quoted()
                + " WHERE \"instance\" = ? AND \"stream\" = ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, plan.instance());
            select.setString(2, plan.stream());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Whether no partition of the stream was ever opened; then none is before the end of the transaction. */
    boolean holdUnopened(Connection connection, StreamPlan plan) throws SQLException {
        // Whoever has opened one may be frozen and hold its row: that is no reason to wait.
        if (largestEpoch(connection, plan) > 0) {
            return false;
        }
        String sql = "SELECT \"epoch\" FROM " + table.quoted()
                + " WHERE \"instance\" = ? AND \"stream\" = ? ORDER BY \"partition\" FOR UPDATE";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, plan.instance());
            select.setString(2, plan.stream());
            try (ResultSet row = select.executeQuery()) {
                boolean unopened = true;
                while (row.next()) {
                    unopened &= row.getLong(1) == 0;
                }
                return unopened;
            }
        }
    }

    /**
     * Other instances of the same flow that have planned this stream for this table at least a day ago, and never got further: what
     * a process left that died before the JobRepository knew of its plan.
     */
    List<UUID> neverBegun(Connection connection, StreamPlan plan, TableName target) throws SQLException {
        String sql = "SELECT \"instance\" FROM " + table.quoted() + " WHERE \"flow\" = ? AND \"stream\" = ? AND"
                + " \"target_table\" = ? AND \"instance\" <> ? GROUP BY \"instance\" HAVING MAX(\"epoch\") = 0 AND"
                + " MAX(\"updated_at\") < CURRENT_TIMESTAMP - INTERVAL '1' DAY";
        List<UUID> instances = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, plan.flow());
            select.setString(2, plan.stream());
            select.setString(3, target.toString());
            select.setObject(4, plan.instance());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    instances.add(row.getObject(1, UUID.class));
                }
            }
        }
        return instances;
    }

    void forget(Connection connection, StreamPlan plan) throws SQLException {
        forget(connection, plan.instance(), plan.stream());
    }

    void forget(Connection connection, UUID instance, String stream) throws SQLException {
        String sql = "DELETE FROM " + table.quoted() + " WHERE \"instance\" = ? AND \"stream\" = ?";
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setObject(1, instance);
            delete.setString(2, stream);
            delete.executeUpdate();
        }
    }

    private static void setKey(PreparedStatement statement, int from, PartitionKey key) throws SQLException {
        statement.setObject(from, key.instance());
        statement.setString(from + 1, key.stream());
        statement.setString(from + 2, key.partition());
    }
}
