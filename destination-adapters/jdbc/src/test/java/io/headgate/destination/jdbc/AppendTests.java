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

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
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
import org.junit.jupiter.api.Test;

/** What holds on every database. */
abstract class AppendTests extends TableTests {

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
    void a_batch_of_which_every_record_is_refused_leaves_only_rejects() {
        database.execute("CREATE TABLE \"t\" (\"id\" BIGINT CHECK (\"id\" < 0), \"name\" VARCHAR(99))");
        List<RejectedRecord> rejected = Collections.unmodifiableList(load(destination, plan("t", ID_NAME), ids(0, 33)));
        assertThat(rejected).hasSize(33);
        assertThat(database.count("t")).isZero();
    }
}
