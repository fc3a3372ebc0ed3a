package io.headgate.destination.jdbc;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.destination.IDataDestination;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A fresh database for a test, and what to ask it. PostgreSQL is one server for the whole JVM. */
record TestDatabase(String url, String username, String password) {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Set<String> KNOWN = ConcurrentHashMap.newKeySet();

    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                // It stops with the JVM by a hook of its own.
                return EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The database of a test class, empty. A fresh one per test would leave thousands of files to delete. */
    static TestDatabase postgres(Class<?> owner) {
        String base = "jdbc:postgresql://localhost:" + Server.POSTGRES.getPort() + "/";
        TestDatabase maintenance = new TestDatabase(base + "postgres", "postgres", "postgres");
        String name = owner.getSimpleName().toLowerCase(Locale.ROOT);
        TestDatabase database = new TestDatabase(base + name, "postgres", "postgres");
        if (KNOWN.add(name)) {
            maintenance.execute("CREATE DATABASE " + name);
        } else {
            database.empty();
        }
        return database;
    }

    private void empty() {
        column("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database()"
                + " AND pid <> pg_backend_pid()");
        for (Object schema : column("SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema)'")) {
            execute("DROP SCHEMA \"" + schema + "\" CASCADE");
        }
        execute("CREATE SCHEMA public", "GRANT USAGE ON SCHEMA public TO PUBLIC");
    }

    /** H2 would use up to 200 ms to make the file small again whenever the last connection is closed. */
    static TestDatabase h2File(Path folder) {
        String url = "jdbc:h2:file:" + folder.resolve("data").toAbsolutePath() + ";MAX_COMPACT_TIME=0";
        return new TestDatabase(url, "sa", "");
    }

    static TestDatabase h2Memory() {
        return new TestDatabase("jdbc:h2:mem:test" + COUNT.incrementAndGet() + ";DB_CLOSE_DELAY=-1", "sa", "");
    }

    boolean isPostgres() {
        return url.startsWith("jdbc:postgresql:");
    }

    String schema() {
        return isPostgres() ? "public" : "PUBLIC";
    }

    IDataDestination destination() {
        return destination(Map.of());
    }

    /** With further configuration keys. */
    IDataDestination destination(Map<String, Object> more) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("username", username);
        config.put("password", password);
        config.putAll(more);
        return new JdbcDestinationFactory().create("test", url, ConfigBinder.bind(JdbcDestinationConfig.class, config));
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, username, password);
    }

    void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    List<Map<String, Object>> query(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<Map<String, Object>> result = new ArrayList<>();
            while (rows.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.put(rows.getMetaData().getColumnLabel(i), rows.getObject(i));
                }
                result.add(row);
            }
            return result;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One column of a query. */
    List<Object> column(String sql) {
        return query(sql).stream().map(row -> row.values().iterator().next()).toList();
    }

    long count(String table) {
        return ((Number) column("SELECT COUNT(*) FROM \"" + table + "\"").get(0)).longValue();
    }
}
