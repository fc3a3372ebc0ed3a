package io.headgate.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The database that is loaded: an embedded PostgreSQL with the defaults of PostgreSQL itself, or the one that {@code postgresql=}
 * names. The embedded one's own defaults are for tests: they would not wait for the disk.
 */
final class PostgresServer implements AutoCloseable {

    private static final List<String> SHOWN = List.of(
            "fsync",
            "synchronous_commit",
            "full_page_writes",
            "wal_level",
            "shared_buffers",
            "max_wal_size",
            "checkpoint_timeout");

    private final String url;
    private final @Nullable EmbeddedPostgres embedded;
    private final long pid;
    private final Connection connection;

    private PostgresServer(String url, @Nullable EmbeddedPostgres embedded, long pid) throws SQLException {
        this.url = url;
        this.embedded = embedded;
        this.pid = pid;
        this.connection = DriverManager.getConnection(url);
    }

    static PostgresServer start(Options options) {
        String external = options.text("postgresql");
        try {
            if (external != null) {
                return new PostgresServer(external, null, -1);
            }
            Path data = options.work().resolve("postgresql");
            HeadgateRun.deleteFolder(data);
            Files.createDirectories(data.getParent());
            EmbeddedPostgres embedded = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setOverrideWorkingDirectory(
                            options.work().resolve("postgresql-binaries").toFile())
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", "100")
                    .setServerConfig("shared_buffers", "128MB")
                    .start();
            long pid = Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
            return new PostgresServer(embedded.getJdbcUrl("postgres", "postgres"), embedded, pid);
        } catch (IOException | SQLException e) {
            throw new BenchmarkException("PostgreSQL could not be started or reached", e);
        }
    }

    /** As a JDBC URL, user included. */
    String url() {
        return url;
    }

    String describe() {
        StringBuilder text = new StringBuilder("PostgreSQL " + query("SHOW server_version"));
        text.append(embedded == null ? " (given)" : " (embedded)");
        for (String setting : SHOWN) {
            text.append(", ").append(setting).append(" = ").append(query("SHOW " + setting));
        }
        return text.toString();
    }

    /** The same with the version of psql, for tables in which it is a contestant. */
    String describeWithPsql() {
        return describe() + "; " + Machine.psql(psql());
    }

    /** An empty table of that shape, and as much calm as can be asked for: nothing is left to be written by others. */
    void emptyTable(String table, RowShape shape) {
        execute("DROP TABLE IF EXISTS " + table);
        execute("CREATE TABLE " + table + " (" + String.join(", ", shape.columns()) + ")");
        execute("CHECKPOINT");
    }

    void dropTable(String table) {
        execute("DROP TABLE IF EXISTS " + table);
    }

    void requireRows(String table, long rows) {
        String count = query("SELECT count(*) FROM " + table);
        if (!count.equals(String.valueOf(rows))) {
            throw new BenchmarkException("table " + table + " has " + count + " rows instead of " + rows);
        }
    }

    void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new BenchmarkException(sql, e);
        }
    }

    private String query(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new BenchmarkException(sql, e);
        }
    }

    /** Processor time so far of the server and all its processes; NaN for a server that was given. */
    double cpuSeconds() {
        return pid < 0 ? Double.NaN : ProcessTimes.serverSeconds(pid);
    }

    /** The command that loads a CSV file with a header by {@code \copy}. */
    List<String> copyCommand(String table, Path file) {
        return commands(List.of("\\copy " + table + " from '" + file + "' with (format csv, header true)"));
    }

    /** The command that runs statements and psql's own commands in one session. */
    List<String> commands(List<String> statements) {
        List<String> command = new ArrayList<>(List.of(psql(), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d"));
        command.add(url.substring("jdbc:".length()));
        for (String statement : statements) {
            command.add("-c");
            command.add(statement);
        }
        return command;
    }

    static String psql() {
        List<Path> folders = new ArrayList<>();
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            folders.add(Path.of(folder));
        }
        try (Stream<Path> versions = Files.isDirectory(Path.of("/usr/lib/postgresql"))
                ? Files.list(Path.of("/usr/lib/postgresql"))
                : Stream.empty()) {
            versions.map(version -> version.resolve("bin")).forEach(folders::add);
        } catch (IOException e) {
            throw new BenchmarkException("/usr/lib/postgresql cannot be read", e);
        }
        return folders.stream()
                .map(folder -> folder.resolve("psql"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseThrow(() -> new BenchmarkException(
                        "psql is neither on the PATH nor in /usr/lib/postgresql/*/bin: install PostgreSQL's client, which"
                                + " Headgate is compared with"));
    }

    @Override
    public void close() {
        try (connection) {
            if (embedded != null) {
                embedded.close();
            }
        } catch (IOException | SQLException e) {
            throw new BenchmarkException("PostgreSQL could not be stopped", e);
        }
    }
}
