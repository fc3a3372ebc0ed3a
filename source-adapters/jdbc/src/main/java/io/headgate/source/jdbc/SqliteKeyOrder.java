package io.headgate.source.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The order in which a primary key of SQLite is unique: its index may compare by another collation than its columns do, and what
 * is equal by theirs is then not the same key.
 */
final class SqliteKeyOrder {

    static final String COLLATE = " COLLATE ";

    private static final String COLLATIONS =
            "SELECT name, coll FROM pragma_index_xinfo(?) WHERE key = 1 ORDER BY seqno";

    private final Connection connection;
    private final Dialect dialect;

    SqliteKeyOrder(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /** The columns of a table's primary key, each by the collation of the key's index. */
    List<SourceColumn> of(String table, List<SourceColumn> key) throws SQLException {
        List<String> definition =
                texts(connection, "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?", table);
        boolean collated =
                definition.stream().anyMatch(sql -> sql.toUpperCase(Locale.ROOT).contains(COLLATE.strip()));
        List<String> index = texts(connection, "SELECT name FROM pragma_index_list(?) WHERE origin = 'pk'", table);
        if (!collated || index.isEmpty()) {
            return key;
        }
        Map<String, String> unique = collations(connection, index.get(0));
        Map<String, String> own = own(definition.get(0), table, key);
        List<SourceColumn> order = new ArrayList<>();
        for (SourceColumn column : key) {
            String collation = unique.getOrDefault(column.name(), "");
            boolean same = collation.isEmpty() || collation.equalsIgnoreCase(own.get(column.name()));
            String sql = same ? column.sql() : column.sql() + COLLATE + dialect.quote(collation);
            order.add(column.as(column.field().type(), column.select(), sql));
        }
        return order;
    }

    /**
     * The collations that columns were declared with. No catalogue tells them, but an index that names none has them: the table is
     * made once more, empty and in memory. Of one that needs functions of its application they stay unknown.
     */
    private Map<String, String> own(String definition, String table, List<SourceColumn> key) {
        String columns = key.stream().map(SourceColumn::sql).collect(Collectors.joining(", "));
        try (Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = memory.createStatement()) {
            statement.execute(definition);
            statement.execute("CREATE INDEX _headgate_own ON " + dialect.quote(table) + " (" + columns + ")");
            return collations(memory, "_headgate_own");
        } catch (SQLException e) {
            return Map.of();
        }
    }

    private static Map<String, String> collations(Connection connection, String index) throws SQLException {
        Map<String, String> collations = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(COLLATIONS)) {
            select.setString(1, index);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    collations.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return collations;
    }

    private static List<String> texts(Connection connection, String sql, String name) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, name);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
        }
        return texts;
    }
}
