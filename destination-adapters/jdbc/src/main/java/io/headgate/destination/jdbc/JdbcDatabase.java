package io.headgate.destination.jdbc;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens connections that are set up as this adapter needs them: no auto-commit, READ COMMITTED, durable commits. Any thread. */
final class JdbcDatabase implements AutoCloseable {

    private static final int SETUP_ATTEMPTS = 5;

    private final JdbcUrl url;
    private final Properties properties = new Properties();
    private final Dialect dialect;
    private final JdbcErrors errors;
    /** Keeps an embedded database open from the first use to the end; null before, and for servers. */
    private @Nullable Connection anchor;

    private boolean closed;

    JdbcDatabase(JdbcUrl url, JdbcDestinationConfig config, Dialect dialect) {
        this.url = url;
        this.dialect = dialect;
        properties.putAll(dialect.defaultProperties());
        properties.putAll(config.properties());
        if (config.username() != null) {
            properties.setProperty("user", config.username());
        }
        if (config.password() != null) {
            properties.setProperty("password", config.password().reveal());
        }
        this.errors = new JdbcErrors(url, properties.getProperty("user"), secrets(url, properties), dialect);
    }

    private static Set<String> secrets(JdbcUrl url, Properties properties) {
        Set<String> secrets = new LinkedHashSet<>(url.secrets());
        for (Map.Entry<Object, Object> property : properties.entrySet()) {
            if (JdbcUrl.isSecretName(property.getKey().toString())) {
                secrets.add(property.getValue().toString());
            }
        }
        secrets.removeIf(String::isBlank);
        return secrets;
    }

    Dialect dialect() {
        return dialect;
    }

    JdbcErrors errors() {
        return errors;
    }

    boolean isInMemory() {
        return url.isInMemory();
    }

    /** A fresh connection; the caller closes it. */
    Connection connect() {
        if (dialect.isEmbedded()) {
            holdOpen();
        }
        return newConnection();
    }

    private synchronized void holdOpen() {
        if (anchor == null && !closed) {
            anchor = newConnection();
        }
    }

    private Connection newConnection() {
        try {
            Connection connection = dialect.driver().connect(url.text(), properties);
            if (connection == null) {
                throw new HeadgateException(
                        CommonErrorCode.INVALID_CONFIGURATION,
                        "target: the driver does not understand the URL " + errors.database());
            }
            setUp(connection);
            return connection;
        } catch (SQLException e) {
            throw errors.translate("Connecting", e);
        }
    }

    private void setUp(Connection connection) throws SQLException {
        dialect.beginWriting();
        try {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(false);
            dialect.configure(connection);
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            closeQuietly(connection);
            throw e;
        } finally {
            dialect.endWriting();
        }
    }

    /**
     * Runs work that creates or alters tables, on a connection of its own, and commits it. No two such works of this program run
     * at the same time on a database; where others interfere, the work is begun anew, so it must be repeatable.
     */
    void setUpTables(String doing, SqlWork work) {
        for (int attempt = 1; ; attempt++) {
            Connection connection = connect();
            dialect.beginWriting();
            try {
                dialect.underSetupLock(connection, () -> {
                    work.run(connection);
                    connection.commit();
                });
                return;
            } catch (SQLException e) {
                if (attempt == SETUP_ATTEMPTS || !isRace(e)) {
                    throw errors.translate(doing, e);
                }
            } finally {
                closeQuietly(connection);
                dialect.endWriting();
            }
        }
    }

    /** The only rows that a setup inserts are checkpoints, so a refused one was inserted by somebody else just now. */
    private boolean isRace(SQLException e) {
        SqlFailure failure = errors.classify(e);
        return failure == SqlFailure.CONCURRENT_DDL || failure == SqlFailure.RECORD_REFUSED;
    }

    /** Runs short work on a connection of its own, and commits it. */
    void run(String doing, SqlWork work) {
        Connection connection = connect();
        dialect.beginWriting();
        try {
            work.run(connection);
            connection.commit();
        } catch (SQLException e) {
            throw errors.translate(doing, e);
        } finally {
            closeQuietly(connection);
            dialect.endWriting();
        }
    }

    /** Gives up what is not committed. An error here has nothing to add to the one that led here. */
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

    @Override
    public synchronized void close() {
        closed = true;
        if (anchor != null) {
            closeQuietly(anchor);
            anchor = null;
        }
    }

    /** Something done on a connection. */
    @FunctionalInterface
    interface SqlWork {
        void run(Connection connection) throws SQLException;
    }
}
