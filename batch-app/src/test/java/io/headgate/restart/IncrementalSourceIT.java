package io.headgate.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.restart.JarProcess.Exit;
import io.headgate.restart.JarProcess.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Runs that read what is new are killed while writers commit in another order than the one that the cursor tells. */
class IncrementalSourceIT {

    private static final int WRITERS = 4;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void noRowIsLostOrDoubledHoweverOftenTheProcessDies() throws Exception {
        String source = Postgres.newDatabase();
        Postgres.execute(source, "CREATE SEQUENCE stamp");
        Postgres.execute(source, "CREATE TABLE landed (number bigserial PRIMARY KEY, at bigint NOT NULL)");
        Postgres.execute(source, "CREATE INDEX ON landed (at)");
        Postgres.execute(source, "INSERT INTO landed (at) SELECT nextval('stamp') FROM generate_series(1, 1500)");
        Landing.Database landing = (Landing.Database) Landing.Kind.POSTGRESQL.create(folder);
        Launch launch = launch("postgresql", "url = \"" + source + "\", username = \"" + Postgres.USER + "\"", landing);
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        List<Future<?>> writing = new ArrayList<>();
        try {
            for (int i = 0; i < WRITERS; i++) {
                Random random = new Random(i);
                writing.add(writers.submit(() -> write(source, random, stop)));
            }
            // Two of them in the first run and two in the second; after each kill the next child resumes.
            for (String fault : List.of("destination.commit:4", "publish", "repository.commit:3", "published")) {
                Exit exit = launch.fault(fault).run("flow=rows");
                if (exit.code() == 0) {
                    exit = launch.fault(fault).run("flow=rows");
                }
                assertThat(exit.code()).as("at %s: %s", fault, exit.all()).isEqualTo(137);
                assertThat(numbers(landing.url())).as("after %s", fault).doesNotHaveDuplicates();
            }
        } finally {
            stop.set(true);
            writers.shutdown();
        }
        for (Future<?> writer : writing) {
            writer.get(60, TimeUnit.SECONDS);
        }
        // What was under way first: if all of it had been published, nothing is read.
        Exit resumed = launch.run("flow=rows");
        assertThat(resumed.code()).as(resumed.all()).isZero();
        Exit last = launch.run("flow=rows");
        assertThat(last.code()).as(last.all()).isZero();
        assertThat(last.out()).contains("\nSource: ").contains(" s: COPY (SELECT ");
        assertThat(numbers(landing.url()))
                .hasSizeGreaterThan(2000)
                .containsExactlyInAnyOrderElementsOf(numbers(source));
    }

    /** The second run finds more records of the first one's newest value, smaller keys among them, and larger values. */
    @Test
    void noRowOfAnSqliteFileIsLostOrDoubledInTwoRunsThatAreKilled() throws Exception {
        String source = "jdbc:sqlite:" + folder.resolve("source.sqlite");
        execute(source, "CREATE TABLE landed (number INTEGER PRIMARY KEY, at INTEGER NOT NULL)");
        execute(source, "CREATE INDEX landed_at ON landed (at)");
        execute(source, numbered(1, 1000) + " SELECT i * 2, i / 30 FROM s");
        Landing landing = Landing.Kind.FILE.create(folder);
        Launch launch = launch("sqlite", "url = \"" + source + "\"", landing);
        killedThenResumed(launch, "repository.commit:5");
        assertThat(landing.lines("landed")).hasSize(1000).containsExactlyInAnyOrderElementsOf(lines(source));
        execute(source, numbered(960, 1100) + " SELECT i * 2 + 1, MAX(33, i / 30) FROM s");
        killedThenResumed(launch, "published");
        assertThat(landing.lines("landed")).hasSize(1141).containsExactlyInAnyOrderElementsOf(lines(source));
        Exit nothingNew = launch.run("flow=rows");
        assertThat(nothingNew.code()).as(nothingNew.all()).isZero();
        assertThat(landing.lines("landed")).hasSize(1141);
    }

    private static String numbered(int from, int to) {
        return "WITH RECURSIVE s(i) AS (SELECT " + from + " UNION ALL SELECT i + 1 FROM s WHERE i < " + to
                + ") INSERT INTO landed";
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** As the file destination writes them. */
    private static List<String> lines(String url) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT number || ',' || at FROM landed")) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        return lines;
    }

    private static void killedThenResumed(Launch launch, String fault) {
        Exit killed = launch.fault(fault).run("flow=rows");
        assertThat(killed.code()).as("at %s: %s", fault, killed.all()).isEqualTo(137);
        Exit resumed = launch.run("flow=rows");
        assertThat(resumed.code()).as("after %s: %s", fault, resumed.all()).isZero();
    }

    private Launch launch(String source, String config, Landing landing) throws IOException {
        Repository repository = Repository.Kind.H2.create(folder.resolve("home"));
        Files.writeString(
                folder.resolve("config.toml"),
                "[sources.db]\nname = \"" + source + "\"\nconfig = { " + config
                        + ", cursor_column = \"at\", min_partition_rows = 200 }\n"
                        + "\n[destinations.there]\n" + landing.toml()
                        + "\n[[flows]]\nname = \"rows\"\nfrom = \"db\"\nto = \"there\"\nchunk_rows = 100\npartitions = 3\n");
        return Launch.in(folder).with(repository.environment()).program(UnpackedJar.OPTIONS);
    }

    /** Takes numbers, dawdles, and commits: others that took larger ones have committed by then. */
    private static Void write(String url, Random random, AtomicBoolean stop) throws SQLException {
        try (Connection connection = Postgres.connect(url);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("CREATE TEMP TABLE taken (n bigint) ON COMMIT DELETE ROWS");
            connection.commit();
            while (!stop.get()) {
                statement.execute("INSERT INTO taken SELECT nextval('stamp') FROM generate_series(1, 5)");
                statement.execute("SELECT pg_sleep(" + (20 + random.nextInt(100)) / 1000.0 + ")");
                statement.execute("INSERT INTO landed (at) SELECT n FROM taken");
                connection.commit();
            }
        }
        return null;
    }

    private static List<Long> numbers(String url) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        try (Connection connection = Postgres.connect(url);
                Statement statement = connection.createStatement();
                ResultSet exists = statement.executeQuery("SELECT to_regclass('landed')")) {
            exists.next();
            if (exists.getString(1) == null) {
                return numbers;
            }
            ResultSet rows = statement.executeQuery("SELECT number FROM landed");
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
        }
        return numbers;
    }
}
