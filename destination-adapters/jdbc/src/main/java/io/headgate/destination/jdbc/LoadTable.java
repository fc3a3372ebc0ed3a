package io.headgate.destination.jdbc;

import io.headgate.api.destination.StreamPlan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The table {@code _headgate_load}: one row per load of rows into a target, written in the same transaction, under the same
 * savepoint, as the rows. By it the rows of an instance are found again. On PostgreSQL a load's row has the same {@code xmin} as the
 * rows that it speaks of; on H2 it says which row was the table's last before.
 */
final class LoadTable {

    static final String NAME = "_headgate_load";

    /** Of one instance, stream and target; bound by {@link #bind}. */
    static final String OF_TARGET =
            " WHERE \"instance\" = ? AND \"stream\" = ? AND \"target_schema\" = ? AND \"target_table\" = ?";

    private final TableName table;

    LoadTable(TableName beside) {
        this.table = beside.sibling(NAME);
    }

    /**
     * What an instance has loaded into one target.
     *
     * @param rows that were sent and not refused
     * @param mark smallest of the loads' marks
     */
    record Loaded(TableName target, long rows, long mark) {}

    String quoted() {
        return table.quoted();
    }

    void create(Connection connection, Dialect dialect) throws SQLException {
        if (exists(connection, dialect)) {
            return;
        }
        // A role that may not create tables could land before there was this one: it goes on, and is not reconciled.
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            statement.execute(createStatement(dialect));
            connection.releaseSavepoint(before);
        } catch (SQLException e) {
            if (dialect.classify(e) != SqlFailure.ACCESS_DENIED) {
                throw e;
            }
            connection.rollback(before);
        }
    }

    private String createStatement(Dialect dialect) {
        String columns = " (\"instance\" UUID NOT NULL, \"stream\" %1$s NOT NULL, \"target_schema\" %1$s NOT NULL,"
                + " \"target_table\" %1$s NOT NULL, \"rows\" BIGINT NOT NULL, \"mark\" BIGINT NOT NULL)";
        return "CREATE TABLE IF NOT EXISTS " + table.quoted()
                + columns.formatted(dialect.ownTypes().shortText());
    }

    /** What {@link #create} would execute. */
    List<String> statements(Connection connection, Dialect dialect) throws SQLException {
        return exists(connection, dialect) ? List.of() : List.of(createStatement(dialect));
    }

    boolean exists(Connection connection, Dialect dialect) throws SQLException {
        return !dialect.columns(connection, table).isEmpty();
    }

    /**
     * The statement that {@link #record} runs.
     *
     * @param target what the rows will be in when they are published
     * @param into the table that they are loaded into, which may be a staging table
     */
    PreparedStatement prepareRecord(
            Connection connection, Dialect dialect, StreamPlan plan, TableName target, TableName into)
            throws SQLException {
        PreparedStatement insert = connection.prepareStatement("INSERT INTO " + table.quoted()
                + " (\"instance\", \"stream\", \"target_schema\", \"target_table\", \"rows\", \"mark\")"
                + " VALUES (?, ?, ?, ?, ?, " + dialect.held().mark(into) + ")");
        bind(insert, plan, target);
        return insert;
    }

    static void record(PreparedStatement insert, long rows) throws SQLException {
        insert.setLong(5, rows);
        insert.executeUpdate();
    }

    static void bind(PreparedStatement statement, StreamPlan plan, TableName target) throws SQLException {
        bind(statement, 1, plan, target);
    }

    static void bind(PreparedStatement statement, int from, StreamPlan plan, TableName target) throws SQLException {
        statement.setObject(from, plan.instance());
        statement.setString(from + 1, plan.stream());
        statement.setString(from + 2, target.schema());
        statement.setString(from + 3, target.name());
    }

    /** By target: payloads may have named others than the plan's. */
    List<Loaded> loaded(Connection connection, StreamPlan plan) throws SQLException {
        String sql = "SELECT \"target_schema\", \"target_table\", SUM(\"rows\"), MIN(\"mark\") FROM " + table.quoted()
                + " WHERE \"instance\" = ? AND \"stream\" = ? GROUP BY \"target_schema\", \"target_table\" ORDER BY 1, 2";
        List<Loaded> loaded = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, plan.instance());
            select.setString(2, plan.stream());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    loaded.add(new Loaded(
                            new TableName(row.getString(1), row.getString(2)), row.getLong(3), row.getLong(4)));
                }
            }
        }
        return loaded;
    }

    void forget(Connection connection, StreamPlan plan) throws SQLException {
        String sql = "DELETE FROM " + table.quoted() + " WHERE \"instance\" = ? AND \"stream\" = ?";
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setObject(1, plan.instance());
            delete.setString(2, plan.stream());
            delete.executeUpdate();
        }
    }
}
