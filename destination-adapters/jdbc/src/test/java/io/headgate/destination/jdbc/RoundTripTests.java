package io.headgate.destination.jdbc;

import static io.headgate.destination.jdbc.Loads.load;
import static io.headgate.destination.jdbc.Loads.payload;
import static io.headgate.destination.jdbc.Loads.plan;
import static io.headgate.destination.jdbc.Loads.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.StreamState;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every type comes back as it was given, its ends included. */
abstract class RoundTripTests {

    TestDatabase database;

    abstract TestDatabase newDatabase();

    @BeforeEach
    void open() {
        database = newDatabase();
    }

    @Test
    void booleans() {
        roundTrip(Primitive.BOOLEAN, Boolean.class, true, false);
    }

    @Test
    void integers() {
        roundTrip(Primitive.INT32, Integer.class, Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE);
        roundTrip(Primitive.INT64, Long.class, Long.MIN_VALUE, -1L, 0L, Long.MAX_VALUE);
    }

    @Test
    void floats() {
        roundTrip(Primitive.FLOAT32, Float.class, 0f, -1.5f, 0.1f, Float.MAX_VALUE, Float.NaN, Float.POSITIVE_INFINITY);
        roundTrip(
                Primitive.FLOAT64,
                Double.class,
                0.0,
                0.1,
                -1e300,
                Double.MAX_VALUE,
                Double.NaN,
                Double.NEGATIVE_INFINITY);
    }

    @Test
    void decimals_of_every_scale_that_fits_a_long() {
        Random random = new Random(7);
        for (int scale : new int[] {0, 1, 2, 3, 4, 7, 16, 17, 18}) {
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                long unscaled = random.nextLong() >> random.nextInt(64);
                values.add(BigDecimal.valueOf(unscaled % 1_000_000_000_000_000_000L, scale));
            }
            values.add(BigDecimal.valueOf(0, scale));
            values.add(BigDecimal.valueOf(1, scale));
            values.add(BigDecimal.valueOf(-999_999_999_999_999_999L, scale));
            values.add(BigDecimal.valueOf(100_000_000_000_000_000L, scale));
            roundTrip(new DataType.Decimal(18, scale), BigDecimal.class, values.toArray());
        }
    }

    @Test
    void decimals_beyond_a_long() {
        Random random = new Random(8);
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            values.add(new BigDecimal(new BigInteger(random.nextInt(120), random), 7).negate());
        }
        values.add(new BigDecimal("0.0000000"));
        values.add(new BigDecimal("9".repeat(31) + "." + "9".repeat(7)));
        roundTrip(new DataType.Decimal(38, 7), BigDecimal.class, values.toArray());
        roundTrip(
                new DataType.Decimal(1000, 500),
                BigDecimal.class,
                new BigDecimal("7".repeat(500) + "." + "3".repeat(500)));
    }

    @Test
    void texts() {
        roundTrip(Primitive.STRING, String.class, "", " ", "a'b\"c\\d\n\t\r", "ÄÖ€\uD83D\uDE00", "x".repeat(300_000));
    }

    @Test
    void binaries() {
        byte[] all = new byte[256];
        for (int i = 0; i < 256; i++) {
            all[i] = (byte) i;
        }
        roundTrip(Primitive.BINARY, byte[].class, new byte[0], all);
    }

    @Test
    void dates_and_times() {
        roundTrip(
                Primitive.DATE,
                LocalDate.class,
                LocalDate.of(1, 1, 1),
                LocalDate.EPOCH,
                LocalDate.of(1999, 12, 31),
                LocalDate.of(2000, 2, 29),
                LocalDate.of(9999, 12, 31));
        roundTrip(
                Primitive.TIME,
                LocalTime.class,
                LocalTime.MIN,
                LocalTime.parse("12:34:56.789012"),
                LocalTime.parse("23:59:59.999999"));
        roundTrip(
                Primitive.TIMESTAMP,
                LocalDateTime.class,
                LocalDateTime.parse("1969-12-31T23:59:59.999999"),
                LocalDateTime.parse("0001-01-01T00:00"),
                LocalDateTime.parse("2024-03-31T02:30:00.000001"),
                LocalDateTime.parse("9999-12-31T23:59:59.999999"));
        roundTrip(
                Primitive.TIMESTAMP_TZ,
                OffsetDateTime.class,
                Instant.EPOCH,
                Instant.parse("1883-11-18T00:00:00.123456Z"),
                Instant.parse("2024-10-27T01:30:00Z"));
    }

    @Test
    void uuids() {
        roundTrip(Primitive.UUID, UUID.class, new UUID(0, 0), new UUID(-1, 1), UUID.randomUUID());
    }

    @Test
    void json_and_nested_values_become_documents() {
        RowSchema schema = RowSchema.of(
                Field.of("a", Primitive.JSON),
                Field.of("b", DataType.parse("list<int64>")),
                Field.of("c", DataType.parse("struct<x:int32,d:date,j:json>")),
                Field.of("d", DataType.parse("map<string,decimal(5,2)>")));
        Map<String, Object> struct = new LinkedHashMap<>();
        struct.put("x", null);
        struct.put("d", LocalDate.of(2024, 1, 2));
        struct.put("j", "{\"in\":true}");
        List<RejectedRecord> rejected = insert(
                schema,
                row("{\"k\":[1,2,\"Ä\"]}", Arrays.asList(1L, null, 3L), struct, Map.of("k\"", new BigDecimal("1.50"))),
                row("true", List.of(), null, Map.of()),
                row("{broken", null, null, null));

        assertThat(strings("SELECT \"a\" FROM \"t\"")).containsExactly("{\"k\":[1,2,\"Ä\"]}", "true");
        assertThat(strings("SELECT \"b\" FROM \"t\"")).containsExactly("[1,null,3]", "[]");
        // PostgreSQL's jsonb orders keys by length, then by letter.
        assertThat(strings("SELECT \"c\" FROM \"t\"").get(0))
                .contains("\"x\":null", "\"d\":\"2024-01-02\"", "\"j\":{\"in\":true}");
        assertThat(strings("SELECT \"d\" FROM \"t\"")).containsExactly("{\"k\\\"\":1.50}", "{}");
        assertThat(rejected)
                .extracting(RejectedRecord::raw)
                .containsExactly("{\"a\":\"{broken\",\"b\":null,\"c\":null,\"d\":null}");
    }

    @Test
    void what_is_no_text_is_rejected_and_never_replaced() {
        RowSchema schema =
                RowSchema.of(Field.of("v", Primitive.STRING), Field.of("list", new DataType.ListOf(Primitive.STRING)));
        RowBatchBuilder rows = new RowBatchBuilder(schema, 3);
        byte[][] texts = {"ü".getBytes(UTF_8), {'a', (byte) 0xC3, 'b'}, "c".getBytes(UTF_8)};
        for (int i = 0; i < texts.length; i++) {
            rows.bytes(0).set(texts[i], 0, texts[i].length);
            rows.objects(1).set(List.of(i == 2 ? "half \uD83D" : "whole \uD83D\uDE00"));
            rows.endRow();
        }
        DataSourcePayload payload = DataSourcePayload.of(rows.build(), StreamState.EMPTY);
        try (IDataDestination destination = database.destination()) {
            assertThat(load(destination, plan("t", schema), payload))
                    .extracting(RejectedRecord::raw)
                    .containsExactlyInAnyOrder(
                            "{\"v\":\"a\\\\xC3b\",\"list\":[\"whole \uD83D\uDE00\"]}",
                            "{\"v\":\"c\",\"list\":[\"half \\ud83d\"]}");
        }
        assertThat(strings("SELECT \"v\" FROM \"t\"")).containsExactly("ü");
    }

    /** Texts of a column, null rows left out, spaces taken away. */
    private List<String> strings(String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> result = new ArrayList<>();
            while (rows.next()) {
                String text = rows.getString(1);
                if (text != null) {
                    result.add(text.replace(" ", ""));
                }
            }
            return result;
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    List<RejectedRecord> insert(RowSchema schema, Object[]... rows) {
        try (IDataDestination destination = database.destination()) {
            return load(destination, plan("t", schema), payload(schema, rows));
        }
    }

    private void roundTrip(DataType type, Class<?> readAs, Object... values) {
        database.execute("DROP TABLE IF EXISTS \"t\"");
        RowSchema schema = RowSchema.of(Field.of("n", Primitive.INT32), Field.of("v", type));
        Object[][] rows = new Object[values.length + 1][];
        for (int i = 0; i < values.length; i++) {
            rows[i] = row(i, values[i]);
        }
        rows[values.length] = row(values.length, null);
        assertThat(insert(schema, rows)).isEmpty();

        List<Object> expected = new ArrayList<>(Arrays.asList(values));
        expected.add(null);
        assertThat(read(readAs).toArray()).isEqualTo(expected.toArray());
    }

    private List<Object> read(Class<?> readAs) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT \"v\" FROM \"t\" ORDER BY \"n\"")) {
            List<Object> result = new ArrayList<>();
            while (rows.next()) {
                Object value = readAs == byte[].class ? rows.getBytes(1) : rows.getObject(1, readAs);
                result.add(value instanceof OffsetDateTime time ? time.toInstant() : value);
            }
            return result;
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
