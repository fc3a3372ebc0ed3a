package io.headgate.restart;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** One real PostgreSQL for all tests of this JVM, a database for each scenario. Everybody may connect except as {@link #LOCKED}. */
final class Postgres {

    static final String USER = "postgres";
    /** A user whose password the server asks for. */
    static final String LOCKED = "headgate_locked";

    static final String LOCKED_PASSWORD = "right-hand-9f3c";

    private static final EmbeddedPostgres SERVER = start();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private Postgres() {}

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "300")
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
            askForPassword(server.getPort());
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void askForPassword(int port) throws IOException {
        try (Connection connection = connect(url(port, "postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + LOCKED + " LOGIN SUPERUSER PASSWORD '" + LOCKED_PASSWORD + "'");
            try (ResultSet row = statement.executeQuery("SHOW hba_file")) {
                row.next();
                Path rules = Path.of(row.getString(1));
                Files.writeString(
                        rules, "host all " + LOCKED + " 127.0.0.1/32 scram-sha-256\n" + Files.readString(rules));
            }
            statement.execute("SELECT pg_reload_conf()");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static int port() {
        return SERVER.getPort();
    }

    /** The URL of a new, empty database. */
    static String newDatabase() {
        String name = "headgate_" + DATABASES.incrementAndGet();
        execute(url(SERVER.getPort(), "postgres"), "CREATE DATABASE " + name);
        return url(SERVER.getPort(), name);
    }

    /** Ends whatever sessions a database still has, and removes it. */
    static void drop(String database) {
        String name = database.substring(database.lastIndexOf('/') + 1);
        execute(url(SERVER.getPort(), "postgres"), "DROP DATABASE " + name + " WITH (FORCE)");
    }

    private static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, USER, "");
    }

    static void execute(String url, String sql) {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
