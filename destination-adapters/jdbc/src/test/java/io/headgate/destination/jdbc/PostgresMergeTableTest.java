package io.headgate.destination.jdbc;

import static io.headgate.destination.jdbc.DatabaseTests.assertError;
import static io.headgate.destination.jdbc.Loads.ID_NAME;
import static io.headgate.destination.jdbc.Loads.ids;
import static io.headgate.destination.jdbc.Loads.load;
import static io.headgate.destination.jdbc.Loads.payload;
import static io.headgate.destination.jdbc.Loads.payloadInto;
import static io.headgate.destination.jdbc.Loads.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.ModeOptions;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.source.RejectedRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables that were there before their rows are told apart by a key. */
class PostgresMergeTableTest {

    private static final RowSchema DELETABLE = RowSchema.of(
            Field.required("id", Primitive.INT64),
            Field.of("name", Primitive.STRING),
            Field.of("gone", Primitive.BOOLEAN));
    private static final ModeOptions DELETING = new ModeOptions("gone", ModeOptions.Scd2.DEFAULT);

    private final TestDatabase database = TestDatabase.postgres(PostgresMergeTableTest.class);

    private List<RejectedRecord> merge(RowSchema schema, ModeOptions options, Object[]... rows) {
        try (IDataDestination destination = database.destination()) {
            StreamPlan plan = Loads.plan(WriteMode.MERGE, "t", schema, options);
            List<RejectedRecord> rejected = load(destination, plan, payload(schema, rows));
            destination.attach(plan).forget();
            return rejected;
        }
    }

    private List<Object> rows() {
        return database.column("SELECT concat(id, ' ', name) FROM t ORDER BY id");
    }

    private List<Object> uniqueIndexes() {
        return database.column("SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = 't'::regclass AND"
                + " indisunique ORDER BY 1");
    }

    @Test
    void a_table_without_a_unique_index_on_the_key_gets_one() {
        database.execute("CREATE TABLE t (id bigint, name text)", "INSERT INTO t VALUES (1, 'old'), (NULL, 'nobody')");
        merge(ID_NAME, ModeOptions.NONE, row(1L, "new"), row(2L, "more"));
        assertThat(rows()).containsExactly("1 new", "2 more", " nobody");
        assertThat(uniqueIndexes()).containsExactly("t_headgate_key");
        merge(ID_NAME, ModeOptions.NONE, row(3L, "again"));
        assertThat(uniqueIndexes()).containsExactly("t_headgate_key");
    }

    @Test
    void a_primary_key_that_is_there_is_used_whatever_the_order_of_its_columns() {
        database.execute("CREATE TABLE t (id bigint, name text, PRIMARY KEY (name, id))");
        try (IDataDestination destination = database.destination()) {
            load(
                    destination,
                    Loads.keyed(ID_NAME, "id", "name"),
                    payload(ID_NAME, row(1L, "a"), row(1L, "a"), row(1L, "b")));
        }
        assertThat(rows()).containsExactlyInAnyOrder("1 a", "1 b");
        assertThat(uniqueIndexes()).containsExactly("t_pkey");
    }

    @Test
    void a_table_that_holds_a_key_twice_is_refused_with_an_example() {
        database.execute("CREATE TABLE t (id bigint, name text)", "INSERT INTO t VALUES (7, 'a'), (7, 'b'), (8, 'c')");
        assertError(CommonErrorCode.TARGET_MISMATCH, () -> merge(ID_NAME, ModeOptions.NONE, row(7L, "x")))
                .hasMessageContaining("2 rows with (7) in \"id\"");
        assertThat(rows()).containsExactlyInAnyOrder("7 a", "7 b", "8 c");
    }

    @Test
    void columns_of_the_table_that_the_stream_does_not_have_keep_their_values() {
        database.execute(
                "CREATE TABLE t (id bigint PRIMARY KEY, name text, counted int DEFAULT 1)",
                "INSERT INTO t VALUES (1, 'old', 99)");
        merge(ID_NAME, ModeOptions.NONE, row(1L, "new"), row(2L, "more"));
        assertThat(database.column("SELECT counted FROM t ORDER BY id")).containsExactly(99, 1);
    }

    @Test
    void a_record_that_violates_a_constraint_is_rejected_but_a_deletion_needs_only_its_key() {
        database.execute(
                "CREATE TABLE t (id bigint PRIMARY KEY, name text NOT NULL CHECK (length(name) < 9))",
                "INSERT INTO t VALUES (1, 'old'), (2, 'old')");
        List<RejectedRecord> rejected = merge(
                DELETABLE,
                DELETING,
                row(1L, null, true),
                row(2L, null, false),
                row(3L, "much too long", null),
                row(4L, "fits", null));
        assertThat(rows()).containsExactly("2 old", "4 fits");
        assertThat(rejected).extracting(RejectedRecord::place).containsExactly("test:2", "test:3");
        assertThat(rejected.get(0).raw())
                .as("the record as it came")
                .contains("gone")
                .doesNotContain("_headgate");
    }

    @Test
    void a_payload_that_names_another_table_is_refused() {
        try (IDataDestination destination = database.destination()) {
            StreamPlan plan = Loads.plan(WriteMode.MERGE, "t", ID_NAME, ModeOptions.NONE);
            assertError(
                            CommonErrorCode.INVALID_CONFIGURATION,
                            () -> load(destination, plan, payloadInto("other", ID_NAME, row(1L, "a"))))
                    .hasMessageContaining("other");
        }
    }

    @Test
    void a_history_refuses_rows_that_have_no_place_in_it() {
        database.execute("CREATE TABLE t (id bigint, name text)", "INSERT INTO t VALUES (1, 'old')");
        try (IDataDestination destination = database.destination()) {
            StreamPlan plan = Loads.plan(WriteMode.SCD2, "t", ID_NAME, ModeOptions.NONE);
            assertError(CommonErrorCode.TARGET_MISMATCH, () -> load(destination, plan, ids(0, 3)))
                    .hasMessageContaining("1 rows without a value in \"valid_from\"");
        }
        assertThat(database.column("SELECT count(*) FROM t")).containsExactly(1L);
    }

    @Test
    void what_a_process_left_that_died_right_after_preparing_is_removed_a_day_later() {
        StreamPlan abandoned = Loads.plan(WriteMode.MERGE, "t", ID_NAME, ModeOptions.NONE);
        try (IDataDestination destination = database.destination()) {
            destination.prepare(abandoned).close();
        }
        merge(ID_NAME, ModeOptions.NONE, row(1L, "a"));
        assertThat(staged()).as("it may be under way").hasSize(1);
        database.execute("UPDATE _headgate_checkpoint SET updated_at = now() - interval '25 hours'");
        merge(ID_NAME, ModeOptions.NONE, row(2L, "b"));
        assertThat(staged()).isEmpty();
        assertThat(database.count("_headgate_checkpoint")).isZero();
    }

    private List<Object> staged() {
        return database.column(
                "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE '\\_headgate\\_stage%'");
    }

    @Test
    void a_frozen_publisher_neither_holds_up_its_successor_nor_publishes_behind_it() throws Exception {
        // The publisher is stopped after it has applied everything, with all its locks held.
        StreamPlan plan = Loads.plan(WriteMode.MERGE, "t", ID_NAME, ModeOptions.NONE);
        Process frozen = PublishingChild.start(database, plan.instance(), "jdbc.publish.applied=pause");
        try (var output = ChildWriter.output(frozen)) {
            ChildWriter.readUntil(output, "reached jdbc.publish.applied");
            PublishingChild.publish(database, plan.instance(), 2);
            assertThat(database.column("SELECT id FROM t")).hasSize(10);
        } finally {
            frozen.destroyForcibly().waitFor();
        }
        assertThat(database.column("SELECT id FROM t")).hasSize(10);
    }
}
