package io.headgate.destination.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** H2: each change of a table commits, so that nothing can be renamed in a transaction; rows can be replaced in one. */
final class H2Staged implements StagedDialect {

    private static final String UNIQUE = "SELECT INDEX_NAME, COLUMN_NAME FROM INFORMATION_SCHEMA.INDEX_COLUMNS"
            + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND IS_UNIQUE";

    private static final String REFERENCES = "SELECT r.CONSTRAINT_NAME, f.TABLE_NAME"
            + " FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS r"
            + " JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS f ON f.CONSTRAINT_SCHEMA = r.CONSTRAINT_SCHEMA"
            + " AND f.CONSTRAINT_NAME = r.CONSTRAINT_NAME"
            + " JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS t ON t.CONSTRAINT_SCHEMA = r.UNIQUE_CONSTRAINT_SCHEMA"
            + " AND t.CONSTRAINT_NAME = r.UNIQUE_CONSTRAINT_NAME"
            + " WHERE t.TABLE_SCHEMA = ? AND t.TABLE_NAME = ? AND f.TABLE_NAME <> t.TABLE_NAME";

    @Override
    public @Nullable String lacksMerge(Connection connection) {
        return null;
    }

    @Override
    public @Nullable String irreplaceable(Connection connection, TableName table) throws SQLException {
        try (PreparedStatement select = of(connection, REFERENCES, table);
                ResultSet row = select.executeQuery()) {
            return row.next()
                    ? "is referenced by the foreign key \"" + row.getString(1) + "\" of table " + row.getString(2)
                            + ", which would refuse or follow the deletion of its rows. Drop the key, or use write_mode ="
                            + " \"merge\""
                    : null;
        }
    }

    private static PreparedStatement of(Connection connection, String sql, TableName table) throws SQLException {
        PreparedStatement select = connection.prepareStatement(sql);
        select.setString(1, table.schema());
        select.setString(2, table.name());
        return select;
    }

    @Override
    public boolean createTwin(Connection connection, TableName target, TableName twin) {
        return false;
    }

    @Override
    public @Nullable String twinStatement(Connection connection, TableName target, TableName twin) {
        return null;
    }

    @Override
    public boolean swap(Connection connection, TableName target, TableName staging) {
        return false;
    }

    /** A condition of the table's own is met, or not, when the rows are applied. */
    @Override
    public List<String> conditions(Connection connection, TableName table, Set<String> columns) {
        return List.of();
    }

    @Override
    public boolean isUnique(Connection connection, TableName table, List<String> columns) throws SQLException {
        Map<String, Set<String>> indexes = new HashMap<>();
        try (PreparedStatement select = of(connection, UNIQUE, table);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                indexes.computeIfAbsent(row.getString(1), any -> new HashSet<>())
                        .add(row.getString(2));
            }
        }
        return indexes.containsValue(Set.copyOf(columns));
    }

    @Override
    public void beforeApply(Connection connection, TableName staging, List<String> keyColumns) throws SQLException {
        if (!keyColumns.isEmpty()) {
            String columns = keyColumns.stream().map(Dialect::quote).collect(Collectors.joining(", "));
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE INDEX IF NOT EXISTS "
                        + staging.sibling(staging.name() + "_key").quoted() + " ON " + staging.quoted() + " (" + columns
                        + ")");
            }
        }
    }

    @Override
    public boolean joinsByIndex() {
        return true;
    }

    /** H2 keeps two transactions from changing the same row, but not from adding others: publish to a table from one flow only. */
    @Override
    public void lockAgainstWriters(Connection connection, TableName table) {}

    @Override
    public boolean findsRowsLater() {
        return false;
    }

    @Override
    public String scratchTable() {
        return "CREATE TABLE";
    }
}
