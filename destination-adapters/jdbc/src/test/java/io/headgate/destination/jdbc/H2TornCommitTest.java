package io.headgate.destination.jdbc;

import static io.headgate.destination.jdbc.Loads.ID_NAME;
import static io.headgate.destination.jdbc.Loads.ids;
import static io.headgate.destination.jdbc.Loads.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.Checkpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.h2.store.fs.rec.FilePathRec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Four partitions of one H2 file commit at the same time. Whatever the file is at any moment: when it is opened again the rows of each
 * partition are those that its checkpoint tells. H2 by itself does not promise that of transactions at the same time.
 */
@Timeout(300)
class H2TornCommitTest {

    private static final int PARTITIONS = 4;
    private static final int CHUNKS = 50;
    private static final int ROWS = 200;
    private static final int APART = 1_000_000;

    private static final String DIFFERENCES =
            "SELECT c.\"partition\" || ' has ' || c.\"records_written\" || ' records, and rows: '"
                    + " || COUNT(t.\"name\") FROM \"_headgate_checkpoint\" c LEFT JOIN \"t\" t ON c.\"partition\" = 'p' ||"
                    + " (t.\"id\" / " + APART + ") GROUP BY c.\"partition\", c.\"records_written\""
                    + " HAVING COUNT(t.\"name\") <> c.\"records_written\"";

    @TempDir
    Path folder;

    private final AtomicInteger images = new AtomicInteger();
    private final Queue<String> torn = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stopWatching() {
        FilePathRec.setRecorder(null);
    }

    @Test
    void eachMomentHasWholeChunksOnly() throws Exception {
        StreamPlan plan = plan(
                "t",
                ID_NAME,
                IntStream.range(0, PARTITIONS).mapToObj(i -> "p" + i).toArray(String[]::new));
        FilePathRec.register();
        TestDatabase database = new TestDatabase("jdbc:h2:rec:" + folder.resolve("data"), "sa", "");
        try (IDataDestination destination = database.destination();
                StreamTarget target = destination.prepare(plan)) {
            FilePathRec.setRecorder((operation, file, bytes, position) -> look());
            writeAll(plan, target);
            stopWatching();
        }
        assertThat(images).hasValueGreaterThan(PARTITIONS * CHUNKS / 2);
        assertThat(torn).isEmpty();
    }

    /** After each write, of which H2 does one at a time: opens the file as it would be found, and compares the checkpoints with the rows. */
    private void look() {
        String name = "image" + images.incrementAndGet();
        Path file = folder.resolve(name + ".mv.db");
        try {
            Files.copy(folder.resolve("data.mv.db"), file);
            TestDatabase found =
                    new TestDatabase("jdbc:h2:file:" + folder.resolve(name) + ";MAX_COMPACT_TIME=0", "sa", "");
            found.column(DIFFERENCES).forEach(row -> torn.add(name + ": " + row));
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeAll(StreamPlan plan, StreamTarget target) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(PARTITIONS);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < PARTITIONS; i++) {
                int partition = i;
                writers.add(threads.submit(() -> write(plan, target, partition)));
            }
            for (Future<?> writer : writers) {
                writer.get(200, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdown();
        }
    }

    private static void write(StreamPlan plan, StreamTarget target, int partition) {
        List<RejectedRecord> rejected = new ArrayList<>();
        try (PartitionWriter writer = target.open(plan.partition("p" + partition), 1)) {
            for (int chunk = 1; chunk <= CHUNKS; chunk++) {
                int from = partition * APART + ROWS * chunk;
                writer.write(ids(from, from + ROWS), rejected::add);
                long records = (long) ROWS * chunk;
                writer.commit(new Checkpoint(chunk, records, records, 0, "{}", false));
            }
        }
        assertThat(rejected).isEmpty();
    }
}
