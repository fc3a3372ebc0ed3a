package io.headgate.destination.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** PostgreSQL, from version 15 on, which has MERGE. */
final class PostgresStaged implements StagedDialect {

    private static final int FIRST_WITH_MERGE = 15;

    private static final String CONDITIONS =
            "SELECT pg_get_expr(k.conbin, k.conrelid), (SELECT array_agg(a.attname::text)"
                    + " FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attnum = ANY(k.conkey))"
                    + " FROM pg_constraint k WHERE k.conrelid = ?::regclass AND k.contype = 'c'";

    private static final String UNIQUE = "SELECT 1 FROM pg_index i WHERE i.indrelid = ?::regclass AND i.indisunique"
            + " AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL"
            + " AND ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = i.indrelid AND a.attnum ="
            + " ANY((i.indkey::int2[])[0:i.indnkeyatts - 1]) ORDER BY 1) = ARRAY(SELECT unnest(?::text[]) ORDER BY 1)";

    private static final String REFERENCES = "SELECT k.conname, k.conrelid::regclass::text FROM pg_constraint k"
            + " WHERE k.contype = 'f' AND k.confrelid = ?::regclass AND k.conrelid <> k.confrelid"
            + " AND NOT (k.condeferrable AND k.confdeltype = 'a')";

    /** For the one large sort of a publication; the default is meant for many small ones at a time. */
    private static final String MORE_MEMORY = "SELECT set_config('work_mem', '64MB', true)"
            + " WHERE pg_size_bytes(current_setting('work_mem')) < pg_size_bytes('64MB')";

    @Override
    public @Nullable String lacksMerge(Connection connection) throws SQLException {
        int version = connection.getMetaData().getDatabaseMajorVersion();
        return version >= FIRST_WITH_MERGE
                ? null
                : "write_mode = \"merge\" and \"scd2\" need PostgreSQL " + FIRST_WITH_MERGE + " or newer; this is "
                        + version;
    }

    @Override
    public @Nullable String irreplaceable(Connection connection, TableName table) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(REFERENCES)) {
            select.setString(1, table.quoted());
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? "is referenced by the foreign key \"" + row.getString(1) + "\" of table " + row.getString(2)
                                + ", which would refuse or follow the deletion of its rows. Make the key DEFERRABLE with ON"
                                + " DELETE NO ACTION, or use write_mode = \"merge\""
                        : null;
            }
        }
    }

    @Override
    public boolean createTwin(Connection connection, TableName target, TableName twin) throws SQLException {
        if (!PostgresSwap.isSwappable(connection, target)) {
            return false;
        }
        PostgresSwap.createTwin(connection, target, twin);
        return true;
    }

    @Override
    public @Nullable String twinStatement(Connection connection, TableName target, TableName twin) throws SQLException {
        boolean plain = !exists(connection, target) || PostgresSwap.isSwappable(connection, target);
        return plain ? PostgresSwap.twinStatement(target, twin) : null;
    }

    private static boolean exists(Connection connection, TableName table) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            select.setString(1, table.quoted());
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    @Override
    public boolean swap(Connection connection, TableName target, TableName staging) throws SQLException {
        // Where a policy would hide rows from us, an error is better than rows that are silently kept.
        execute(connection, "SET LOCAL row_security = off");
        execute(connection, "SET CONSTRAINTS ALL DEFERRED");
        return new PostgresSwap(connection, target, staging).run();
    }

    @Override
    public List<String> conditions(Connection connection, TableName table, Set<String> columns) throws SQLException {
        List<String> conditions = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(CONDITIONS)) {
            select.setString(1, table.quoted());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    if (row.getArray(2) == null
                            || columns.containsAll(
                                    List.of((String[]) row.getArray(2).getArray()))) {
                        conditions.add(row.getString(1));
                    }
                }
            }
        }
        return conditions;
    }

    @Override
    public boolean isUnique(Connection connection, TableName table, List<String> columns) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(UNIQUE)) {
            select.setString(1, table.quoted());
            select.setArray(2, connection.createArrayOf("text", columns.toArray()));
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Nobody else has counted its rows yet, and a plan for an empty table would be a bad one. */
    @Override
    public void beforeApply(Connection connection, TableName staging, List<String> keyColumns) throws SQLException {
        String columns = keyColumns.isEmpty()
                ? ""
                : keyColumns.stream().map(Dialect::quote).collect(Collectors.joining(", ", " (", ")"));
        execute(connection, "ANALYZE " + staging.quoted() + columns);
    }

    @Override
    public boolean joinsByIndex() {
        return false;
    }

    @Override
    public void lockAgainstWriters(Connection connection, TableName table) throws SQLException {
        execute(connection, "SET LOCAL row_security = off");
        execute(connection, MORE_MEMORY);
        execute(connection, "LOCK TABLE " + table.quoted() + " IN SHARE ROW EXCLUSIVE MODE");
    }

    @Override
    public boolean findsRowsLater() {
        return true;
    }

    @Override
    public String scratchTable() {
        return "CREATE UNLOGGED TABLE";
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
