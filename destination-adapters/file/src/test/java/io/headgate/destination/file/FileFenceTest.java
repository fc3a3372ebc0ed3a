package io.headgate.destination.file;

import static io.headgate.destination.file.FileFixture.NO_REJECTS;
import static io.headgate.destination.file.FileFixture.checkpoint;
import static io.headgate.destination.file.FileFixture.complete;
import static io.headgate.destination.file.FileFixture.expected;
import static io.headgate.destination.file.FileFixture.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.state.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFenceTest {

    @TempDir
    private Path folder;

    private static void assertFenced(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(HeadgateException.class, e -> assertThat(e.code())
                .isEqualTo(CommonErrorCode.FENCED));
    }

    @Test
    void an_older_writer_cannot_commit_or_finish_behind_its_successor() {
        FileFixture fixture = FileFixture.of(folder, "p0");
        fixture.prepare();
        PartitionWriter zombie = fixture.open("p0", 1);
        zombie.write(rows(0, 3), NO_REJECTS);
        zombie.commit(checkpoint(1, 3));
        PartitionWriter otherZombie = fixture.open("p0", 2);
        PartitionWriter successor = fixture.open("p0", 5);
        zombie.write(rows(100, 200), NO_REJECTS);
        assertFenced(() -> zombie.commit(checkpoint(2, 103)));
        otherZombie.write(rows(200, 300), NO_REJECTS);
        assertFenced(() -> otherZombie.finish(complete(2, 203)));
        assertThat(successor.lastCommitted()).isEqualTo(checkpoint(1, 3));
        successor.write(rows(3, 4), NO_REJECTS);
        successor.finish(complete(2, 4));
        assertFenced(() -> fixture.attach().publish(4));
        fixture.attach().publish(5);
        assertThat(fixture.lines("orders")).isEqualTo(expected(0, 4));
    }

    @Test
    void opening_the_same_epoch_again_fences_the_writer_before() {
        FileFixture fixture = FileFixture.of(folder, "p0");
        fixture.prepare();
        PartitionWriter first = fixture.open("p0", 1);
        first.write(rows(0, 3), NO_REJECTS);
        PartitionWriter second = fixture.open("p0", 1);
        assertFenced(() -> first.commit(checkpoint(1, 3)));
        second.write(rows(0, 2), NO_REJECTS);
        second.finish(complete(1, 2));
        fixture.attach().publish(1);
        assertThat(fixture.lines("orders")).isEqualTo(expected(0, 2));
    }

    @Test
    void only_planned_partitions_can_be_opened_and_only_until_they_are_forgotten() {
        FileFixture fixture = FileFixture.of(folder, "p0");
        assertFenced(() -> fixture.open("p0", 1));
        fixture.prepare();
        assertFenced(() -> fixture.open("p1", 1));
        PartitionWriter writer = fixture.open("p0", 3);
        assertFenced(() -> fixture.open("p0", 2));
        writer.finish(complete(1, 0));
        fixture.attach().publish(3);
        fixture.attach().forget();
        fixture.attach().forget();
        assertFenced(() -> fixture.open("p0", 4));
        assertFenced(() -> writer.finish(complete(1, 0)));
        assertFenced(() -> fixture.attach().publish(3));
    }

    @Test
    void a_claim_alone_stops_the_older_writer_although_the_claimant_dies() throws IOException {
        FileFixture fixture = FileFixture.of(folder, "p0");
        fixture.prepare();
        PartitionWriter zombie = fixture.open("p0", 1);
        zombie.write(rows(0, 3), NO_REJECTS);
        zombie.commit(checkpoint(1, 3));
        partition(fixture).claim(2);
        zombie.write(rows(3, 6), NO_REJECTS);
        assertFenced(() -> zombie.commit(checkpoint(2, 6)));
        assertThat(fixture.open("p0", 3).lastCommitted()).isEqualTo(checkpoint(1, 3));
    }

    @Test
    void a_manifest_that_an_older_writer_renames_too_late_does_not_count() throws IOException {
        FileFixture fixture = FileFixture.of(folder, "p0");
        fixture.prepare();
        PartitionWriter zombie = fixture.open("p0", 1);
        zombie.write(rows(0, 3), NO_REJECTS);
        zombie.commit(checkpoint(1, 3));
        Path work = Objects.requireNonNull(fixture.work()).resolve("p-p0");
        byte[] late = Files.readAllBytes(work.resolve("1.1.manifest"));
        PartitionWriter successor = fixture.open("p0", 2);
        successor.write(rows(3, 5), NO_REJECTS);
        successor.commit(checkpoint(2, 5));
        Files.write(work.resolve("1.1.manifest"), late);
        PartitionWriter next = fixture.open("p0", 3);
        assertThat(next.lastCommitted()).isEqualTo(checkpoint(2, 5));
        try (Stream<Path> left = Files.list(work)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("3.1.claim", "3.1.manifest", "3.1.0.part");
        }
    }

    private static PartitionFolder partition(FileFixture fixture) {
        Path work = Objects.requireNonNull(fixture.work()).resolve("p-p0");
        return new PartitionFolder(work, fixture.plan.partition("p0"), new Disk(true));
    }

    /**
     * Writers of rising epochs run at the same time, each until it is fenced. Whoever was told that a commit is durable must
     * have been told the truth: exactly one writer per sequence number, and its rows are in the file.
     */
    @Test
    void every_acknowledged_commit_survives_however_writers_overlap() throws Exception {
        for (int round = 0; round < 10; round++) {
            FileFixture fixture = new FileFixture(
                    folder.resolve("r" + round), Map.of("fsync", false), UUID.randomUUID(), "s", "t", "p0");
            fixture.prepare();
            Map<Long, Long> acknowledged = new ConcurrentHashMap<>();
            AtomicLong epochs = new AtomicLong();
            ExecutorService threads = Executors.newFixedThreadPool(4);
            Callable<Boolean> writer = () -> writeUntilFenced(fixture, epochs.incrementAndGet(), acknowledged);
            List<Future<Boolean>> writers = threads.invokeAll(Collections.nCopies(40, writer));
            for (Future<Boolean> result : writers) {
                result.get();
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            assertAllThere(fixture, epochs.incrementAndGet(), acknowledged);
        }
    }

    private static boolean writeUntilFenced(FileFixture fixture, long epoch, Map<Long, Long> acknowledged) {
        try (PartitionWriter writer = fixture.open("p0", epoch)) {
            Checkpoint last = writer.lastCommitted();
            long sequence = last == null ? 0 : last.sequence();
            for (int i = 0; i < 50; i++) {
                writer.write(rows(sequence, sequence + 1), NO_REJECTS);
                writer.commit(checkpoint(sequence + 1, sequence + 1));
                sequence++;
                assertThat(acknowledged.put(sequence, epoch))
                        .as("acknowledged twice")
                        .isNull();
            }
            return true;
        } catch (HeadgateException e) {
            assertThat(e.code()).as(e.getMessage()).isEqualTo(CommonErrorCode.FENCED);
            return false;
        }
    }

    private static void assertAllThere(FileFixture fixture, long epoch, Map<Long, Long> acknowledged) {
        try (PartitionWriter writer = fixture.open("p0", epoch)) {
            Checkpoint last = Objects.requireNonNull(writer.lastCommitted());
            assertThat(acknowledged.keySet()).allMatch(sequence -> sequence <= last.sequence());
            writer.finish(complete(last.sequence() + 1, last.recordsRead()));
            fixture.attach().publish(epoch);
            assertThat(fixture.lines("t")).isEqualTo(expected(0, last.recordsRead()));
        }
    }
}
