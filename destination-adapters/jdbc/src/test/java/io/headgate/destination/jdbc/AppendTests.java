package io.headgate.destination.jdbc;

import static io.headgate.destination.jdbc.Loads.ID_NAME;
import static io.headgate.destination.jdbc.Loads.checkpoint;
import static io.headgate.destination.jdbc.Loads.ids;
import static io.headgate.destination.jdbc.Loads.load;
import static io.headgate.destination.jdbc.Loads.payload;
import static io.headgate.destination.jdbc.Loads.payloadInto;
import static io.headgate.destination.jdbc.Loads.plan;
import static io.headgate.destination.jdbc.Loads.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.Checkpoint;
import io.headgate.api.state.StreamState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds on every database. */
abstract class AppendTests {

    TestDatabase database;
    IDataDestination destination;

    abstract TestDatabase newDatabase();

    @BeforeEach
    void open() {
        database = newDatabase();
        destination = database.destination();
    }

    @AfterEach
    void close() {
        destination.close();
    }

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
        database.execute("CREATE TABLE \"t\" (\"a\" INTEGER, \"b\" DATE, \"c\" VARCHAR(5) NOT NULL)");
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
    void a_column_that_is_too_narrow_rejects_only_what_it_cannot_hold() {
        database.execute("CREATE TABLE \"t\" (\"id\" SMALLINT, \"name\" VARCHAR(3), \"price\" NUMERIC(4,1))");
        RowSchema schema = RowSchema.of(
                Field.of("id", Primitive.INT64),
                Field.of("name", Primitive.STRING),
                Field.of("price", new DataType.Decimal(10, 2)));
        List<RejectedRecord> rejected = load(
                destination,
                plan("t", schema),
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
    void records_that_the_database_refuses_are_found_among_their_neighbours() {
        database.execute(
                "CREATE TABLE \"t\" (\"id\" BIGINT PRIMARY KEY CHECK (\"id\" % 1000 <> 7), \"name\" VARCHAR(99))");
        StreamPlan plan = plan("t", ID_NAME);
        List<RejectedRecord> rejected = load(destination, plan, ids(0, 5000), ids(4999, 5010));

        assertThat(database.count("t")).isEqualTo(5010 - 6);
        assertThat(rejected)
                .extracting(RejectedRecord::place)
                .containsExactly("test:8", "test:1008", "test:2008", "test:3008", "test:4008", "test:1", "test:9");
        assertThat(rejected.get(0).code()).isEqualTo("REFUSED_BY_DATABASE");
        assertThat(rejected.get(0).reason()).containsIgnoringCase("check");
        assertThat(rejected.get(0).raw()).isEqualTo("{\"id\":7,\"name\":\"name 7\"}");
        assertThat(database.count("t_rejects")).isEqualTo(7);
    }

    @Test
    void rejects_of_the_source_are_stored_in_the_same_commit() {
        StreamPlan plan = plan("t", ID_NAME);
        DataSourcePayload payload = new DataSourcePayload(
                ids(0, 2).data(),
                List.of(new RejectedRecord("file:3", "RAGGED", "too few fields", "a\0\uD83D\uDE00")),
                Map.of(),
                StreamState.EMPTY,
                null);
        try (StreamTarget target = destination.prepare(plan)) {
            try (PartitionWriter writer = target.open(plan.partition("p0"), 1)) {
                writer.write(payload, record -> {
                    throw new AssertionError("was counted by the caller");
                });
            }
            assertThat(database.count("t_rejects")).isZero();
            try (PartitionWriter writer = target.open(plan.partition("p0"), 2)) {
                writer.write(payload, record -> {});
                writer.commit(checkpoint(1));
            }
        }
        Map<String, Object> stored = database.query(
                        "SELECT \"flow\", \"instance\", \"stream\", \"partition\", \"place\","
                                + " \"code\" FROM \"t_rejects\"")
                .get(0);
        assertThat(stored.values()).containsExactly("flow", plan.instance(), "stream", "p0", "file:3", "RAGGED");
    }

    @Test
    void a_reject_too_many_gives_up_the_chunk() {
        database.execute("CREATE TABLE \"t\" (\"id\" BIGINT CHECK (\"id\" <> 5), \"name\" VARCHAR(99))");
        StreamPlan plan = plan("t", ID_NAME);
        try (StreamTarget target = destination.prepare(plan);
                PartitionWriter writer = target.open(plan.partition("p0"), 1)) {
            assertThatThrownBy(() -> writer.write(ids(0, 10), record -> {
                        throw new HeadgateException(CommonErrorCode.REJECT_LIMIT_EXCEEDED, "one too many");
                    }))
                    .hasMessage("one too many");
            assertThatThrownBy(() -> writer.commit(checkpoint(1))).isInstanceOf(IllegalStateException.class);
        }
        assertThat(database.count("t")).isZero();
        assertThat(database.count("t_rejects")).isZero();
    }

    @Test
    void a_payload_can_name_another_table() {
        StreamPlan plan = plan("t", ID_NAME);
        load(destination, plan, ids(0, 2), payloadInto("elsewhere", ID_NAME, row(9L, "x")), ids(2, 4));

        assertThat(database.count("t")).isEqualTo(4);
        assertThat(database.column("SELECT \"id\" FROM \"elsewhere\"")).containsExactly(9L);
        assertThat(database.count("elsewhere_rejects")).isZero();
    }

    @Test
    void a_checkpoint_comes_back_to_the_letter() {
        StreamPlan plan = plan("t", ID_NAME);
        String state = "{\"text\":\"'quoted' \\\"double\\\" \\\\ \\n Ä\uD83D\uDE00\",\"long\":\"" + "x".repeat(100_000)
                + "\"}";
        Checkpoint given = new Checkpoint(3, 30, 20, 10, state, false);
        try (StreamTarget target = destination.prepare(plan)) {
            try (PartitionWriter writer = target.open(plan.partition("p0"), 1)) {
                assertThat(writer.lastCommitted()).isNull();
                assertThat(writer.commit(given)).isEqualTo(given);
            }
            destination.prepare(plan).close();
            try (PartitionWriter writer = target.open(plan.partition("p0"), 2)) {
                assertThat(writer.lastCommitted()).isEqualTo(given);
            }
        }
    }

    @Test
    void what_is_not_committed_is_given_up() {
        StreamPlan plan = plan("t", ID_NAME);
        try (StreamTarget target = destination.prepare(plan)) {
            try (PartitionWriter writer = target.open(plan.partition("p0"), 1)) {
                writer.write(ids(0, 10), record -> {});
                writer.commit(checkpoint(1));
                writer.write(ids(10, 20), record -> {});
            }
            try (PartitionWriter writer = target.open(plan.partition("p0"), 2)) {
                assertThat(writer.lastCommitted()).isEqualTo(checkpoint(1));
            }
        }
        assertThat(database.count("t")).isEqualTo(10);
    }

    @Test
    void a_superseded_writer_can_neither_commit_nor_finish() {
        StreamPlan plan = plan("t", ID_NAME);
        try (StreamTarget target = destination.prepare(plan);
                PartitionWriter zombie = target.open(plan.partition("p0"), 1)) {
            zombie.write(ids(0, 10), record -> {});
            zombie.commit(checkpoint(1));
            zombie.write(ids(10, 20), record -> {});
            try (PartitionWriter successor = target.open(plan.partition("p0"), 2)) {
                assertError(CommonErrorCode.FENCED, () -> zombie.commit(checkpoint(2)))
                        .hasMessageContaining("taken over partition 'p0'");
                successor.write(ids(10, 15), record -> {});
                successor.commit(checkpoint(2));
            }
            assertError(CommonErrorCode.FENCED, () -> target.open(plan.partition("p0"), 1));
            assertError(CommonErrorCode.FENCED, () -> target.publish(1));
            target.publish(2);
        }
        assertThat(database.count("t")).isEqualTo(15);
    }

    @Test
    void of_two_writers_of_the_same_run_only_the_later_can_commit() {
        StreamPlan plan = plan("t", ID_NAME);
        try (StreamTarget target = destination.prepare(plan);
                PartitionWriter first = target.open(plan.partition("p0"), 1);
                PartitionWriter second = target.open(plan.partition("p0"), 1)) {
            assertError(CommonErrorCode.FENCED, () -> first.commit(checkpoint(1)));
            second.write(ids(0, 1), record -> {});
            second.commit(checkpoint(1));
        }
        assertThat(database.count("t")).isEqualTo(1);
    }

    @Test
    void a_partition_that_is_not_planned_or_forgotten_is_fenced() {
        StreamPlan plan = plan("t", ID_NAME);
        StreamPlan other = plan("t", ID_NAME);
        try (StreamTarget early = destination.attach(plan)) {
            assertError(CommonErrorCode.FENCED, () -> early.open(plan.partition("p0"), 1))
                    .hasMessageContaining("planned");
        }
        load(destination, other, ids(0, 1));
        try (StreamTarget target = destination.prepare(plan)) {
            assertError(CommonErrorCode.FENCED, () -> target.open(plan.partition("p1"), 1));
            try (PartitionWriter writer = target.open(plan.partition("p0"), 1)) {
                target.forget();
                target.forget();
                assertError(CommonErrorCode.FENCED, () -> writer.finish(checkpoint(1)));
            }
            assertError(CommonErrorCode.FENCED, () -> target.open(plan.partition("p0"), 2));
            target.publish(2);
        }
        assertThat(database.column("SELECT \"instance\" FROM \"_headgate_checkpoint\""))
                .containsExactly(other.instance());
    }

    @Test
    void finishing_again_after_a_restart_changes_nothing() {
        StreamPlan plan = plan("t", ID_NAME);
        load(destination, plan, ids(0, 3));
        try (StreamTarget target = destination.attach(plan);
                PartitionWriter writer = target.open(plan.partition("p0"), 2)) {
            Checkpoint last = writer.lastCommitted();
            assertThat(last).isNotNull();
            assertThat(last.complete()).isTrue();
            writer.finish(last);
            target.publish(2);
            target.publish(2);
        }
        assertThat(database.count("t")).isEqualTo(3);
    }

    @Test
    void a_checkpoint_never_moves_back() {
        StreamPlan plan = plan("t", ID_NAME);
        try (StreamTarget target = destination.prepare(plan);
                PartitionWriter writer = target.open(plan.partition("p0"), 1)) {
            writer.commit(checkpoint(2));
            assertError(CommonErrorCode.INTERNAL_ERROR, () -> writer.commit(checkpoint(1)));
        }
    }

    @Test
    void streams_are_prepared_by_many_threads_at_once() throws Exception {
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String stream = "stream_" + i;
            String table = i % 2 == 0 ? "shared" : "own_" + i;
            tasks.add(() -> {
                StreamPlan plan = plan(UUID.randomUUID(), stream, table, ID_NAME, "p0", "p1", "p2");
                try (IDataDestination own = database.destination();
                        StreamTarget target = own.prepare(plan)) {
                    loadPartitions(target, plan);
                }
                return null;
            });
        }
        inParallel(tasks);

        assertThat(database.count("shared")).isEqualTo(4 * 3 * 100);
        assertThat(database.count("own_1")).isEqualTo(300);
        assertThat(database.count("_headgate_checkpoint")).isEqualTo(24);
    }

    private static void loadPartitions(StreamTarget target, StreamPlan plan) {
        for (String partition : plan.partitions()) {
            try (PartitionWriter writer = target.open(plan.partition(partition), 1)) {
                writer.write(ids(0, 50), record -> {});
                writer.commit(checkpoint(1));
                writer.write(ids(50, 100), record -> {});
                writer.finish(checkpoint(2));
            }
        }
    }

    @Test
    void partitions_are_written_by_many_threads_at_once() throws Exception {
        StreamPlan plan = plan("t", ID_NAME, "a", "b", "c", "d");
        List<Callable<Void>> tasks = new ArrayList<>();
        try (StreamTarget target = destination.prepare(plan)) {
            for (String partition : plan.partitions()) {
                tasks.add(() -> {
                    try (PartitionWriter writer = target.open(plan.partition(partition), 1)) {
                        for (int i = 1; i <= 10; i++) {
                            writer.write(ids(0, 100), record -> {});
                            writer.write(payloadInto("more", ID_NAME, row(1L, partition)), record -> {});
                            writer.commit(checkpoint(i));
                        }
                    }
                    return null;
                });
            }
            inParallel(tasks);
        }
        assertThat(database.count("t")).isEqualTo(4000);
        assertThat(database.count("more")).isEqualTo(40);
    }

    private static void inParallel(List<Callable<Void>> tasks) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(tasks.size());
        try {
            for (Future<Void> done : pool.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void other_modes_are_refused_for_now() {
        StreamPlan append = plan("t", ID_NAME);
        StreamPlan overwrite = new StreamPlan(
                append.flow(),
                append.instance(),
                append.startedAt(),
                append.stream(),
                append.table(),
                append.schema(),
                WriteMode.OVERWRITE,
                List.of(),
                append.partitions());
        assertError(CommonErrorCode.INVALID_CONFIGURATION, () -> destination.prepare(overwrite))
                .hasMessageContaining("write_mode");
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

    @Test
    void a_batch_of_which_every_record_is_refused_leaves_only_rejects() {
        database.execute("CREATE TABLE \"t\" (\"id\" BIGINT CHECK (\"id\" < 0), \"name\" VARCHAR(99))");
        List<RejectedRecord> rejected = Collections.unmodifiableList(load(destination, plan("t", ID_NAME), ids(0, 33)));
        assertThat(rejected).hasSize(33);
        assertThat(database.count("t")).isZero();
    }

    static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertError(
            io.headgate.api.error.ErrorCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOf(HeadgateException.class)
                .satisfies(e -> assertThat(((HeadgateException) e).code()).isEqualTo(code));
    }
}
