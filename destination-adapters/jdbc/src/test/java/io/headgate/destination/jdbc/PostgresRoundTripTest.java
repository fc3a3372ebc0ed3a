package io.headgate.destination.jdbc;

import static io.headgate.destination.jdbc.Loads.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.api.source.RejectedRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresRoundTripTest extends RoundTripTests {

    @Override
    TestDatabase newDatabase() {
        return TestDatabase.postgres(PostgresRoundTripTest.class);
    }

    @Test
    void dates_and_timestamps_outside_of_the_calendar_are_rejected() {
        RowSchema schema = RowSchema.of(Field.of("d", Primitive.DATE), Field.of("t", Primitive.TIMESTAMP_TZ));
        List<RejectedRecord> rejected = insert(
                schema,
                row(LocalDate.of(-4713, 11, 24), Instant.parse("-4713-11-24T00:00:00Z")),
                row(LocalDate.of(-4713, 11, 23), null),
                row(null, Instant.parse("-4713-11-23T23:59:59.999999Z")),
                row(LocalDate.of(5_874_897, 12, 31), Instant.parse("+294246-12-31T23:59:59.999999Z")),
                row(LocalDate.of(5_874_898, 1, 1), null));

        assertThat(rejected).extracting(RejectedRecord::place).containsExactly("test:2", "test:3", "test:5");
        assertThat(rejected).extracting(RejectedRecord::code).containsOnly("VALUE_OUT_OF_RANGE");
        assertThat(database.column("SELECT \"d\"::text FROM \"t\" WHERE \"d\" IS NOT NULL"))
                .containsExactly("4714-11-24 BC", "5874897-12-31");
        assertThat(database.column("SELECT (\"t\" AT TIME ZONE 'UTC')::text FROM \"t\" WHERE \"t\" IS NOT NULL"))
                .containsExactly("4714-11-24 00:00:00 BC", "294246-12-31 23:59:59.999999");
    }

    @Test
    void a_text_with_a_nul_is_rejected() {
        RowSchema schema = RowSchema.of(Field.of("a", Primitive.STRING), Field.of("b", Primitive.JSON));
        List<RejectedRecord> rejected = insert(
                schema,
                row("before\0after", "1"),
                row("fine", "2"),
                row("x", "\"\\u0000\""),
                row("\0", null),
                row("", "\0"));

        assertThat(rejected)
                .extracting(RejectedRecord::code)
                .containsExactly("NUL_IN_TEXT", "NUL_IN_TEXT", "NUL_IN_TEXT", "REFUSED_BY_DATABASE");
        assertThat(rejected.get(0).reason()).contains("field 'a'");
        assertThat(database.column("SELECT \"a\" FROM \"t\"")).containsExactly("fine");
        assertThat(database.count("t_rejects")).isEqualTo(4);
    }

    @Test
    void bytes_that_are_no_text_are_rejected_by_the_server() {
        RowSchema schema = RowSchema.of(Field.of("a", Primitive.STRING));
        io.headgate.api.data.RowBatchBuilder builder = new io.headgate.api.data.RowBatchBuilder(schema, 3);
        for (byte[] text : List.of(new byte[] {'a'}, new byte[] {(byte) 0xC3, '('}, new byte[] {'b'})) {
            builder.bytes(0).set(text, 0, text.length);
            builder.endRow();
        }
        List<RejectedRecord> rejected;
        try (var destination = database.destination()) {
            rejected = Loads.load(
                    destination,
                    Loads.plan("t", schema),
                    io.headgate.api.source.DataSourcePayload.of(
                            builder.build(), io.headgate.api.state.StreamState.EMPTY));
        }
        assertThat(rejected).hasSize(1);
        assertThat(rejected.get(0).reason()).contains("UTF8");
        assertThat(database.count("t")).isEqualTo(2);
    }

    @Test
    void a_numeric_that_is_rounded_before_the_point_takes_what_is_round_already() {
        database.execute("CREATE TABLE \"t\" (a numeric(3,-2))");
        RowSchema schema = RowSchema.of(Field.of("a", Primitive.INT64));
        List<RejectedRecord> rejected =
                insert(schema, row(0L), row(100L), row(-99_900L), row(150L), row(100_000L), row((Object) null));
        assertThat(database.column("SELECT a::text FROM \"t\" ORDER BY a")).containsExactly("-99900", "0", "100", null);
        assertThat(rejected.stream().map(RejectedRecord::code))
                .containsExactly("VALUE_LOSES_DIGITS", "VALUE_OUT_OF_RANGE");
    }

    @Test
    void wider_and_other_types_of_existing_columns_get_the_right_encoding() {
        database.execute(
                "CREATE DOMAIN short_text AS varchar(3)",
                "CREATE TYPE mood AS ENUM ('good', 'bad')",
                "CREATE TABLE \"t\" (a numeric, b float8, c short_text, d mood, e json, f float8, g numeric(6,2), h int8)");
        RowSchema schema = RowSchema.of(
                Field.of("a", Primitive.INT64),
                Field.of("b", Primitive.INT64),
                Field.of("c", Primitive.STRING),
                Field.of("d", Primitive.STRING),
                Field.of("e", Primitive.STRING),
                Field.of("f", new DataType.Decimal(15, 3)),
                Field.of("g", Primitive.FLOAT64),
                Field.of("h", Primitive.INT32));
        List<RejectedRecord> rejected = insert(
                schema,
                row(Long.MIN_VALUE, 1L << 53, "abc", "good", "{ }", new BigDecimal("123456789012.345"), 0.25, -7),
                row(null, (1L << 53) + 1, null, null, null, null, null, null),
                row(null, null, "abcd", null, null, null, null, null),
                row(null, null, null, "ugly", null, null, null, null),
                row(null, null, null, null, "{", null, null, null),
                row(null, null, null, null, null, null, 0.125, null),
                row(null, null, null, null, null, null, 12345.0, null),
                row(null, null, null, null, null, null, Double.NaN, null),
                row(null, null, null, null, null, null, -9999.99, null));

        assertThat(database.query("SELECT a::text, b::text, c, d::text, e::text, f::text, g::text, h FROM \"t\"")
                        .toString())
                .isEqualTo(
                        "[{a=-9223372036854775808, b=9.007199254740992e+15, c=abc, d=good, e={ }, f=123456789012.345,"
                                + " g=0.25, h=-7}, {a=null, b=null, c=null, d=null, e=null, f=null, g=-9999.99, h=null}]");
        assertThat(rejected)
                .extracting(RejectedRecord::place)
                .containsExactlyInAnyOrder("test:2", "test:3", "test:4", "test:5", "test:6", "test:7", "test:8");
    }

    @Test
    void a_number_too_large_for_its_own_type_is_rejected_by_the_server() {
        RowSchema schema = RowSchema.of(Field.of("a", new DataType.Decimal(5, 2)));
        io.headgate.api.data.RowBatchBuilder builder = new io.headgate.api.data.RowBatchBuilder(schema, 2);
        builder.longs(0).set(99_999);
        builder.endRow();
        builder.longs(0).set(100_000);
        builder.endRow();
        try (var destination = database.destination()) {
            List<RejectedRecord> rejected = Loads.load(
                    destination,
                    Loads.plan("t", schema),
                    io.headgate.api.source.DataSourcePayload.of(
                            builder.build(), io.headgate.api.state.StreamState.EMPTY));
            assertThat(rejected).hasSize(1);
            assertThat(rejected.get(0).reason()).contains("overflow");
        }
        assertThat(database.column("SELECT a FROM \"t\"")).containsExactly(new BigDecimal("999.99"));
    }
}
