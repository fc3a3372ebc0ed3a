package io.headgate.destination.jdbc;

import static io.headgate.destination.jdbc.DatabaseTests.assertError;
import static io.headgate.destination.jdbc.Loads.ID_NAME;
import static io.headgate.destination.jdbc.Loads.ids;
import static io.headgate.destination.jdbc.Loads.load;
import static io.headgate.destination.jdbc.Loads.payload;
import static io.headgate.destination.jdbc.Loads.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.ModeOptions;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.Checkpoint;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of everything that hangs on a table when its rows are replaced. */
class PostgresSwapTest {

    private final TestDatabase database = TestDatabase.postgres(PostgresSwapTest.class);

    private static StreamPlan overwrite() {
        return Loads.plan(WriteMode.OVERWRITE, "t", ID_NAME, ModeOptions.NONE);
    }

    private void overwriteWith(int from, int to) {
        try (IDataDestination destination = database.destination()) {
            assertThat(load(destination, overwrite(), ids(from, to))).isEmpty();
        }
    }

    private Object identity() {
        return database.column("SELECT 't'::regclass::oid").get(0);
    }

    private List<Object> landed() {
        return database.column("SELECT id FROM t ORDER BY id");
    }

    private List<Object> staged() {
        return database.column("SELECT relname FROM pg_class WHERE relname LIKE '\\_headgate\\_stage%'");
    }

    /** All that a user may have set on the table, as text. */
    private List<Object> everything() {
        List<Object> all = new ArrayList<>();
        all.addAll(
                database.column("SELECT concat_ws(' ', c.relname, relowner::regrole, ARRAY(SELECT unnest(relacl)::text"
                        + " ORDER BY 1), reloptions, obj_description(c.oid, 'pg_class')) FROM pg_class c WHERE c.oid ="
                        + " 't'::regclass"));
        all.addAll(
                database.column(
                        "SELECT concat_ws(' ', attname, format_type(atttypid, atttypmod), attnotnull, attacl,"
                                + " col_description(attrelid, attnum), attstorage, attcompression, attgenerated,"
                                + " pg_get_expr(adbin, adrelid)) FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum ="
                                + " attnum WHERE attrelid = 't'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum"));
        all.addAll(database.column("SELECT concat_ws(' ', pg_get_indexdef(indexrelid), obj_description(indexrelid,"
                + " 'pg_class')) FROM pg_index WHERE indrelid = 't'::regclass ORDER BY 1"));
        all.addAll(database.column("SELECT concat_ws(' ', conname, pg_get_constraintdef(oid), obj_description(oid,"
                + " 'pg_constraint')) FROM pg_constraint WHERE conrelid = 't'::regclass ORDER BY 1"));
        return all;
    }

    private void roles() {
        for (String role : List.of("reader", "owner", "delegate")) {
            database.execute(
                    "DO $$ BEGIN CREATE ROLE swap_" + role + "; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        }
        database.execute("GRANT CREATE ON SCHEMA public TO swap_owner");
    }

    @Test
    void a_plain_table_is_replaced_by_renaming_and_keeps_all_that_was_set_on_it() {
        roles();
        database.execute(
                "CREATE TABLE t (id bigint, name text COLLATE \"C\" DEFAULT 'none', extra int DEFAULT 7,"
                        + " twice bigint GENERATED ALWAYS AS (id * 2) STORED, CONSTRAINT \"my key\" PRIMARY KEY (id),"
                        + " CONSTRAINT positive CHECK (id >= 0), CONSTRAINT \"odd USING name\" UNIQUE (name, id))"
                        + " WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.5)",
                "CREATE INDEX t_name ON t (lower(name) text_pattern_ops) WHERE id > 3",
                "CREATE INDEX t_extra ON t USING hash (extra)",
                "CREATE UNIQUE INDEX t_unique ON t (id DESC) INCLUDE (name)",
                "ALTER TABLE t OWNER TO swap_owner",
                "GRANT SELECT, INSERT ON t TO swap_reader",
                "GRANT UPDATE ON t TO swap_delegate WITH GRANT OPTION",
                "GRANT SELECT ON t TO PUBLIC",
                "GRANT UPDATE (name), REFERENCES (id) ON t TO swap_reader",
                "COMMENT ON TABLE t IS 'what it''s for'",
                "COMMENT ON COLUMN t.name IS 'a name'",
                "COMMENT ON INDEX t_name IS 'an index'",
                "COMMENT ON CONSTRAINT \"my key\" ON t IS 'a key'",
                "COMMENT ON CONSTRAINT positive ON t IS 'a check'",
                "INSERT INTO t VALUES (1000, 'old')");
        List<Object> before = everything();
        Object oid = identity();
        overwriteWith(0, 50);
        assertThat(identity()).as("it is another table now").isNotEqualTo(oid);
        assertThat(everything()).isEqualTo(before);
        assertThat(landed()).hasSize(50).startsWith(0L).endsWith(49L);
        assertThat(database.column("SELECT DISTINCT extra FROM t")).containsExactly(7);
        assertThat(database.column("SELECT max(twice) FROM t")).containsExactly(98L);
        overwriteWith(10, 20);
        assertThat(everything()).as("after the second time").isEqualTo(before);
        assertThat(landed()).hasSize(10);
        assertThat(staged()).isEmpty();
    }

    @Test
    void default_privileges_do_not_change_the_grants() {
        roles();
        database.execute(
                "CREATE TABLE t (id bigint, name text)",
                "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO swap_reader");
        List<Object> before = everything();
        Object oid = identity();
        overwriteWith(0, 5);
        assertThat(identity()).isNotEqualTo(oid);
        assertThat(database.column("SELECT has_table_privilege('swap_reader', 't', 'SELECT')"))
                .containsExactly(false);
        assertThat(everything()).hasSameSizeAs(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE VIEW on_it AS SELECT * FROM t",
                "CREATE MATERIALIZED VIEW on_it AS SELECT * FROM t",
                "CREATE TABLE other (id bigint REFERENCES t (id) DEFERRABLE)",
                "ALTER TABLE t ADD FOREIGN KEY (id) REFERENCES parent (id)",
                "CREATE TRIGGER on_it AFTER INSERT ON t EXECUTE FUNCTION noop()",
                "CREATE POLICY on_it ON t",
                "CREATE RULE on_it AS ON UPDATE TO t DO ALSO NOTHING",
                "CREATE TABLE child () INHERITS (t)",
                "CREATE PUBLICATION on_it FOR TABLE t",
                "ALTER TABLE t ADD COLUMN number serial",
                "ALTER TABLE t ADD COLUMN number int GENERATED ALWAYS AS IDENTITY",
                "CREATE FUNCTION on_it() RETURNS SETOF t LANGUAGE sql AS 'SELECT * FROM t'",
                "CREATE STATISTICS on_it ON id, name FROM t",
                "ALTER TABLE t ALTER COLUMN name SET STATISTICS 500",
                "ALTER TABLE t REPLICA IDENTITY FULL",
                "ALTER TABLE t ADD CONSTRAINT late UNIQUE (name) DEFERRABLE"
            })
    void a_table_that_something_else_hangs_on_is_rewritten_and_keeps_it(String dependent) {
        database.execute(
                "CREATE TABLE parent (id bigint PRIMARY KEY)",
                "INSERT INTO parent SELECT generate_series(0, 100)",
                "CREATE FUNCTION noop() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
                "CREATE TABLE t (id bigint PRIMARY KEY, name text)",
                "INSERT INTO t VALUES (1, 'old'), (77, 'older')",
                dependent);
        List<Object> before = everything();
        Object oid = identity();
        overwriteWith(0, 50);
        assertThat(identity()).as("it is the same table").isEqualTo(oid);
        assertThat(everything()).isEqualTo(before);
        assertThat(landed()).hasSize(50);
        assertThat(staged()).isEmpty();
        database.execute("DROP PUBLICATION IF EXISTS on_it");
    }

    @Test
    void a_partitioned_table_is_rewritten() {
        database.execute(
                "CREATE TABLE t (id bigint, name text) PARTITION BY RANGE (id)",
                "CREATE TABLE t_low PARTITION OF t FOR VALUES FROM (0) TO (25)",
                "CREATE TABLE t_high PARTITION OF t FOR VALUES FROM (25) TO (100)",
                "INSERT INTO t VALUES (77, 'old')");
        overwriteWith(0, 50);
        assertThat(landed()).hasSize(50);
        assertThat(database.count("t_high")).isEqualTo(25);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ON DELETE CASCADE", "ON DELETE SET NULL DEFERRABLE"})
    void a_table_whose_rows_others_depend_on_is_refused_before_anything_moves(String action) {
        database.execute(
                "CREATE TABLE t (id bigint PRIMARY KEY, name text)",
                "INSERT INTO t VALUES (1, 'old')",
                "CREATE TABLE other (id bigint REFERENCES t (id) " + action + ")",
                "INSERT INTO other VALUES (1)");
        try (IDataDestination destination = database.destination()) {
            assertError(CommonErrorCode.TARGET_MISMATCH, () -> destination.prepare(overwrite()))
                    .hasMessageContaining("foreign key \"other_id_fkey\" of table other")
                    .hasMessageContaining("merge");
        }
        assertThat(landed()).containsExactly(1L);
        assertThat(staged()).isEmpty();
    }

    @Test
    void a_transaction_that_began_during_the_load_still_sees_the_old_rows_after_it() throws SQLException {
        database.execute("CREATE TABLE t (id bigint, name text)", "INSERT INTO t VALUES (1000, 'old')");
        Object oid = identity();
        StreamPlan plan = overwrite();
        try (IDataDestination destination = database.destination();
                StreamTarget target = destination.prepare(plan);
                Connection reader = database.connect();
                Statement statement = reader.createStatement()) {
            try (PartitionWriter writer = target.open(plan.partition("p0"), 1)) {
                writer.write(ids(0, 10), record -> {});
                writer.commit(new Checkpoint(1, 10, 10, 0, "{}", false));
                statement.execute("BEGIN ISOLATION LEVEL REPEATABLE READ");
                statement.execute("SELECT 1");
                writer.write(ids(10, 20), record -> {});
                writer.finish(new Checkpoint(2, 20, 20, 0, "{}", true));
            }
            target.publish(1);
            assertThat(countOf(statement))
                    .as("rows that the older transaction sees")
                    .isEqualTo(1);
            statement.execute("COMMIT");
            assertThat(countOf(statement)).isEqualTo(20);
        }
        assertThat(identity()).as("so it was rewritten").isEqualTo(oid);
    }

    private static long countOf(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT count(*) FROM t")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void a_reader_that_holds_the_table_does_not_hold_up_the_publication() throws SQLException {
        database.execute("CREATE TABLE t (id bigint, name text)", "INSERT INTO t VALUES (1000, 'old')");
        StreamPlan plan = overwrite();
        try (IDataDestination destination = database.destination();
                StreamTarget target = destination.prepare(plan)) {
            try (PartitionWriter writer = target.open(plan.partition("p0"), 1)) {
                writer.write(ids(0, 10), record -> {});
                writer.finish(new Checkpoint(1, 10, 10, 0, "{}", true));
            }
            try (Connection reader = database.connect();
                    Statement statement = reader.createStatement()) {
                statement.execute("BEGIN");
                assertThat(countOf(statement)).isEqualTo(1);
                target.publish(1);
                assertThat(countOf(statement)).isEqualTo(10);
                statement.execute("COMMIT");
            }
        }
    }

    @Test
    void a_record_that_violates_the_targets_constraints_is_rejected_and_its_neighbours_land() {
        database.execute("CREATE TABLE t (id bigint PRIMARY KEY CHECK (id < 100), name text NOT NULL)");
        List<RejectedRecord> rejected;
        try (IDataDestination destination = database.destination()) {
            rejected = load(
                    destination,
                    overwrite(),
                    payload(ID_NAME, row(1L, "a"), row(1L, "twice"), row(200L, "b"), row(2L, null), row(3L, "c")));
        }
        assertThat(landed()).containsExactly(1L, 3L);
        assertThat(rejected).extracting(RejectedRecord::place).containsExactlyInAnyOrder("test:2", "test:3", "test:4");
    }

    @Test
    void a_column_that_was_added_on_the_way_is_kept() {
        database.execute("CREATE TABLE t (id bigint, name text)", "INSERT INTO t VALUES (1000, 'old')");
        StreamPlan plan = overwrite();
        try (IDataDestination destination = database.destination();
                StreamTarget target = destination.prepare(plan)) {
            try (PartitionWriter writer = target.open(plan.partition("p0"), 1)) {
                writer.write(ids(0, 10), record -> {});
                writer.finish(new Checkpoint(1, 10, 10, 0, "{}", true));
            }
            database.execute("ALTER TABLE t ADD COLUMN later int DEFAULT 5", "CREATE INDEX late ON t (id)");
            target.publish(1);
        }
        assertThat(landed()).hasSize(10);
        assertThat(database.column("SELECT DISTINCT later FROM t")).containsExactly(5);
        assertThat(database.column("SELECT indexname FROM pg_indexes WHERE tablename = 't'"))
                .containsExactly("late");
    }
}
