package io.headgate.source.jdbc;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An H2 database, read as any database that has a JDBC driver. */
final class H2Tables {

    static final int ROWS = 30;
    static final String URL = database(
            "sources",
            "CREATE TABLE numbers (id BIGINT PRIMARY KEY, name VARCHAR(20))",
            "INSERT INTO numbers SELECT x * 3, CASE WHEN MOD(x, 7) <> 0 THEN 'name ' || x END FROM SYSTEM_RANGE(1, 30)",
            "CREATE TABLE triples (a VARCHAR(9), b DATE, c UUID, price DECIMAL(30, 2), PRIMARY KEY (a, b, c))",
            "INSERT INTO triples SELECT CASE WHEN MOD(x, 2) = 0 THEN 'o''Hara' ELSE 'ü' END,"
                    + " DATEADD(DAY, x / 10, DATE '2026-01-01'), CAST('00000000-0000-0000-0000-0000000000' || (x + 10)"
                    + " AS UUID), x + 0.25 FROM SYSTEM_RANGE(1, 30)",
            "CREATE TABLE moments (at TIMESTAMP WITH TIME ZONE PRIMARY KEY, wall TIMESTAMP, clock TIME, f REAL, d DOUBLE"
                    + " PRECISION, i SMALLINT, b BOOLEAN, bytes VARBINARY, long_text CLOB)",
            "INSERT INTO moments SELECT DATEADD(HOUR, x, TIMESTAMP WITH TIME ZONE '2026-01-01 00:00:00.000001+00'),"
                    + " TIMESTAMP '2026-03-29 02:30:00.5', TIME '23:59:59', 1.5, -0.1, 7, TRUE, X'00ff', 'ä😀'"
                    + " FROM SYSTEM_RANGE(1, 30)",
            "CREATE VIEW looked_at AS SELECT * FROM numbers");

    private H2Tables() {}

    static String database(String name, String... statements) {
        String url =
                "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1;DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE";
        execute(url, statements);
        return url;
    }

    static void execute(String url, String... statements) {
        try (Connection connection = DriverManager.getConnection(url);
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
                        i % 2 == 0 ? "o'Hara" : "ü",
                        "b",
                        LocalDate.of(2026, 1, 1).plusDays(i / 10),
                        "c",
                        UUID.fromString("00000000-0000-0000-0000-0000000000" + (i + 10)),
                        "price",
                        new BigDecimal(i + ".25"));
            default ->
                Map.of(
                        "at",
                        Instant.parse("2026-01-01T00:00:00.000001Z").plusSeconds(i * 3600L),
                        "wall",
                        LocalDateTime.parse("2026-03-29T02:30:00.5"),
                        "clock",
                        LocalTime.parse("23:59:59"),
                        "f",
                        1.5f,
                        "d",
                        -0.1,
                        "i",
                        7,
                        "b",
                        true,
                        "bytes",
                        new byte[] {0, -1},
                        "long_text",
                        "ä😀");
        };
    }
}
