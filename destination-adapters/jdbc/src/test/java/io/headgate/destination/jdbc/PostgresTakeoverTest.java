package io.headgate.destination.jdbc;

import static io.headgate.destination.jdbc.AppendTests.assertError;
import static io.headgate.destination.jdbc.Loads.ID_NAME;
import static io.headgate.destination.jdbc.Loads.checkpoint;
import static io.headgate.destination.jdbc.Loads.ids;
import static io.headgate.destination.jdbc.Loads.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.ErrorOwner;
import io.headgate.api.error.HeadgateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What happens between a run and the one that takes over from it. */
class PostgresTakeoverTest {

    private final TestDatabase database = TestDatabase.postgres(PostgresTakeoverTest.class);

    @Test
    void a_writer_frozen_between_checkpoint_and_commit_is_superseded_all_the_same() throws Exception {
        UUID instance = UUID.randomUUID();
        Process frozen = ChildWriter.start(database, instance, 1, 5, "-Dheadgate.fault=jdbc.before-commit:3=pause");
        try (var output = ChildWriter.output(frozen)) {
            ChildWriter.readUntil(output, "reached jdbc.before-commit");
            signal(frozen, "STOP");
            takeOverAndFinish(instance);
            signal(frozen, "CONT");
        } finally {
            frozen.destroyForcibly().waitFor();
        }
        assertThat(database.column("SELECT id FROM t ORDER BY id")).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void a_writer_frozen_in_the_middle_of_a_chunk_cannot_commit_when_it_wakes_up() throws Exception {
        UUID instance = UUID.randomUUID();
        database.execute("CREATE TABLE t (id bigint PRIMARY KEY, name text)");
        StreamPlan plan = ChildWriter.plan(instance);
        try (IDataDestination destination = database.destination();
                StreamTarget target = destination.prepare(plan);
                PartitionWriter zombie = target.open(plan.partition("p0"), 1)) {
            // The same keys: the successor would wait for the zombie's transaction for ever.
            zombie.write(ids(0, 10), record -> {});
            takeOverAndFinish(instance);
            assertError(CommonErrorCode.FENCED, () -> zombie.write(ids(10, 20), record -> {}));
        }
        assertThat(database.count("t")).isEqualTo(50);
    }

    private void takeOverAndFinish(UUID instance) {
        StreamPlan plan = ChildWriter.plan(instance);
        try (IDataDestination destination = database.destination();
                StreamTarget target = destination.attach(plan);
                PartitionWriter writer = target.open(plan.partition("p0"), 2)) {
            for (int i = ChildWriter.next(writer); i <= 5; i++) {
                writer.write(ids(10 * i - 10, 10 * i), record -> {});
                writer.commit(checkpoint(i));
            }
        }
    }

    private static void signal(Process process, String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, "" + process.pid())
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void a_process_killed_at_any_point_leaves_each_record_once() throws Exception {
        for (String point :
                List.of("jdbc.prepare", "jdbc.after-takeover", "jdbc.before-commit:4", "jdbc.after-commit:2")) {
            UUID instance = UUID.randomUUID();
            database.execute("DROP TABLE IF EXISTS t");
            Process killed = ChildWriter.start(database, instance, 1, 5, "-Dheadgate.fault=" + point);
            try (var output = ChildWriter.output(killed)) {
                ChildWriter.readUntil(output, null);
            }
            assertThat(killed.waitFor()).as(point).isEqualTo(137);
            Process rerun = ChildWriter.start(database, instance, 2, 5);
            try (var output = ChildWriter.output(rerun)) {
                ChildWriter.readUntil(output, "done");
            }
            assertThat(database.column("SELECT id FROM t ORDER BY id"))
                    .as(point)
                    .hasSize(50)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void a_connection_lost_while_writing_is_transient() {
        StreamPlan plan = plan("t", ID_NAME);
        try (IDataDestination destination = database.destination();
                StreamTarget target = destination.prepare(plan);
                PartitionWriter writer = target.open(plan.partition("p0"), 1)) {
            writer.write(ids(0, 10), record -> {});
            killSessions();
            assertError(CommonErrorCode.UNREACHABLE, () -> writer.commit(checkpoint(1)))
                    .satisfies(
                            e -> assertThat(((HeadgateException) e).owner()).isEqualTo(ErrorOwner.EXTERNAL_TRANSIENT));
        }
        assertThat(database.count("t")).isZero();
    }

    @Test
    void a_connection_lost_in_the_commit_leaves_the_outcome_open() {
        // A deferred trigger runs within COMMIT: it ends the very session that commits.
        StreamPlan plan = plan("t", ID_NAME);
        try (IDataDestination destination = database.destination();
                StreamTarget target = destination.prepare(plan)) {
            database.execute(
                    "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                            + " PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(10); RETURN NULL; END $$",
                    "CREATE CONSTRAINT TRIGGER die AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED"
                            + " FOR EACH ROW EXECUTE FUNCTION die()");
            try (PartitionWriter writer = target.open(plan.partition("p0"), 1)) {
                writer.write(ids(0, 1), record -> {});
                assertError(CommonErrorCode.COMMIT_OUTCOME_UNKNOWN, () -> writer.commit(checkpoint(1)))
                        .hasMessageContaining("is not known");
            }
            database.execute("DROP TRIGGER die ON t");
            try (PartitionWriter writer = target.open(plan.partition("p0"), 2)) {
                assertThat(writer.lastCommitted()).isNull();
            }
        }
    }

    @Test
    void a_constraint_checked_in_the_commit_fails_the_chunk_for_certain() {
        database.execute(
                "CREATE TABLE t (id bigint UNIQUE DEFERRABLE INITIALLY DEFERRED, name text)",
                "INSERT INTO t VALUES (3)");
        StreamPlan plan = plan("t", ID_NAME);
        try (IDataDestination destination = database.destination();
                StreamTarget target = destination.prepare(plan);
                PartitionWriter writer = target.open(plan.partition("p0"), 1)) {
            writer.write(ids(0, 10), record -> {});
            assertError(CommonErrorCode.TARGET_MISMATCH, () -> writer.commit(checkpoint(1)))
                    .hasMessageContaining("duplicate key");
        }
        assertThat(database.count("t")).isEqualTo(1);
    }

    @Test
    void a_checkpoint_locked_by_a_stranger_is_not_waited_for_for_ever() throws SQLException {
        StreamPlan plan = plan("t", ID_NAME);
        try (IDataDestination destination = database.destination();
                StreamTarget target = destination.prepare(plan);
                Connection stranger = database.connect();
                Statement statement = stranger.createStatement()) {
            stranger.setAutoCommit(false);
            statement.execute("SELECT * FROM _headgate_checkpoint FOR UPDATE");
            assertError(JdbcErrorCode.TARGET_LOCKED, () -> target.open(plan.partition("p0"), 1))
                    .hasMessageContaining("another session");
        }
    }

    @Test
    void an_old_session_of_another_user_is_fenced_though_it_cannot_be_ended() {
        database.execute(
                "DO $$ BEGIN CREATE ROLE low LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
                "GRANT ALL ON SCHEMA public TO low",
                "GRANT ALL ON ALL TABLES IN SCHEMA public TO low");
        StreamPlan plan = plan("t", ID_NAME);
        try (IDataDestination high = database.destination();
                IDataDestination low = new TestDatabase(database.url(), "low", "").destination();
                StreamTarget target = high.prepare(plan);
                PartitionWriter zombie = target.open(plan.partition("p0"), 1)) {
            zombie.write(ids(0, 10), record -> {});
            database.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO low");
            try (StreamTarget lowTarget = low.attach(plan);
                    PartitionWriter successor = lowTarget.open(plan.partition("p0"), 2)) {
                successor.write(ids(0, 5), record -> {});
                successor.commit(checkpoint(1));
            }
            assertError(CommonErrorCode.FENCED, () -> zombie.commit(checkpoint(1)));
        }
        assertThat(database.count("t")).isEqualTo(5);
    }

    private void killSessions() {
        database.column("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                + " AND pid <> pg_backend_pid()");
    }
}
