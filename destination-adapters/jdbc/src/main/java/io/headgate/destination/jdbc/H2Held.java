package io.headgate.destination.jdbc;

import io.headgate.api.destination.StreamPlan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Finds rows by {@code _ROWID_}, which grows: those above the largest that there was before the first load. Rows that others have
 * added meanwhile are among them. In a table whose primary key is a whole number that is the row's id, which tells nothing.
 */
final class H2Held implements HeldDialect {

    private static final String WHOLE_NUMBER_KEY = "SELECT 1 FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS k"
            + " JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE u ON u.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA"
            + " AND u.CONSTRAINT_NAME = k.CONSTRAINT_NAME JOIN INFORMATION_SCHEMA.COLUMNS c"
            + " ON c.TABLE_SCHEMA = u.TABLE_SCHEMA AND c.TABLE_NAME = u.TABLE_NAME AND c.COLUMN_NAME = u.COLUMN_NAME"
            + " WHERE k.CONSTRAINT_TYPE = 'PRIMARY KEY' AND k.TABLE_SCHEMA = ? AND k.TABLE_NAME = ?"
            + " AND c.DATA_TYPE IN ('TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT')";

    @Override
    public String mark(TableName table) {
        return "COALESCE((SELECT MAX(_ROWID_) FROM " + table.quoted() + "), 0)";
    }

    @Override
    public boolean followsRows() {
        return false;
    }

    @Override
    public Held count(
            Connection connection, LoadTable loads, StreamPlan plan, LoadTable.Loaded loaded, boolean everything)
            throws SQLException {
        if (hasWholeNumberKey(connection, loaded.target())) {
            return Held.unknown("table " + loaded.target()
                    + " has a primary key of whole numbers, by which H2 numbers its rows: new ones cannot be told from"
                    + " old ones");
        }
        try (PreparedStatement select = select(connection, loads, plan, loaded, "COUNT(*)");
                ResultSet row = select.executeQuery()) {
            row.next();
            return new Held(row.getLong(1), 0, true, null);
        }
    }

    private static boolean hasWholeNumberKey(Connection connection, TableName table) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(WHOLE_NUMBER_KEY)) {
            select.setString(1, table.schema());
            select.setString(2, table.name());
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    @Override
    public PreparedStatement select(
            Connection connection, LoadTable loads, StreamPlan plan, LoadTable.Loaded loaded, String columns)
            throws SQLException {
        PreparedStatement select = connection.prepareStatement(
                "SELECT " + columns + " FROM " + loaded.target().quoted() + " t WHERE _ROWID_ > ?");
        select.setLong(1, loaded.mark());
        return select;
    }
}
