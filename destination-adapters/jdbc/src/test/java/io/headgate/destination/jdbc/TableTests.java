package io.headgate.destination.jdbc;

import static io.headgate.destination.jdbc.Loads.ID_NAME;
import static io.headgate.destination.jdbc.Loads.ids;
import static io.headgate.destination.jdbc.Loads.load;
import static io.headgate.destination.jdbc.Loads.payload;
import static io.headgate.destination.jdbc.Loads.plan;
import static io.headgate.destination.jdbc.Loads.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.SchemaMode;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.source.RejectedRecord;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What prepare makes of tables, new and old, on every database. */
abstract class TableTests extends DatabaseTests {

    @Test
    void rows_land_in_a_table_made_from_the_schema() {
        load(
                destination,
                plan("orders", ID_NAME),
                payload(ID_NAME, row(1L, "Ä\uD83D\uDE00"), row(2L, null), row(3L, "")));

        assertThat(database.query("SELECT * FROM \"orders\" ORDER BY \"id\"").toString())
                .isEqualToIgnoringCase("[{id=1, name=Ä\uD83D\uDE00}, {id=2, name=null}, {id=3, name=}]");
    }

    @Test
    void names_are_taken_to_the_letter() {
        RowSchema schema = RowSchema.of(
                Field.of("select", Primitive.INT32),
                Field.of("Id", Primitive.INT32),
                Field.of("id", Primitive.INT32),
                Field.of("with \"quotes\" and spaces.", Primitive.INT32),
                Field.of("größe 100%s ? {d} $1", Primitive.INT32));
        load(destination, plan("\"Order.%s?Items\"", schema), payload(schema, row(1, 2, 3, 4, 5)));

        assertThat(database.query("SELECT * FROM \"Order.%s?Items\""))
                .containsExactly(Map.of(
                        "select", 1, "Id", 2, "id", 3, "with \"quotes\" and spaces.", 4, "größe 100%s ? {d} $1", 5));
    }

    @Test
    void a_table_is_found_in_the_schema_that_is_named() {
        database.execute("CREATE SCHEMA \"sales\"", "CREATE SCHEMA \"other\"");
        load(destination, plan("sales.orders", ID_NAME), ids(0, 3));
        try (IDataDestination inOther = database.destination(Map.of("schema", "other"))) {
            load(inOther, plan("orders", ID_NAME), ids(0, 2));
        }

        assertThat(database.column("SELECT COUNT(*) FROM \"sales\".\"orders\"")).containsExactly(3L);
        assertThat(database.column("SELECT COUNT(*) FROM \"other\".\"orders\"")).containsExactly(2L);
        assertThat(database.column("SELECT COUNT(*) FROM \"other\".\"_headgate_checkpoint\""))
                .containsExactly(1L);
    }

    @Test
    void a_schema_that_is_missing_is_named() {
        assertError(CommonErrorCode.NOT_FOUND, () -> destination.prepare(plan("nowhere.orders", ID_NAME)))
                .hasMessageContaining("nowhere")
                .hasMessageContaining("Create it");
    }

    @Test
    void a_second_instance_adds_rows() {
        load(destination, plan("orders", ID_NAME), ids(0, 3));
        load(destination, plan("orders", ID_NAME), ids(0, 3));

        assertThat(database.count("orders")).isEqualTo(6);
    }

    @Test
    void a_table_gets_the_columns_that_it_lacks() {
        load(destination, plan("orders", ID_NAME), ids(0, 1));
        RowSchema wider = RowSchema.of(
                Field.required("id", Primitive.INT64),
                Field.required("price", new DataType.Decimal(10, 2)),
                Field.of("name", Primitive.STRING));
        load(destination, plan("orders", wider), payload(wider, row(7L, new java.math.BigDecimal("1.25"), "x")));

        assertThat(database.column("SELECT \"price\" FROM \"orders\" WHERE \"id\" = 7"))
                .containsExactly(new java.math.BigDecimal("1.25"));
        assertThat(database.column("SELECT \"price\" FROM \"orders\" WHERE \"id\" = 0"))
                .containsExactly((Object) null);
    }

    @Test
    void a_column_that_differs_in_case_alone_is_used() {
        database.execute("CREATE TABLE \"T\" (\"ID\" BIGINT NOT NULL, \"NAME\" VARCHAR(10))");
        load(destination, plan("T", ID_NAME), ids(0, 2));

        assertThat(database.query("SELECT \"ID\", \"NAME\" FROM \"T\"")).hasSize(2);
    }

    @Test
    void columns_that_cannot_hold_the_stream_are_all_refused_before_anything_moves() {
        database.execute("CREATE TABLE \"t\" (\"a\" TIME, \"b\" DATE, \"c\" VARCHAR(5) NOT NULL)");
        RowSchema schema = RowSchema.of(
                Field.of("a", new DataType.Decimal(12, 2)),
                Field.of("b", Primitive.STRING),
                Field.of("d", Primitive.DATE));

        assertError(CommonErrorCode.TARGET_MISMATCH, () -> destination.prepare(plan("t", schema)))
                .hasMessageContaining(database.schema() + ".t")
                .hasMessageContaining("\"a\"")
                .hasMessageContaining("decimal(12,2)")
                .hasMessageContaining("\"b\"")
                .hasMessageContaining("\"c\"")
                .hasMessageContaining("NOT NULL without a default")
                .hasMessageContaining("alter the column");
        assertThat(database.query("SELECT * FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_NAME = 't'"))
                .hasSize(3);
    }

    @Test
    void a_column_that_may_not_be_widened_rejects_only_what_it_cannot_hold() {
        database.execute("CREATE TABLE \"t\" (\"id\" SMALLINT, \"name\" VARCHAR(3), \"price\" NUMERIC(4,1))");
        RowSchema schema = RowSchema.of(
                Field.of("id", Primitive.INT64),
                Field.of("name", Primitive.STRING),
                Field.of("price", new DataType.Decimal(10, 2)));
        List<RejectedRecord> rejected = load(
                destination,
                plan("t", schema).withSchemaMode(SchemaMode.DISCARD_COLUMNS),
                payload(
                        schema,
                        row(32767L, "äöü", new java.math.BigDecimal("999.90")),
                        row(32768L, "a", null),
                        row(3L, "four", null),
                        row(4L, "a", new java.math.BigDecimal("1.25")),
                        row(5L, "a", new java.math.BigDecimal("1000.00")),
                        row(-32768L, null, new java.math.BigDecimal("-999.90"))));

        assertThat(database.column("SELECT \"id\" FROM \"t\" ORDER BY 1").toString())
                .isEqualTo("[-32768, 32767]");
        assertThat(rejected.stream().map(record -> record.place() + " " + record.code()))
                .containsExactly(
                        "test:2 VALUE_OUT_OF_RANGE",
                        "test:3 VALUE_TOO_LONG",
                        "test:4 VALUE_LOSES_DIGITS",
                        "test:5 VALUE_OUT_OF_RANGE");
        assertThat(database.column("SELECT \"place\" FROM \"t_rejects\" ORDER BY 1"))
                .containsExactly("test:2", "test:3", "test:4", "test:5");
    }

    @Test
    void a_key_that_has_changed_is_told_with_the_index_of_the_old_one() {
        load(destination, Loads.keyed(ID_NAME, "id"), payload(ID_NAME, row(1L, "a"), row(2L, "b")));
        assertError(CommonErrorCode.TARGET_MISMATCH, () -> destination.prepare(Loads.keyed(ID_NAME, "name")))
                .hasMessageContaining("no unique index on its key (name)")
                .hasMessageContaining("DROP INDEX ")
                .hasMessageContaining(".\"t_headgate_key\"");
        database.execute("DROP INDEX \"t_headgate_key\"");
        load(destination, Loads.keyed(ID_NAME, "name"), payload(ID_NAME, row(3L, "b")));
        assertThat(database.query("SELECT * FROM \"t\" ORDER BY \"id\"").toString())
                .isEqualToIgnoringCase("[{id=1, name=a}, {id=3, name=b}]");
    }

    @Test
    void columns_are_widened_where_no_value_changes_and_left_alone_otherwise() {
        database.execute(
                "CREATE TABLE \"t\" (\"a\" SMALLINT DEFAULT 5 NOT NULL, \"b\" NUMERIC(4,1), \"c\" REAL, \"d\" INTEGER,"
                        + " \"e\" VARCHAR(3), \"f\" NUMERIC(20,2), \"g\" DOUBLE PRECISION)",
                "INSERT INTO \"t\" VALUES (32767, 999.9, 1.5, -2147483648, 'abc', 1.25, 0.1)",
                "CREATE UNIQUE INDEX \"by_a\" ON \"t\" (\"a\")");
        RowSchema schema = RowSchema.of(
                Field.of("a", Primitive.INT32),
                Field.of("b", new DataType.Decimal(7, 3)),
                Field.of("c", Primitive.FLOAT64),
                Field.of("d", new DataType.Decimal(3, 2)),
                Field.of("e", Primitive.STRING),
                Field.of("f", Primitive.INT64),
                Field.of("g", Primitive.INT64));
        List<RejectedRecord> rejected = load(
                destination,
                plan("t", schema),
                payload(
                        schema,
                        row(70_000, new BigDecimal("9999.125"), 0.1, new BigDecimal("1.25"), "x", 7L, 8L),
                        row(32_767, null, null, null, null, null, null),
                        row(1, null, null, null, "four", null, null)));

        assertThat(rejected)
                .extracting(RejectedRecord::code)
                .containsExactlyInAnyOrder("REFUSED_BY_DATABASE", "VALUE_TOO_LONG");
        assertThat(texts("SELECT \"a\", \"b\", \"c\", \"d\", \"f\", \"g\" FROM \"t\" ORDER BY 1"))
                .containsExactly("32767 999.900 1.5 -2147483648.00 1.25 0.1", "70000 9999.125 0.1 1.25 7.00 8.0");
        TableName name = new TableName(database.schema(), "t");
        assertThat(types(name))
                .containsExactly(
                        "INT32", "NUMERIC(7,3)", "FLOAT64", "NUMERIC(12,2)", "TEXT", "NUMERIC(20,2)", "FLOAT64");
    }

    private List<String> texts(String sql) {
        return database.query(sql).stream()
                .map(row -> row.values().stream().map(String::valueOf).collect(Collectors.joining(" ")))
                .toList();
    }

    private List<String> types(TableName name) {
        Dialect dialect = database.isPostgres() ? new PostgresDialect() : new H2Dialect();
        try (Connection connection = database.connect()) {
            return dialect.columns(connection, name).stream()
                    .map(column -> column.type().kind() == SqlType.Kind.NUMERIC
                            ? "NUMERIC(" + column.type().precision() + ","
                                    + column.type().scale() + ")"
                            : column.type().kind().name())
                    .toList();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_change_that_the_database_refuses_is_named_with_its_statement() {
        database.execute(
                "CREATE TABLE \"t\" (\"id\" INTEGER, \"name\" VARCHAR(9))",
                "CREATE VIEW \"v\" AS SELECT \"id\" + 1 AS \"next\" FROM \"t\"");
        RowSchema schema = RowSchema.of(Field.of("id", Primitive.INT64));
        if (database.isPostgres()) {
            assertError(CommonErrorCode.TARGET_MISMATCH, () -> destination.prepare(plan("t", schema)))
                    .hasMessageContaining("ALTER TABLE \"public\".\"t\" ALTER COLUMN \"id\" SET DATA TYPE bigint")
                    .hasMessageContaining("view")
                    .hasMessageContaining("discard_columns");
        } else {
            load(destination, plan("t", schema), payload(schema, row(1L << 40)));
            assertThat(database.column("SELECT \"next\" FROM \"v\"")).containsExactly((1L << 40) + 1);
        }
    }

    @Test
    void times_finer_than_the_column_are_rejected_instead_of_rounded() {
        database.execute("CREATE TABLE \"t\" (\"at\" TIMESTAMP(3), \"day\" TIME(0))");
        RowSchema schema = RowSchema.of(Field.of("at", Primitive.TIMESTAMP), Field.of("day", Primitive.TIME));
        List<RejectedRecord> rejected = load(
                destination,
                plan("t", schema),
                payload(
                        schema,
                        row(java.time.LocalDateTime.parse("1969-12-31T23:59:59.123"), java.time.LocalTime.of(1, 2, 3)),
                        row(java.time.LocalDateTime.parse("2020-01-01T00:00:00.1234"), null),
                        row(null, java.time.LocalTime.parse("01:02:03.5"))));

        assertThat(rejected)
                .extracting(RejectedRecord::code)
                .containsOnly("VALUE_LOSES_DIGITS")
                .hasSize(2);
        assertThat(database.count("t")).isEqualTo(1);
    }

    @Test
    void numbers_and_times_go_into_text_columns_as_text() {
        database.execute("CREATE TABLE \"t\" (\"a\" VARCHAR(4), \"b\" VARCHAR(40), \"c\" VARCHAR(40))");
        RowSchema schema = RowSchema.of(
                Field.of("a", Primitive.INT32),
                Field.of("b", Primitive.TIMESTAMP_TZ),
                Field.of("c", new DataType.ListOf(Primitive.STRING)));
        List<RejectedRecord> rejected = load(
                destination,
                plan("t", schema),
                payload(
                        schema,
                        row(1234, java.time.Instant.parse("2024-05-06T07:08:09Z"), List.of("x\"y", "z")),
                        row(12345, null, null)));

        assertThat(database.query("SELECT * FROM \"t\"").toString())
                .isEqualTo("[{a=1234, b=2024-05-06T07:08:09Z, c=[\"x\\\"y\",\"z\"]}]");
        assertThat(rejected).extracting(RejectedRecord::code).containsExactly("VALUE_TOO_LONG");
    }

    @Test
    void a_long_table_name_still_has_a_reject_table() {
        String longest = "t".repeat(database.isPostgres() ? 63 : 256);
        load(destination, plan(longest, ID_NAME), ids(0, 1));
        assertThat(database.count(longest)).isEqualTo(1);

        assertError(CommonErrorCode.TARGET_MISMATCH, () -> destination.prepare(plan(longest + "t", ID_NAME)))
                .hasMessageContaining("too long");
    }

    @Test
    void a_table_that_is_not_for_rejects_is_not_used_for_them() {
        database.execute("CREATE TABLE \"t_rejects\" (\"a\" INTEGER)");
        assertError(CommonErrorCode.TARGET_MISMATCH, () -> destination.prepare(plan("t", ID_NAME)))
                .hasMessageContaining("t_rejects");
    }

    @Test
    void a_view_is_no_target() {
        database.execute("CREATE TABLE \"base\" (\"id\" BIGINT)", "CREATE VIEW \"v\" AS SELECT * FROM \"base\"");
        assertError(
                        CommonErrorCode.TARGET_MISMATCH,
                        () -> destination.prepare(plan("v", RowSchema.of(Field.of("id", Primitive.INT64)))))
                .hasMessageContaining("no ordinary table");
    }
}
