package io.headgate.destination.jdbc;

import static io.headgate.destination.jdbc.Loads.load;
import static io.headgate.destination.jdbc.Loads.payload;
import static io.headgate.destination.jdbc.Loads.plan;
import static io.headgate.destination.jdbc.Loads.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.data.DataType;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.IDataDestination;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of types in {@code docs/destinations/jdbc.md}, line by line. */
class DocumentedTypesTest {

    private static final Path PAGE = Path.of("../../docs/destinations/jdbc.md");
    private static final String HEAD = "| field | PostgreSQL | H2 |";
    private static final int LINES = 15;
    private static final String WIDENED = " (w)";

    /** Types that the page names as they stand in SQL, with a length where they need one. */
    private static final Map<String, String> EXISTING = Map.ofEntries(
            Map.entry("smallint", "smallint"),
            Map.entry("integer", "integer"),
            Map.entry("bigint", "bigint"),
            Map.entry("numeric", "numeric(20,3)"),
            Map.entry("double precision", "double precision"),
            Map.entry("real", "real"),
            Map.entry("varchar(n)", "varchar(20)"),
            Map.entry("char(n)", "char(5)"),
            Map.entry("CLOB", "CLOB"),
            Map.entry("BLOB", "BLOB"),
            Map.entry("json", "json"),
            Map.entry("jsonb", "jsonb"));

    private static final List<String> ONLY_H2 = List.of("CLOB", "BLOB");
    private static final List<String> ONLY_POSTGRESQL = List.of("jsonb");

    private static final Map<String, Object> VALUES = Map.ofEntries(
            Map.entry("BOOLEAN", true),
            Map.entry("INT32", 7),
            Map.entry("INT64", 7L),
            Map.entry("FLOAT32", 1.5f),
            Map.entry("FLOAT64", 1.5),
            Map.entry("DECIMAL(12,2)", new BigDecimal("7.25")),
            Map.entry("STRING", "12345"),
            Map.entry("BINARY", new byte[] {0, -1}),
            Map.entry("DATE", LocalDate.of(2024, 2, 29)),
            Map.entry("TIME", LocalTime.of(12, 34, 56)),
            Map.entry("TIMESTAMP", LocalDateTime.of(2024, 2, 29, 12, 34, 56)),
            Map.entry("TIMESTAMP_TZ", Instant.EPOCH),
            Map.entry("UUID", new UUID(1, 2)),
            Map.entry("JSON", "{\"a\": 1}"),
            Map.entry("LIST<INT32>", List.of(1)),
            Map.entry("STRUCT<X:INT32>", Map.of("x", 1)),
            Map.entry("MAP<STRING,INT32>", Map.of("k", 1)));

    record Line(String type, String postgresql, String h2, List<String> existing) {}

    static Stream<Line> lines() throws IOException {
        List<String> page = Files.readAllLines(PAGE);
        int head = page.indexOf(
                page.stream().filter(line -> line.startsWith(HEAD)).findFirst().orElseThrow());
        List<String> table = page.subList(head + 2, page.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .toList();
        assertThat(table).hasSize(LINES);
        return table.stream().flatMap(DocumentedTypesTest::parse);
    }

    private static Stream<Line> parse(String text) {
        List<String> cells =
                Arrays.stream(text.split("\\|", -1)).map(String::strip).toList();
        List<String> existing = Arrays.stream(cells.get(4).split("[,;] *"))
                .filter(entry -> EXISTING.containsKey(entry.replace(WIDENED, "")))
                .toList();
        return Arrays.stream(cells.get(1).replace("(p,s)", "(12;2)").split(", *"))
                .map(type -> type.replace(';', ','))
                .map(type -> new Line(concrete(type), cells.get(2), cells.get(3), existing));
    }

    private static String concrete(String type) {
        return switch (type) {
            case "LIST" -> "LIST<INT32>";
            case "STRUCT" -> "STRUCT<X:INT32>";
            case "MAP" -> "MAP<STRING,INT32>";
            default -> type;
        };
    }

    @ParameterizedTest
    @MethodSource("lines")
    void postgresqlMakesAndTakesTheColumnsOfThePage(Line line) {
        check(TestDatabase.postgres(DocumentedTypesTest.class), line, line.postgresql(), ONLY_H2);
    }

    @ParameterizedTest
    @MethodSource("lines")
    void h2MakesAndTakesTheColumnsOfThePage(Line line) {
        check(TestDatabase.h2Memory(), line, line.h2(), ONLY_POSTGRESQL);
    }

    private static void check(TestDatabase database, Line line, String made, List<String> absent) {
        RowSchema schema = RowSchema.of(Field.of("v", DataType.parse(line.type().toLowerCase(Locale.ROOT))));
        Object value = VALUES.get(line.type());
        assertThat(value).as("a value of %s", line.type()).isNotNull();
        try (IDataDestination destination = database.destination()) {
            assertThat(load(destination, plan("made", schema), payload(schema, row(value))))
                    .isEmpty();
            assertThat(typeOf(database, "made")).isEqualToIgnoringCase(spelled(made));
            for (String entry : line.existing()) {
                String type = entry.replace(WIDENED, "");
                if (!absent.contains(type)) {
                    takes(database, destination, schema, value, type, entry.endsWith(WIDENED));
                }
            }
        }
    }

    private static void takes(
            TestDatabase database,
            IDataDestination destination,
            RowSchema schema,
            Object value,
            String type,
            boolean widened) {
        String table = "has " + type;
        database.execute("CREATE TABLE \"" + table + "\" (\"v\" " + EXISTING.get(type) + ")");
        String before = typeOf(database, table);
        assertThat(load(destination, plan(table, schema), payload(schema, row(value))))
                .as("%s into %s", schema, type)
                .isEmpty();
        assertThat(database.count(table)).isEqualTo(1);
        assertThat(typeOf(database, table).equals(before))
                .as("%s stays for %s", type, schema)
                .isEqualTo(!widened);
    }

    private static String spelled(String documented) {
        return documented
                .replace("(p,s)", "(12,2)")
                .replaceFirst("^timestamptz$", "timestamp with time zone")
                .replaceFirst("^timestamp$", "timestamp without time zone")
                .replaceFirst("^time$", "time without time zone");
    }

    private static String typeOf(TestDatabase database, String table) {
        if (database.isPostgres()) {
            return text(database.column("SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = '\""
                    + table + "\"'::regclass AND attname = 'v'"));
        }
        return text(database.column("SELECT DATA_TYPE || CASE"
                        + " WHEN DATA_TYPE = 'NUMERIC' THEN '(' || NUMERIC_PRECISION || ',' || NUMERIC_SCALE || ')'"
                        + " WHEN DATA_TYPE LIKE 'TIME%' THEN '(' || DATETIME_PRECISION || ')' ELSE '' END"
                        + " FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_NAME = '" + table + "' AND COLUMN_NAME = 'v'"))
                .replace("TIMESTAMP WITH TIME ZONE(6)", "TIMESTAMP(6) WITH TIME ZONE");
    }

    private static String text(List<Object> column) {
        assertThat(column).hasSize(1);
        return String.valueOf(column.get(0));
    }
}
