package io.headgate.source.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** H2, mostly for tests and embedded databases. */
final class H2Dialect extends StandardDialect {

    /** Else a statement's whole result is made before its first row can be read, from some tens of thousands on in a file. */
    @Override
    void setUp(Connection connection) throws SQLException {
        super.setUp(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LAZY_QUERY_EXECUTION 1");
        }
    }
}
