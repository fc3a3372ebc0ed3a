package io.headgate.destination.jdbc;

import static io.headgate.destination.jdbc.Loads.ID_NAME;
import static io.headgate.destination.jdbc.Loads.checkpoint;
import static io.headgate.destination.jdbc.Loads.ids;
import static io.headgate.destination.jdbc.Loads.load;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.ModeOptions;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.state.Checkpoint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody alters the target while a run loads into it. */
class PostgresChangeTest {

    private final TestDatabase database = TestDatabase.postgres(PostgresChangeTest.class);

    private void loadAround(Runnable change) {
        StreamPlan plan = Loads.plan("t", ID_NAME);
        try (IDataDestination destination = database.destination();
                StreamTarget target = destination.prepare(plan);
                PartitionWriter writer = target.open(plan.partition("p0"), 1)) {
            writer.write(ids(1, 4), reject -> assertThat(reject).isNull());
            writer.commit(checkpoint(1));
            change.run();
            writer.write(ids(4, 7), reject -> assertThat(reject).isNull());
            writer.finish(new Checkpoint(2, 6, 6, 0, "{}", true));
            target.publish(1);
        }
    }

    private List<Object> landed() {
        return database.column("SELECT id::text FROM t ORDER BY id");
    }

    @Test
    void a_column_that_another_flow_widens_between_two_chunks_gets_the_right_values() {
        RowSchema wide = RowSchema.of(Field.of("id", new DataType.Decimal(20, 0)), Field.of("name", Primitive.STRING));
        loadAround(() -> {
            try (IDataDestination other = database.destination()) {
                other.prepare(Loads.plan("t", wide)).close();
            }
        });
        assertThat(landed()).containsExactly("1", "2", "3", "4", "5", "6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"integer", "double precision", "numeric"})
    void a_column_that_gets_another_type_between_two_chunks_gets_the_right_values(String type) {
        loadAround(() -> database.execute("ALTER TABLE t ALTER id TYPE " + type));
        assertThat(landed()).containsExactly("1", "2", "3", "4", "5", "6");
    }

    @Test
    void a_column_that_gets_a_type_which_does_not_fit_between_two_chunks_is_refused() {
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() ->
                        loadAround(() -> database.execute("ALTER TABLE t ALTER id TYPE date USING '2026-01-01'::date")))
                .withMessageContaining("id");
        assertThat(database.count("t")).isEqualTo(3);
    }

    @Test
    void a_table_that_was_dropped_between_two_chunks_is_told_to_be_gone() {
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> loadAround(() -> database.execute("DROP TABLE t")))
                .withMessageContaining("does not exist any more")
                .withMessageContaining("fresh=true");
    }

    @Test
    void a_reference_that_deletes_with_the_table_is_noticed_before_it_is_rewritten() {
        database.execute(
                "CREATE TABLE t (id bigint PRIMARY KEY, name text)",
                "INSERT INTO t VALUES (1, 'a'), (2, 'b')",
                "CREATE TABLE items (id bigint, t_id bigint)",
                "INSERT INTO items VALUES (10, 1), (20, 2)");
        StreamPlan plan = Loads.plan(WriteMode.OVERWRITE, "t", ID_NAME, ModeOptions.NONE);
        try (IDataDestination destination = database.destination();
                StreamTarget target = destination.prepare(plan);
                PartitionWriter writer = target.open(plan.partition("p0"), 1)) {
            writer.write(ids(1, 4), reject -> assertThat(reject).isNull());
            writer.finish(new Checkpoint(1, 3, 3, 0, "{}", true));
            database.execute("ALTER TABLE items ADD FOREIGN KEY (t_id) REFERENCES t ON DELETE CASCADE");
            assertThatExceptionOfType(HeadgateException.class)
                    .isThrownBy(() -> target.publish(1))
                    .withMessageContaining("items");
        }
        assertThat(database.count("items")).isEqualTo(2);
        assertThat(database.count("t")).isEqualTo(2);
    }

    @Test
    void rows_that_a_trigger_keeps_are_noticed() {
        database.execute(
                "CREATE TABLE t (id bigint, name text)",
                "INSERT INTO t VALUES (8, 'a'), (9, 'b')",
                "CREATE FUNCTION soft() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
                "CREATE TRIGGER soft BEFORE DELETE ON t FOR EACH ROW EXECUTE FUNCTION soft()");
        StreamPlan plan = Loads.plan(WriteMode.OVERWRITE, "t", ID_NAME, ModeOptions.NONE);
        try (IDataDestination destination = database.destination()) {
            assertThatExceptionOfType(HeadgateException.class)
                    .isThrownBy(() -> load(destination, plan, ids(1, 4)))
                    .withMessageContaining("trigger");
        }
        assertThat(landed()).containsExactly("8", "9");
    }
}
