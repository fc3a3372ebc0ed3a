package io.headgate.source.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

/** SQLite: a file. Its columns hold values of any type, so each value is looked at. */
final class SqliteDialect extends Dialect {

    @Override
    SourceUrl url(JdbcSourceConfig config) {
        return new SourceUrl("jdbc:sqlite:" + config.database());
    }

    @Override
    boolean isServer() {
        return false;
    }

    @Override
    Properties properties() {
        Properties properties = new Properties();
        // Without it a mistyped name would make a new, empty file.
        properties.setProperty("open_mode", "1");
        properties.setProperty("busy_timeout", "30000");
        return properties;
    }

    @Override
    void setUp(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only = true");
        }
        connection.commit();
    }

    /** Of rows whose columns have another order than their own no index is used. */
    @Override
    boolean comparesRows(List<SourceColumn> columns) {
        return columns.stream().noneMatch(column -> column.sql().contains(SqliteKeyOrder.COLLATE));
    }

    @Override
    SourceAccess access(SourceDatabase database, JdbcSourceConfig config, String sourceId) {
        return new SqliteAccess(database, config, sourceId);
    }
}
