package io.headgate.source.jdbc;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Tables with keys of every kind, and what stands in them. */
final class PostgresTables {

    static final int ROWS = 18;

    static final String URL = TestPostgres.database(
            "CREATE TABLE numbers (id bigint PRIMARY KEY, name text)",
            "INSERT INTO numbers SELECT i * 3, CASE WHEN i % 7 <> 0 THEN 'name ' || i END FROM generate_series(1, 18) i",
            "CREATE TABLE pairs (region text COLLATE \"C\", place int2, price numeric(12, 2) NOT NULL,"
                    + " PRIMARY KEY (place, region))",
            "INSERT INTO pairs SELECT CASE WHEN i % 2 = 0 THEN 'o''Hara \\ ' ELSE 'ü' END, i / 2, i + 0.25"
                    + " FROM generate_series(1, 18) i",
            "CREATE TABLE moments (at timestamptz PRIMARY KEY, day date NOT NULL)",
            "INSERT INTO moments SELECT timestamptz '2026-01-01 00:00:00.000001+00' + i * interval '13 hours',"
                    + " date '2026-01-01' + i FROM generate_series(1, 18) i",
            "CREATE TABLE codes (code uuid NOT NULL, note text, UNIQUE (code))",
            "INSERT INTO codes SELECT ('00000000-0000-0000-0000-' || lpad(to_hex(i * 7919), 12, '0'))::uuid, i::text"
                    + " FROM generate_series(1, 18) i",
            "CREATE TABLE heap (word text, number int)",
            "INSERT INTO heap SELECT repeat(chr(97 + i % 26), 1900), i FROM generate_series(1, 18) i",
            "INSERT INTO heap VALUES (NULL, NULL), (NULL, NULL)",
            // As text the addresses stand in another order.
            "CREATE TABLE hosts (address inet PRIMARY KEY, mood real)",
            "INSERT INTO hosts SELECT inet '10.0.0.1' + i * 9, i FROM generate_series(1, 18) i",
            "CREATE TABLE nothing (id int PRIMARY KEY)",
            "CREATE TYPE mood AS ENUM ('glad', 'sad')",
            "CREATE TABLE types (id int PRIMARY KEY, b boolean, i2 smallint, i8 bigint, f4 real, f8 double precision,"
                    + " n numeric(20, 5), loose numeric, t varchar(10), c char(4), bytes bytea, d date, tm time,"
                    + " ts timestamp, tz timestamptz, u uuid, j json, jb jsonb, m mood, a int[], span interval, ip inet)",
            "INSERT INTO types VALUES (1, true, -5, 9007199254740993, 1.5, -0.1, -123456789012345.67891, 1.25, 'ä€😀',"
                    + " 'ab', '\\x00ff', '0044-03-15 BC', '23:59:59.999999', '1999-12-31 23:59:59.000001',"
                    + " '2026-06-01 12:00:00+02', '12345678-9abc-def0-1234-56789abcdef0', '{\"a\": 1}', '{\"b\": [1]}',"
                    + " 'sad', '{1,2}', '1 day 02:00', '10.0.0.1')",
            "INSERT INTO types (id) VALUES (2)",
            "CREATE VIEW looked_at AS SELECT * FROM numbers",
            "CREATE TABLE _headgate_own (id int PRIMARY KEY)",
            "ANALYZE");

    private PostgresTables() {}

    static List<Map<String, Object>> records(String table) {
        return switch (table) {
            case "nothing" -> List.of();
            case "types" -> types();
            default -> many(table);
        };
    }

    private static List<Map<String, Object>> many(String table) {
        List<Map<String, Object>> records = new ArrayList<>();
        for (int i = 1; i <= ROWS; i++) {
            records.add(record(table, i));
        }
        if (table.equals("heap")) {
            records.add(Map.of());
            records.add(Map.of());
        }
        return records;
    }

    private static Map<String, Object> record(String table, int i) {
        return switch (table) {
            case "numbers" -> i % 7 == 0 ? Map.of("id", i * 3L) : Map.of("id", i * 3L, "name", "name " + i);
            case "pairs" ->
                Map.of("region", i % 2 == 0 ? "o'Hara \\ " : "ü", "place", i / 2, "price", new BigDecimal(i + ".25"));
            case "moments" ->
                Map.of(
                        "at", Instant.parse("2026-01-01T00:00:00.000001Z").plusSeconds(i * 13L * 3600),
                        "day", LocalDate.of(2026, 1, 1).plusDays(i));
            case "hosts" -> Map.of("address", "10.0.0." + (1 + i * 9) + "/32", "mood", (float) i);
            case "codes" -> Map.of("code", new UUID(0, i * 7919L), "note", String.valueOf(i));
            default -> Map.of("word", String.valueOf((char) ('a' + i % 26)).repeat(1900), "number", i);
        };
    }

    private static List<Map<String, Object>> types() {
        Map<String, Object> all = new HashMap<>();
        all.put("id", 1);
        all.put("b", true);
        all.put("i2", -5);
        all.put("i8", 9007199254740993L);
        all.put("f4", 1.5f);
        all.put("f8", -0.1);
        all.put("n", new BigDecimal("-123456789012345.67891"));
        all.put("loose", new BigDecimal("1.2500000000"));
        all.put("t", "ä€😀");
        all.put("c", "ab  ");
        all.put("bytes", new byte[] {0, -1});
        all.put("d", LocalDate.of(-43, 3, 15));
        all.put("tm", LocalTime.parse("23:59:59.999999"));
        all.put("ts", LocalDateTime.parse("1999-12-31T23:59:59.000001"));
        all.put("tz", Instant.parse("2026-06-01T10:00:00Z"));
        all.put("u", UUID.fromString("12345678-9abc-def0-1234-56789abcdef0"));
        all.put("j", "{\"a\": 1}");
        all.put("jb", "{\"b\": [1]}");
        all.put("m", "sad");
        all.put("a", "[1,2]");
        all.put("span", "P1DT2H");
        all.put("ip", "10.0.0.1/32");
        return List.of(all, Map.of("id", 2));
    }
}
