package io.headgate.source.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** An SQLite file. */
final class SqliteAccess extends JdbcAccess {

    SqliteAccess(SourceDatabase database, JdbcSourceConfig config, String sourceId) {
        super(database, config, sourceId);
    }

    @Override
    List<SourceTable> tables(Connection connection, JdbcSourceConfig config) throws SQLException {
        return new SqliteCatalog(config).tables(connection);
    }

    @Override
    ResultSetPage.ValueReader reader() {
        return (row, column, type) -> {
            Object value = row.getObject(column);
            if (value == null) {
                return null;
            }
            Object typed = SqliteValue.as(value, type);
            if (typed == null) {
                throw new IllegalArgumentException("a value of another type");
            }
            return typed;
        };
    }
}
