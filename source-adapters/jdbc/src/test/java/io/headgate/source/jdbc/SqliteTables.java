package io.headgate.source.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An SQLite file whose tables have keys of every kind, and what stands in them. */
final class SqliteTables {

    static final int ROWS = 30;

    private static final String SERIES = "WITH RECURSIVE s(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 30)";

    static final Path FILE = file(
            "CREATE TABLE numbers (id INTEGER PRIMARY KEY, name VARCHAR(20))",
            "INSERT INTO numbers " + SERIES + " SELECT i * 3, CASE WHEN i % 7 <> 0 THEN 'name ' || i END FROM s",
            "CREATE TABLE pairs (region TEXT NOT NULL, place INT NOT NULL, price DECIMAL(12, 2),"
                    + " PRIMARY KEY (place, region)) WITHOUT ROWID",
            "INSERT INTO pairs " + SERIES + " SELECT CASE WHEN i % 2 = 0 THEN 'o''Hara' ELSE 'ü' END, i / 2, i + 0.25"
                    + " FROM s",
            // SQLite lets nulls into a key that does not forbid them.
            "CREATE TABLE loose (code TEXT PRIMARY KEY, amount REAL, done BOOLEAN, raw BLOB)",
            "INSERT INTO loose " + SERIES + " SELECT CASE WHEN i > 3 THEN 'c' || i END, i / 4.0, i % 2, x'00ff' FROM s",
            "CREATE VIEW looked_at AS SELECT * FROM numbers");

    private SqliteTables() {}

    static Path file(String... statements) {
        try {
            Path file = Files.createTempFile("headgate", ".sqlite");
            file.toFile().deleteOnExit();
            execute(file, statements);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void execute(Path file, String... statements) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
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

    private static Map<String, Object> record(String table, long i) {
        if (table.equals("numbers")) {
            return i % 7 == 0 ? Map.of("id", i * 3) : Map.of("id", i * 3, "name", "name " + i);
        }
        if (table.equals("pairs")) {
            return Map.of("region", i % 2 == 0 ? "o'Hara" : "ü", "place", i / 2, "price", new BigDecimal(i + ".25"));
        }
        Map<String, Object> rest = Map.of("amount", i / 4.0, "done", i % 2 == 1, "raw", new byte[] {0, -1});
        Map<String, Object> record = new java.util.HashMap<>(rest);
        if (i > 3) {
            record.put("code", "c" + i);
        }
        return record;
    }
}
