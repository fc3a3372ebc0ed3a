package io.headgate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.config.ConfigBinder;
import io.headgate.destination.memory.MemoryTables;
import io.headgate.job.RunOutcome;
import io.headgate.job.RunReport;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every type that a CSV file can hold, from its text through a whole run into every destination, and read back from there. */
class TypeRoundTripTest extends EngineTest {

    private static EmbeddedPostgres postgres;

    @TempDir
    Path folder;

    @BeforeAll
    static void startServer() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        postgres.close();
    }

    /**
     * A type and values of it.
     *
     * @param texts as they stand in the source, and what they mean as Java writes it; bytes as hexadecimal digits
     */
    record Values(String type, Map<String, String> texts) {
        @Override
        public String toString() {
            return type;
        }
    }

    private static Values values(String type, String... textsAndMeanings) {
        Map<String, String> texts = new TreeMap<>();
        for (int i = 0; i < textsAndMeanings.length; i += 2) {
            texts.put(textsAndMeanings[i], textsAndMeanings[i + 1]);
        }
        return new Values(type, texts);
    }

    private static Values same(String type, String... texts) {
        return values(
                type, Stream.of(texts).flatMap(text -> Stream.of(text, text)).toArray(String[]::new));
    }

    static Stream<Values> types() {
        String nines = "99999999999999999999.999999999999999999";
        String deep = "[".repeat(30) + "{\"a\":null}" + "]".repeat(30);
        return Stream.of(
                values("boolean", "true", "true", "F", "false", "no", "false", "1", "true"),
                same("int32", "-2147483648", "2147483647", "0"),
                same("int64", "-9223372036854775808", "9223372036854775807", "0"),
                same("float32", "3.4028235E38", "-1.4E-45", "0.1", "NaN", "Infinity", "-Infinity"),
                same("float64", "1.7976931348623157E308", "-4.9E-324", "0.1", "NaN", "Infinity", "-Infinity"),
                values("decimal(5,2)", "1", "1.00", "-999.99", "-999.99", "1e2", "100.00"),
                values("decimal(38,18)", nines, nines, "-" + nines, "-" + nines, "1e-18", "0.000000000000000001"),
                same("string", "", " ", "a,\"b\"\r\nc\\", "日本 \uD83D\uDE00 e\u0301", "null"),
                values("binary", "", "", "\\x00ff22", "00ff22", "AAEC", "000102"),
                same("date", "0001-01-01", "1900-02-28", "2024-02-29", "9999-12-31", "+12345-01-01", "-0043-03-15"),
                values(
                        "time",
                        "00:00",
                        "00:00",
                        "23:59:59.999999000",
                        "23:59:59.999999",
                        "00:00:00.000001",
                        "00:00:00.000001"),
                values(
                        "timestamp",
                        "2024-02-29 23:59:59.999999",
                        "2024-02-29T23:59:59.999999",
                        "0001-01-01T00:00:00",
                        "0001-01-01T00:00",
                        "9999-12-31T23:59:59.999999",
                        "9999-12-31T23:59:59.999999",
                        "-0043-03-15T12:00:01",
                        "-0043-03-15T12:00:01",
                        "+12345-06-07T08:09:10.000001",
                        "+12345-06-07T08:09:10.000001"),
                values(
                        "timestamp_tz",
                        "2024-03-31T01:30:00.123456+01:00",
                        "2024-03-31T00:30:00.123456Z",
                        "0001-01-01T00:00:00Z",
                        "0001-01-01T00:00:00Z",
                        "9999-12-31T23:59:59-12",
                        "+10000-01-01T11:59:59Z",
                        "-0043-03-15T12:00:01Z",
                        "-0043-03-15T12:00:01Z"),
                values(
                        "uuid",
                        "00000000-0000-0000-0000-000000000000",
                        "00000000-0000-0000-0000-000000000000",
                        "FFFFFFFF-ffff-ffff-ffff-fffffffffffe",
                        "ffffffff-ffff-ffff-ffff-fffffffffffe"),
                same("json", "{\"k\":[1,null,\"ü\"]}", "[]", "null", "\"\"", "-0.5", deep));
    }

    @ParameterizedTest
    @MethodSource("types")
    void aValueMeansTheSameInEveryDestination(Values values) throws IOException {
        List<String> texts = List.copyOf(values.texts().keySet());
        Map<Integer, @Nullable String> expected = new TreeMap<>();
        StringBuilder csv = new StringBuilder("n,v\n");
        for (int n = 0; n < texts.size(); n++) {
            csv.append(n)
                    .append(",\"")
                    .append(texts.get(n).replace("\"", "\"\""))
                    .append("\"\n");
            expected.put(n, values.texts().get(texts.get(n)));
        }
        csv.append(texts.size()).append(",\n");
        expected.put(texts.size(), null);
        Files.writeString(folder.resolve("v.csv"), csv);

        assertThat(memory(values.type())).as("memory").isEqualTo(expected);
        assertThat(csvFile(values.type())).as("csv").isEqualTo(expected);
        assertThat(jsonFile(values.type())).as("jsonl").isEqualTo(expected);
        assertThat(database(values.type(), "jdbc:h2:file:" + folder.resolve("h2"), "sa"))
                .as("h2")
                .isEqualTo(expected);
        assertThat(database(values.type(), postgres.getJdbcUrl("postgres", "postgres"), "postgres"))
                .as("postgresql")
                .isEqualTo(expected);
    }

    private void run(String type, String to, String method, @Nullable String target, Map<String, Object> config) {
        Map<String, Object> source =
                Map.of("source_path", folder.resolve("v.csv").toString(), "columns", Map.of("n", "int32", "v", type));
        RunReport report = engine.run(
                new DataFlowMappingDefinition(
                        flow + to,
                        new SourceDefinition("v", "csv", source),
                        new DestinationDefinition(flow + to, method, target, config),
                        ConfigBinder.bind(FlowOptions.class, Map.of("table", "v", "write_mode", "overwrite")),
                        null),
                RunOptions.defaults());
        assertThat(report.outcome()).as("%s: %s", to, report.message()).isEqualTo(RunOutcome.COMPLETED);
    }

    private Map<Integer, @Nullable String> memory(String type) {
        run(type, "memory", "memory", null, Map.of());
        Map<Integer, @Nullable String> found = new TreeMap<>();
        MemoryTables.of(flow + "memory")
                .rows("v")
                .forEach(row -> found.put((Integer) row.get("n"), text(row.get("v"))));
        return found;
    }

    private Map<Integer, @Nullable String> csvFile(String type) throws IOException {
        run(type, "csv", "file", folder.resolve("csv").toString(), Map.of("null_text", "NOTHING"));
        Map<Integer, @Nullable String> found = new TreeMap<>();
        for (Path file : files(folder.resolve("csv/v"))) {
            try (var reader = de.siegmar.fastcsv.reader.CsvReader.builder().ofNamedCsvRecord(file)) {
                reader.forEach(row -> {
                    String value = row.getField("v");
                    found.put(Integer.valueOf(row.getField("n")), value.equals("NOTHING") ? null : read(type, value));
                });
            }
        }
        return found;
    }

    private Map<Integer, @Nullable String> jsonFile(String type) throws IOException {
        run(type, "jsonl", "file", folder.resolve("jsonl").toString(), Map.of("format", "jsonl"));
        Map<Integer, @Nullable String> found = new TreeMap<>();
        for (Path file : files(folder.resolve("jsonl/v"))) {
            for (String line : Files.readString(file).split("\n")) {
                JsonNode value = JsonMapper.shared().readTree(line).get("v");
                boolean missing = value == null || (value.isNull() && !type.equals("json"));
                int n = JsonMapper.shared().readTree(line).get("n").asInt();
                // Of a number its own digits, which the parser need not keep.
                String digits = line.substring(line.indexOf("\"v\":") + 4, line.length() - 1);
                found.put(
                        n,
                        missing
                                ? null
                                : read(type, value.isString() && !type.equals("json") ? value.asString() : digits));
            }
        }
        return found;
    }

    private static List<Path> files(Path table) throws IOException {
        try (Stream<Path> files = Files.list(table)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** What a text in a file means. */
    private static String read(String type, String value) {
        return switch (type) {
            case "binary" -> HexFormat.of().formatHex(Base64.getDecoder().decode(value));
            case "time" -> LocalTime.parse(value).toString();
            case "timestamp" -> LocalDateTime.parse(value).toString();
            default -> value;
        };
    }

    private Map<Integer, @Nullable String> database(String type, String url, String user) {
        run(type, user, "jdbc", url, Map.of("username", user, "password", ""));
        Map<Integer, @Nullable String> found = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(url, user, "");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT \"n\", \"v\" FROM \"v\"")) {
            while (row.next()) {
                found.put(row.getInt(1), text(value(row, type)));
            }
            statement.execute("DROP TABLE \"v\"");
            statement.execute("DROP TABLE \"v_rejects\"");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }

    private static @Nullable Object value(ResultSet row, String type) throws SQLException {
        return switch (type) {
            case "binary" -> row.getBytes(2);
            case "date" -> row.getObject(2, LocalDate.class);
            case "time" -> row.getObject(2, LocalTime.class);
            case "timestamp" -> row.getObject(2, LocalDateTime.class);
            case "timestamp_tz" -> row.getObject(2, OffsetDateTime.class);
            case "json" -> json(row);
            default -> row.getObject(2);
        };
    }

    /** A database's own layout of a document, without the blanks that it puts between its parts. */
    private static @Nullable String json(ResultSet row) throws SQLException {
        String text = row.getString(2);
        return text == null ? null : text.replace(" ", "");
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof java.math.BigDecimal number) {
            return number.toPlainString();
        }
        return value instanceof OffsetDateTime time
                ? time.toInstant().toString()
                : value == null ? null : value.toString();
    }
}
