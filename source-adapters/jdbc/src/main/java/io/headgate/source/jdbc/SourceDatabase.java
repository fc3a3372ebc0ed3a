package io.headgate.source.jdbc;

import io.headgate.api.error.HeadgateException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** Opens connections that are set up to read. Any thread. */
final class SourceDatabase {

    private final SourceUrl url;
    private final Dialect dialect;
    private final Properties properties = new Properties();
    private final SourceErrors errors;
    private final StatementClock clock = new StatementClock();

    SourceDatabase(SourceUrl url, JdbcSourceConfig config, Dialect dialect) {
        this.url = url;
        this.dialect = dialect;
        properties.putAll(dialect.properties());
        properties.putAll(config.properties());
        if (config.username() != null) {
            properties.setProperty("user", config.username());
        }
        if (config.password() != null) {
            properties.setProperty("password", config.password().reveal());
        }
        this.errors = new SourceErrors(url, properties.getProperty("user"), secrets());
    }

    private Set<String> secrets() {
        Set<String> secrets = new LinkedHashSet<>(url.secrets());
        for (Map.Entry<Object, Object> property : properties.entrySet()) {
            if (SourceUrl.isSecretName(property.getKey().toString())) {
                secrets.add(property.getValue().toString());
            }
        }
        secrets.removeIf(String::isBlank);
        return secrets;
    }

    Dialect dialect() {
        return dialect;
    }

    SourceErrors errors() {
        return errors;
    }

    StatementClock clock() {
        return clock;
    }

    /** A fresh connection without auto-commit; the caller closes it. */
    Connection connect() {
        try {
            Connection connection = driver().connect(url.text(), properties);
            if (connection == null) {
                throw noDriver();
            }
            setUp(connection);
            return connection;
        } catch (SQLException e) {
            throw errors.translate("Connecting", e);
        }
    }

    private Driver driver() {
        try {
            return DriverManager.getDriver(url.text());
        } catch (SQLException e) {
            throw noDriver();
        }
    }

    private HeadgateException noDriver() {
        return new HeadgateException(
                SourceErrorCode.NO_DRIVER,
                "no JDBC driver understands " + errors.database()
                        + ": put the driver's jar into the folder plugins/, or" + " correct the URL");
    }

    private void setUp(Connection connection) throws SQLException {
        try {
            connection.setAutoCommit(false);
            dialect.setUp(connection);
        } catch (SQLException | RuntimeException e) {
            closeQuietly(connection);
            throw e;
        }
    }

    /** There is nothing to lose: nobody writes here. */
    static void closeQuietly(Connection connection) {
        try {
            if (!connection.isClosed() && !connection.getAutoCommit()) {
                connection.rollback();
            }
        } catch (SQLException e) {
            // The server gives up the transaction when the connection ends.
        }
        try {
            connection.close();
        } catch (SQLException e) {
            // It is gone either way.
        }
    }
}
