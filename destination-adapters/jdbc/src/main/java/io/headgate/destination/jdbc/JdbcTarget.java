package io.headgate.destination.jdbc;

import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.Holdings;
import io.headgate.api.destination.PartitionKey;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.ReconcileLevel;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.fault.FaultPoint;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.state.Checkpoint;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table of one stream, and the tables that its payloads name instead. */
final class JdbcTarget implements StreamTarget {

    private final JdbcDestination destination;
    private final JdbcDatabase database;
    private final StreamPlan plan;
    private final TableName table;
    private final CheckpointTable checkpoints;
    private final LoadTable loads;
    private final StagingTable staging;
    /** Tables that payloads named and that are known to be ready. */
    private final Set<TableSchema> ensured = new HashSet<>();

    private record TableSchema(TableName table, RowSchema schema) {}

    JdbcTarget(JdbcDestination destination, StreamPlan plan, TableName table) {
        this.destination = destination;
        this.database = destination.database();
        this.plan = plan;
        this.table = table;
        this.checkpoints = new CheckpointTable(table);
        this.loads = new LoadTable(table);
        this.staging = new StagingTable(plan, table);
    }

    @Override
    public PartitionWriter open(PartitionKey key, long epoch) {
        Connection connection = database.connect();
        database.dialect().beginWriting();
        try {
            return new JdbcPartitionWriter(
                    this, connection, new PartitionTakeover(this, connection, key, epoch).take());
        } catch (SQLException e) {
            JdbcDatabase.closeQuietly(connection);
            throw database.errors().translate("Opening partition '" + key.partition() + "' of " + table, e);
        } catch (RuntimeException e) {
            JdbcDatabase.closeQuietly(connection);
            throw e;
        } finally {
            database.dialect().endWriting();
        }
    }

    JdbcDatabase database() {
        return database;
    }

    CheckpointTable checkpoints() {
        return checkpoints;
    }

    LoadTable loads() {
        return loads;
    }

    /**
     * The statement that records loads on a connection; null where rows are not found by them: what a key tells apart is counted
     * when it is published, and a run that was planned before there were records goes on without.
     *
     * @param wanted where the rows will be seen
     * @param into where they are loaded now
     */
    @Nullable
    PreparedStatement prepareRecord(Connection connection, TableName wanted, TableName into) throws SQLException {
        boolean followed = !plan.mode().isStaged()
                || (!plan.mode().hasKey() && database.dialect().held().followsRows());
        return followed && loads.exists(connection, database.dialect())
                ? loads.prepareRecord(connection, database.dialect(), plan, wanted, into)
                : null;
    }

    TableName table() {
        return table;
    }

    StagedRows rows(String partition, Checkpoint resumedAt) {
        return new StagedRows(plan, partition, resumedAt);
    }

    /** Where a payload's records go: the plan's table, or the one that the payload names. */
    TableName tableOf(DataSourcePayload payload) {
        String named = payload.destinationTable();
        if (named != null && plan.mode().isStaged()) {
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION,
                    "Stream '" + plan.stream() + "' sends records to a table of its own choice ('" + named
                            + "'), but write_mode = \"" + plan.mode().name().toLowerCase(Locale.ROOT)
                            + "\" publishes one table per stream. Use write_mode = \"append\".");
        }
        return named == null ? table : destination.resolve(named);
    }

    RejectTable.Inserter rejectsOf(Connection connection, TableName wanted, PartitionKey key) throws SQLException {
        return new RejectTable(wanted, database.dialect()).inserter(connection, key, plan.run());
    }

    /**
     * The table that rows for {@code wanted} are loaded into, read on the writer's connection. The plan's own was prepared before;
     * one that a payload names is made sure of on a connection of its own.
     */
    TargetTable loadable(Connection connection, TableName wanted, RowSchema schema) throws SQLException {
        if (plan.mode().isStaged()) {
            return loadable(connection, schema);
        }
        if (!wanted.equals(table)) {
            ensure(wanted, schema);
        }
        return load(connection, wanted, schema);
    }

    /** {@link Dialect#holdTypes}. */
    boolean holdTypes(Connection connection, TableName wanted) throws SQLException {
        return destination.tables().holdTypes(connection, wanted);
    }

    /** Whether rows for a table go into one that nobody else knows. */
    boolean isStaged() {
        return plan.mode().isStaged();
    }

    private TargetTable loadable(Connection connection, RowSchema schema) throws SQLException {
        if (!schema.fields().equals(plan.schema().fields())) {
            throw new HeadgateException(
                    CommonErrorCode.TARGET_MISMATCH,
                    "Stream '" + plan.stream() + "' was planned with the fields "
                            + plan.schema().names() + " but now delivers " + schema.names()
                            + ". Start anew with fresh=true.");
        }
        return load(connection, staging.name(), StagedShape.loaded(plan));
    }

    TargetTable load(Connection connection, TableName wanted, RowSchema schema) throws SQLException {
        return destination.tables().load(connection, wanted, schema);
    }

    private synchronized void ensure(TableName wanted, RowSchema schema) {
        if (ensured.contains(new TableSchema(wanted, schema))) {
            return;
        }
        database.setUpTables("Preparing table " + wanted, connection -> {
            destination
                    .tables()
                    .ensure(connection, wanted, schema, plan.schemaMode().mayAlter());
            new RejectTable(wanted, database.dialect()).create(connection);
        });
        ensured.add(new TableSchema(wanted, schema));
    }

    @Override
    public void publish(long epoch) {
        FaultPoint.reach("jdbc.publish");
        if (plan.mode().isStaged()) {
            new StagedPublication(this, plan, staging, epoch).run();
            return;
        }
        // Appended rows are visible from their commit on: there is only the fence to check.
        database.run("Publishing " + table, connection -> {
            if (checkpoints.exists(connection, database.dialect())) {
                requireNotSuperseded(connection, epoch);
            }
        });
    }

    void requireNotSuperseded(Connection connection, long epoch) throws SQLException {
        long largest = checkpoints.largestEpoch(connection, plan);
        if (largest > epoch) {
            throw new HeadgateException(
                    CommonErrorCode.FENCED,
                    "Run " + epoch + " of flow '" + plan.flow() + "' was superseded by run " + largest
                            + ": it must not publish " + table + ". Let the younger run finish.");
        }
    }

    /**
     * @param what has been taken over: {@code "partition 'p0'"}
     */
    HeadgateException superseded(String what, long epoch, @Nullable SQLException cause) {
        return new HeadgateException(
                CommonErrorCode.FENCED,
                "Run " + epoch + " of flow '" + plan.flow() + "' was superseded: a younger run has taken over " + what
                        + " of stream '" + plan.stream()
                        + "', or it is no longer planned. Nothing that was not committed is"
                        + " kept; let the younger run finish.",
                cause);
    }

    @Override
    public Holdings holdings(ReconcileLevel level) {
        Holdings[] holdings = {Holdings.unknown("not read yet")};
        database.run(
                "Counting what " + table + " holds",
                connection -> holdings[0] = new JdbcHoldings(this, plan, level).read(connection));
        return holdings[0];
    }

    @Override
    public void forget() {
        FaultPoint.reach("jdbc.forget");
        database.run("Forgetting the checkpoints of " + table, connection -> {
            boolean planned = checkpoints.exists(connection, database.dialect());
            boolean givenUp = plan.mode().isStaged() && planned && isUnpublished(connection);
            if (plan.mode().isStaged()) {
                // Where dropping a table commits, the checkpoints are still there for a repetition.
                staging.drop(connection);
            }
            if (planned) {
                checkpoints.forget(connection, plan);
            }
            if (givenUp) {
                new RejectTable(table, database.dialect()).removeAll(connection, plan);
            }
            if (loads.exists(connection, database.dialect())) {
                loads.forget(connection, plan);
            }
        });
    }

    /** Of an instance that is forgotten already nothing is known, so that nothing of it is unpublished. */
    private boolean isUnpublished(Connection connection) throws SQLException {
        CheckpointTable.Entry mark = checkpoints.read(connection, plan.partition(StagedPublication.MARK));
        return mark != null && !mark.checkpoint().complete();
    }

    @Override
    public void close() {}
}
