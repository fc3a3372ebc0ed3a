package io.headgate.destination.jdbc;

import static io.headgate.destination.jdbc.AppendTests.assertError;
import static io.headgate.destination.jdbc.Loads.ID_NAME;
import static io.headgate.destination.jdbc.Loads.checkpoint;
import static io.headgate.destination.jdbc.Loads.ids;
import static io.headgate.destination.jdbc.Loads.load;
import static io.headgate.destination.jdbc.Loads.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.destination.DeliveryGuarantee;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.error.CommonErrorCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H2 as it is started, shared and killed. */
class H2AccessTest {

    @TempDir
    Path folder;

    @Test
    void a_process_killed_at_any_point_leaves_each_record_once() throws Exception {
        TestDatabase database = TestDatabase.h2File(folder);
        for (String point : List.of("jdbc.prepare", "jdbc.before-commit:4", "jdbc.after-commit:2")) {
            UUID instance = UUID.randomUUID();
            database.execute("DROP TABLE IF EXISTS \"t\"");
            Process killed = ChildWriter.start(database, instance, 1, 5, "-Dheadgate.fault=" + point);
            List<String> output;
            try (var reader = ChildWriter.output(killed)) {
                output = ChildWriter.readUntil(reader, null);
            }
            assertThat(killed.waitFor()).as(point + output).isEqualTo(137);
            Process rerun = ChildWriter.start(database, instance, 2, 5);
            try (var reader = ChildWriter.output(rerun)) {
                ChildWriter.readUntil(reader, "done");
            }
            assertThat(rerun.waitFor()).isZero();
            assertThat(database.column("SELECT \"id\" FROM \"t\" ORDER BY 1"))
                    .as(point)
                    .hasSize(50)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void what_was_committed_survives_a_kill_at_any_moment() throws Exception {
        TestDatabase database = TestDatabase.h2File(folder);
        UUID instance = UUID.randomUUID();
        Process child = ChildWriter.start(database, instance, 1, 1_000_000);
        try (var reader = ChildWriter.output(child)) {
            ChildWriter.readUntil(reader, "committed 25");
            child.destroyForcibly().waitFor();
        }
        var plan = ChildWriter.plan(instance);
        try (IDataDestination destination = database.destination();
                var target = destination.attach(plan);
                var writer = target.open(plan.partition("p0"), 2)) {
            assertThat(writer.lastCommitted()).isNotNull();
            assertThat(writer.lastCommitted().sequence()).isGreaterThanOrEqualTo(25);
            assertThat(database.count("t"))
                    .isEqualTo(10 * writer.lastCommitted().sequence());
        }
    }

    @Test
    void a_file_in_use_by_another_process_is_told_with_the_remedy() throws Exception {
        TestDatabase database = TestDatabase.h2File(folder);
        Process child =
                ChildWriter.start(database, UUID.randomUUID(), 1, 1, "-Dheadgate.fault=jdbc.before-commit=pause");
        try (var reader = ChildWriter.output(child);
                IDataDestination destination = database.destination()) {
            ChildWriter.readUntil(reader, "reached jdbc.before-commit");
            assertError(JdbcErrorCode.TARGET_LOCKED, () -> destination.prepare(plan("t", ID_NAME)))
                    .hasMessageContaining("AUTO_SERVER=TRUE");
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    @Test
    void a_wrong_password_is_told_without_showing_it() {
        TestDatabase database = TestDatabase.h2File(folder);
        database.execute("CREATE USER writer PASSWORD 'right'");
        String url = database.url() + ";IFEXISTS=TRUE;PASSWORD=s3cret-wrong";
        IDataDestination destination = new JdbcDestinationFactory()
                .create("test", url, new JdbcDestinationConfig("writer", null, null, Map.of()));
        try (destination) {
            assertError(CommonErrorCode.ACCESS_DENIED, () -> destination.prepare(plan("t", ID_NAME)))
                    .hasMessageContaining("writer")
                    .hasMessageNotContaining("s3cret");
        }
    }

    @Test
    void a_url_that_the_driver_does_not_understand_is_told_without_its_secrets() {
        IDataDestination destination = new JdbcDestinationFactory()
                .create(
                        "test",
                        "jdbc:h2:file:" + folder.resolve("x") + ";PASSWORD=s3cret;nonsense",
                        new JdbcDestinationConfig("sa", null, null, Map.of()));
        try (destination) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> destination.prepare(plan("t", ID_NAME)))
                    .hasMessageContaining("URL")
                    .satisfies(e -> {
                        for (Throwable t = e; t != null; t = t.getCause()) {
                            assertThat(t.toString()).doesNotContain("s3cret");
                        }
                    });
        }
    }

    @Test
    void a_user_who_is_no_administrator_cannot_switch_the_delay_off_and_is_refused() {
        TestDatabase database = TestDatabase.h2File(folder);
        database.execute("CREATE USER writer PASSWORD 'right'", "GRANT ALTER ANY SCHEMA TO writer");
        TestDatabase asWriter = new TestDatabase(database.url(), "writer", "right");
        try (IDataDestination destination = asWriter.destination()) {
            assertError(CommonErrorCode.ACCESS_DENIED, () -> destination.prepare(plan("t", ID_NAME)))
                    .hasMessageContaining("SET WRITE_DELAY 0");
        }
    }

    @Test
    void what_was_committed_survives_a_kill_of_every_later_process_too() throws Exception {
        TestDatabase database = TestDatabase.h2File(folder);
        UUID instance = UUID.randomUUID();
        for (int epoch = 1; epoch <= 4; epoch++) {
            Process killed = ChildWriter.start(database, instance, epoch, 5, "-Dheadgate.fault=jdbc.after-commit");
            try (var reader = ChildWriter.output(killed)) {
                ChildWriter.readUntil(reader, null);
            }
            assertThat(killed.waitFor()).isEqualTo(137);
        }
        assertThat(database.count("t")).as("ten records of each process").isEqualTo(40);
    }

    @Test
    void a_checkpoint_locked_by_another_session_is_not_waited_for_for_ever() throws Exception {
        TestDatabase database = TestDatabase.h2Memory();
        var plan = plan("t", ID_NAME);
        try (IDataDestination destination = database.destination();
                var target = destination.prepare(plan);
                var stranger = database.connect();
                var statement = stranger.createStatement()) {
            stranger.setAutoCommit(false);
            statement.execute("UPDATE \"_headgate_checkpoint\" SET \"flow\" = 'x'");
            assertError(JdbcErrorCode.TARGET_LOCKED, () -> target.open(plan.partition("p0"), 1));
        }
    }

    @Test
    void a_memory_database_promises_nothing_but_holds_for_the_life_of_the_destination() {
        var plan = plan("t", ID_NAME);
        try (IDataDestination destination = new TestDatabase("jdbc:h2:mem:no_delay", "sa", "").destination()) {
            assertThat(destination.guarantee(WriteMode.APPEND).level()).isEqualTo(DeliveryGuarantee.Level.NOT_DURABLE);
            load(destination, plan, ids(0, 1));
            try (var target = destination.attach(plan);
                    var writer = target.open(plan.partition("p0"), 2)) {
                assertThat(writer.lastCommitted()).isNotNull();
                writer.commit(checkpoint(9));
            }
        }
    }
}
