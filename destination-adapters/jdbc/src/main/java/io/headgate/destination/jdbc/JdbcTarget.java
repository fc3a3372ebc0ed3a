package io.headgate.destination.jdbc;

import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.PartitionKey;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.fault.FaultPoint;
import io.headgate.api.source.DataSourcePayload;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/** The table of one stream, and the tables that its payloads name instead. */
final class JdbcTarget implements StreamTarget {

    private final JdbcDestination destination;
    private final JdbcDatabase database;
    private final StreamPlan plan;
    private final TableName table;
    private final CheckpointTable checkpoints;
    /** Tables that payloads named and that are known to be ready. */
    private final Set<TableSchema> ensured = new HashSet<>();

    private record TableSchema(TableName table, RowSchema schema) {}

    JdbcTarget(JdbcDestination destination, StreamPlan plan, TableName table) {
        this.destination = destination;
        this.database = destination.database();
        this.plan = plan;
        this.table = table;
        this.checkpoints = new CheckpointTable(table);
    }

    @Override
    public PartitionWriter open(PartitionKey key, long epoch) {
        Connection connection = database.connect();
        try {
            return new PartitionTakeover(this, connection, key, epoch).open();
        } catch (SQLException e) {
            JdbcDatabase.closeQuietly(connection);
            throw database.errors().translate("Opening partition '" + key.partition() + "' of " + table, e);
        } catch (RuntimeException e) {
            JdbcDatabase.closeQuietly(connection);
            throw e;
        }
    }

    JdbcDatabase database() {
        return database;
    }

    CheckpointTable checkpoints() {
        return checkpoints;
    }

    /** Where a payload's records go: the plan's table, or the one that the payload names. */
    TableName tableOf(DataSourcePayload payload) {
        String named = payload.destinationTable();
        return named == null ? table : destination.resolve(named);
    }

    /**
     * Makes sure, on a connection of its own, that a table is there which a payload names, and reads its columns on the writer's.
     * The plan's own table was prepared before.
     */
    TargetTable load(Connection connection, TableName wanted, RowSchema schema) throws SQLException {
        if (!wanted.equals(table)) {
            ensure(wanted, schema);
        }
        return destination.tables().load(connection, wanted, schema);
    }

    private synchronized void ensure(TableName wanted, RowSchema schema) {
        if (ensured.contains(new TableSchema(wanted, schema))) {
            return;
        }
        database.setUpTables("Preparing table " + wanted, connection -> {
            destination.tables().ensure(connection, wanted, schema);
            new RejectTable(wanted, database.dialect()).create(connection, database.dialect());
        });
        ensured.add(new TableSchema(wanted, schema));
    }

    /** Appended rows are visible from their commit on: there is only the fence to check. */
    @Override
    public void publish(long epoch) {
        FaultPoint.reach("jdbc.publish");
        database.run("Publishing " + table, connection -> {
            if (!checkpoints.exists(connection, database.dialect())) {
                return;
            }
            long largest = checkpoints.largestEpoch(connection, plan);
            if (largest > epoch) {
                throw new HeadgateException(
                        CommonErrorCode.FENCED,
                        "Run " + epoch + " of flow '" + plan.flow() + "' was superseded by run " + largest
                                + ": it must not publish " + table + ". Let the younger run finish.");
            }
        });
    }

    @Override
    public void forget() {
        FaultPoint.reach("jdbc.forget");
        database.run("Forgetting the checkpoints of " + table, connection -> {
            if (checkpoints.exists(connection, database.dialect())) {
                checkpoints.forget(connection, plan);
            }
        });
    }

    @Override
    public void close() {}
}
