package io.headgate.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** MariaDB, which stands for MySQL as well. Beside the file stands the address of the server, which runs while it is measured. */
final class MysqlTables extends DatabaseFile {

    @Override
    public String key() {
        return "mysql";
    }

    @Override
    public String library() {
        return "MariaDB's driver, one SELECT";
    }

    @Override
    public Running start(Path file, Options options) {
        MariaDbServer server = MariaDbServer.start(options.work());
        try {
            // The table of an earlier server is gone with it.
            Files.deleteIfExists(file);
            Files.writeString(addressFor(file), server.url());
        } catch (IOException e) {
            server.close();
            throw new BenchmarkException(file + " cannot be written", e);
        }
        return server::close;
    }

    private static Path addressFor(Path file) {
        return file.resolveSibling("mariadb.url");
    }

    private static String address(Path file) {
        try {
            return Files.readString(addressFor(file));
        } catch (IOException e) {
            throw new BenchmarkException(
                    addressFor(file) + " cannot be read: the server runs with the table formats", e);
        }
    }

    @Override
    public void write(DataFile data, Path file) throws IOException {
        super.write(data, file);
        // The table is the server's: this only says that it is there.
        Files.createFile(file);
    }

    @Override
    public String source(Path file) {
        return "name = \"mysql\"\nconfig = { url = \"" + address(file)
                + "\", username = \"root\", tables = [\"bench\"] }\n";
    }

    @Override
    public long bytes(Path file) throws IOException {
        try (Connection connection = DriverManager.getConnection(url(file));
                Statement statement = connection.createStatement()) {
            statement.execute("ANALYZE TABLE bench");
            try (ResultSet rows = statement.executeQuery("SELECT data_length FROM information_schema.tables"
                    + " WHERE table_schema = DATABASE() AND table_name = 'bench'")) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** Rows as they come, not all of them first, and in the protocol that has numbers and dates in binary. */
    @Override
    String url(Path file) {
        return address(file) + "?user=root&useServerPrepStmts=true&defaultFetchSize=1000&useBulkStmts=true";
    }

    @Override
    String type(String declared) {
        return declared.equals("timestamp") ? "datetime(3)" : declared;
    }
}
