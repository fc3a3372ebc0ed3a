package io.headgate.destination.jdbc;

import io.headgate.api.destination.DeliveryGuarantee;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.RejectStore;
import io.headgate.api.destination.SchemaDifference;
import io.headgate.api.destination.SetupOutline;
import io.headgate.api.destination.StoredReject;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.fault.FaultPoint;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A database to land streams in. */
final class JdbcDestination implements IDataDestination, RejectStore, SetupOutline {

    private final JdbcDatabase database;
    private final TargetTables tables;
    private final RejectQueries rejects = new RejectQueries(this);
    /** Schema of tables that are named without one; null until it is asked from the first connection. */
    private volatile @Nullable String defaultSchema;

    JdbcDestination(JdbcDatabase database, @Nullable String schema) {
        this.database = database;
        this.defaultSchema = schema;
        this.tables = new TargetTables(database.dialect(), database.errors());
    }

    @Override
    public DeliveryGuarantee guarantee(WriteMode mode) {
        return database.isInMemory()
                ? new DeliveryGuarantee(
                        DeliveryGuarantee.Level.NOT_DURABLE, "the database lives in memory and ends with the process")
                : new DeliveryGuarantee(
                        DeliveryGuarantee.Level.EXACTLY_ONCE,
                        mode.isStaged()
                                ? "rows are staged, each chunk with its rejected records and the checkpoint in one"
                                        + " transaction, and applied to the table in one more, which refuses a superseded"
                                        + " run"
                                : "rows, rejected records and the checkpoint are committed in one transaction of the"
                                        + " database, which refuses a superseded run");
    }

    @Override
    public List<SchemaDifference> compare(StreamPlan plan) {
        TableName table = resolve(plan.table());
        List<SchemaDifference> differences = new ArrayList<>();
        database.run(
                "Looking at table " + table,
                connection -> differences.addAll(tables.compare(connection, table, plan.target())));
        return differences;
    }

    @Override
    public StreamTarget prepare(StreamPlan plan) {
        TableName table = resolve(plan.table());
        database.setUpTables("Preparing table " + table, connection -> {
            new TargetSetup(this, plan, table).run(connection);
            FaultPoint.reach("jdbc.prepare");
        });
        FaultPoint.reach("jdbc.prepared");
        return new JdbcTarget(this, plan, table);
    }

    @Override
    public List<String> setup(StreamPlan plan) {
        TableName table = resolve(plan.table());
        List<String> statements = new ArrayList<>();
        database.run("Looking at table " + table, connection -> {
            statements.clear();
            statements.addAll(new TargetSetup(this, plan, table).outline(connection));
        });
        return statements;
    }

    @Override
    public StreamTarget attach(StreamPlan plan) {
        return new JdbcTarget(this, plan, resolve(plan.table()));
    }

    @Override
    public List<StoredReject> list(Selection selection, @Nullable String run, int limit) {
        return rejects.list(selection, run, limit);
    }

    @Override
    public long count(Selection selection, @Nullable String run) {
        return rejects.count(selection, run);
    }

    @Override
    public long claim(Selection selection, UUID replay, long epoch) {
        return rejects.claim(selection, replay, epoch);
    }

    @Override
    public List<StoredReject> claimed(Selection selection, UUID replay, @Nullable String after, int limit) {
        return rejects.claimed(selection, replay, after, limit);
    }

    @Override
    public void removeClaimed(Selection selection, UUID replay) {
        rejects.removeClaimed(selection, replay);
    }

    @Override
    public int repair(Selection selection, List<Repair> repairs) {
        return rejects.repair(selection, repairs);
    }

    JdbcDatabase database() {
        return database;
    }

    TargetTables tables() {
        return tables;
    }

    TableName resolve(String table) {
        return TableName.parse(table, schema());
    }

    private String schema() {
        String known = defaultSchema;
        if (known == null) {
            database.run("Asking for the current schema", connection -> defaultSchema = currentSchema(connection));
            known = defaultSchema;
        }
        if (known == null) {
            throw new HeadgateException(
                    CommonErrorCode.NOT_FOUND,
                    "The user has no current schema in " + database.errors().database()
                            + ". Name one: config = { schema = \"…\" }");
        }
        return known;
    }

    private @Nullable String currentSchema(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(database.dialect().currentSchemaQuery())) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
