package io.headgate.source.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Any database through JDBC alone. Any thread. */
class JdbcAccess implements SourceAccess {

    private final SourceDatabase database;
    private final List<SourceTable> tables;

    JdbcAccess(SourceDatabase database, JdbcSourceConfig config, String sourceId) {
        this.database = database;
        Connection connection = database.connect();
        try {
            String query = config.query();
            this.tables = query == null
                    ? tables(connection, config)
                    : List.of(ConfiguredKey.require(query(connection, config, sourceId, query), config));
        } catch (SQLException e) {
            throw database.errors().translate("Reading the catalogue", e);
        } finally {
            SourceDatabase.closeQuietly(connection);
        }
    }

    List<SourceTable> tables(Connection connection, JdbcSourceConfig config) throws SQLException {
        return new JdbcCatalog(database.dialect(), config).tables(connection);
    }

    /** A query as a table without a key. */
    SourceTable query(Connection connection, JdbcSourceConfig config, String name, String query) throws SQLException {
        return new JdbcCatalog(database.dialect(), config).query(connection, name, query);
    }

    ResultSetPage.ValueReader reader() {
        return JdbcValue::read;
    }

    @Override
    public final Dialect dialect() {
        return database.dialect();
    }

    @Override
    public final SourceErrors errors() {
        return database.errors();
    }

    @Override
    public final List<SourceTable> tables() {
        return tables;
    }

    @Override
    public final PageSession open() {
        return new JdbcSession(database, database.connect(), reader());
    }

    @Override
    public void close() {
        // Sessions have connections of their own, which they close.
    }
}
