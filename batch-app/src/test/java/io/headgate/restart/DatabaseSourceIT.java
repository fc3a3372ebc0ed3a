package io.headgate.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.restart.JarProcess.Exit;
import io.headgate.restart.JarProcess.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A table is read on behind its last durable record, whatever its key and however often the process dies. */
class DatabaseSourceIT {

    private static final int ROWS = 6000;
    private static final String COLUMNS = "(region text, number int, amount numeric(12, 2), note text";
    private static final String FILL = "INSERT INTO landed SELECT 'region ' || i % 3, i, i + 0.25,"
            + " CASE WHEN i % 5 <> 0 THEN repeat('x', i % 50) END FROM generate_series(1, " + ROWS + ") i";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    /** A table somewhere, and how it is read. */
    private interface Source {

        /** Makes the table {@code landed} and gives the lines of the configuration. */
        String create(Path folder);
    }

    record Case(String name, Source source, Landing.Kind landing, int partitions) {
        @Override
        public String toString() {
            return name + ", " + partitions + (partitions == 1 ? " partition" : " partitions");
        }
    }

    static Stream<Case> cases() {
        Source keyed = folder -> postgres(COLUMNS + ", PRIMARY KEY (region, number))");
        Source keyless = folder -> postgres(COLUMNS + ")");
        return Cases.of(
                Stream.of(
                        new Case("PostgreSQL by a key of two columns", keyed, Landing.Kind.POSTGRESQL, 4),
                        new Case("PostgreSQL without a key", keyless, Landing.Kind.POSTGRESQL, 4),
                        new Case("SQLite", DatabaseSourceIT::sqlite, Landing.Kind.FILE, 4),
                        new Case("MariaDB", DatabaseSourceIT::mariaDb, Landing.Kind.POSTGRESQL, 4),
                        new Case("H2 by its URL", DatabaseSourceIT::h2, Landing.Kind.FILE, 4)),
                Stream.of(new Case("PostgreSQL by a key of two columns", keyed, Landing.Kind.POSTGRESQL, 1)));
    }

    private static String postgres(String columns) {
        String url = Postgres.newDatabase();
        Postgres.execute(url, "CREATE TABLE landed " + columns);
        Postgres.execute(url, FILL);
        Postgres.execute(url, "ANALYZE landed");
        return "name = \"postgresql\"\nconfig = { url = \"" + url + "\", username = \"" + Postgres.USER
                + "\", min_partition_rows = 500 }\n";
    }

    private static String sqlite(Path folder) {
        Path file = folder.resolve("source.sqlite");
        execute(
                "jdbc:sqlite:" + file,
                "",
                "CREATE TABLE landed (region TEXT, number INTEGER PRIMARY KEY, amount REAL, note TEXT)",
                "WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < " + ROWS
                        + ") INSERT INTO landed SELECT 'region ' || i % 3, i, i + 0.25, 'x' FROM s");
        return "name = \"sqlite\"\nconfig = { database = \"" + file + "\", min_partition_rows = 500 }\n";
    }

    /** In its order of texts two of the three regions are the same. */
    private static String mariaDb(Path folder) {
        String url = MariaDbServer.newDatabase();
        execute(
                url,
                MariaDbServer.USER,
                "CREATE TABLE landed (region VARCHAR(20), number INT, amount DECIMAL(12, 2), note TEXT,"
                        + " PRIMARY KEY (region, number))",
                "INSERT INTO landed SELECT ELT(1 + seq % 3, 'Region 0', 'region 1', 'REGION 0'), seq, seq + 0.25,"
                        + " IF(seq % 5 <> 0, REPEAT('x', seq % 50), NULL) FROM seq_1_to_" + ROWS);
        return "name = \"mysql\"\nconfig = { url = \"" + url + "\", username = \"" + MariaDbServer.USER
                + "\", min_partition_rows = 500 }\n";
    }

    private static String h2(Path folder) {
        String url = "jdbc:h2:file:" + folder.resolve("source") + ";DATABASE_TO_UPPER=FALSE";
        execute(
                url,
                "sa",
                "CREATE TABLE landed (region VARCHAR, number INT, amount DECIMAL(12, 2), note VARCHAR, PRIMARY KEY"
                        + " (region, number))",
                "INSERT INTO landed SELECT 'region ' || MOD(i, 3), i, i + 0.25, 'x' FROM SYSTEM_RANGE(1, " + ROWS
                        + ") s(i)");
        return "name = \"jdbc\"\nconfig = { url = \"" + url
                + "\", username = \"sa\", password = \"\", min_partition_rows = 500 }\n";
    }

    private static void execute(String url, String user, String... statements) {
        try (Connection connection = DriverManager.getConnection(url, user, "");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyRowLandsOnceHoweverOftenTheProcessDies(Case how) throws IOException {
        Landing landing = how.landing().create(folder);
        Repository repository = Repository.Kind.H2.create(folder.resolve("home"));
        Files.writeString(
                folder.resolve("config.toml"),
                "[sources.db]\n" + how.source().create(folder) + "\n[destinations.there]\n" + landing.toml()
                        + "\n[[flows]]\nname = \"rows\"\nfrom = \"db\"\nto = \"there\"\nchunk_rows = 150\npartitions = "
                        + how.partitions() + "\n");
        Launch launch = Launch.in(folder).with(repository.environment()).program(UnpackedJar.OPTIONS);
        for (String fault : List.of("destination.commit:3", "repository.commit:9", "repository.committed:6=throw")) {
            Exit exit = launch.fault(fault).run("flow=rows");
            assertThat(exit.code()).as("at %s: %s", fault, exit.all()).isEqualTo(FaultPoints.exitCode(fault));
            assertThat(numbers(landing)).as("after %s", fault).doesNotHaveDuplicates();
        }
        killOnce(launch, new Random(how.toString().hashCode()));
        if (!repository.statuses("rows").contains("COMPLETED")) {
            Exit last = launch.run("flow=rows");
            assertThat(last.code()).as(last.all()).isZero();
        }
        assertThat(numbers(landing))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, ROWS).boxed().toList());
    }

    private static void killOnce(Launch launch, Random random) {
        try (JarProcess child = launch.start("flow=rows")) {
            child.awaitStart();
            if (!child.endsWithin(Duration.ofMillis(random.nextInt(800)))) {
                child.kill();
            }
        }
    }

    /** The number of each row that has landed. */
    private static List<Integer> numbers(Landing landing) {
        return landing instanceof Landing.Database database ? rows(database.url()) : lines((Landing.Folder) landing);
    }

    private static List<Integer> rows(String url) {
        List<Integer> numbers = new ArrayList<>();
        try (Connection connection = Postgres.connect(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT number, amount, note FROM landed")) {
            while (rows.next()) {
                int number = rows.getInt(1);
                numbers.add(number);
                assertThat(rows.getBigDecimal(2)).isEqualByComparingTo(number + ".25");
                assertThat(rows.getString(3)).isEqualTo(number % 5 == 0 ? null : "x".repeat(number % 50));
            }
        } catch (SQLException e) {
            if (!"42P01".equals(e.getSQLState())) {
                throw new IllegalStateException(e);
            }
        }
        return numbers;
    }

    private static List<Integer> lines(Landing.Folder landing) {
        Path table = landing.target().resolve("landed");
        List<Integer> numbers = new ArrayList<>();
        if (!Files.isDirectory(table)) {
            return numbers;
        }
        try (Stream<Path> files = Files.list(table)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".csv")).toList()) {
                Files.readAllLines(file).stream()
                        .skip(1)
                        .map(line -> Integer.valueOf(line.split(",")[1]))
                        .forEach(numbers::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return numbers;
    }
}
