package io.headgate.destination.file;

import static io.headgate.destination.file.FileFixture.rows;

import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.Checkpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A process that lands two partitions, resuming where the one before died. Arguments: folder, instance, epoch, records per
 * partition, records per chunk, and anything if the instance shall be forgotten at the end. Each chunk rejects its first record.
 */
final class FileChild {

    static final String[] PARTITIONS = {"p0", "p1"};

    private FileChild() {}

    public static void main(String[] arguments) {
        try {
            FileFixture fixture = new FileFixture(
                    Path.of(arguments[0]), Map.of(), UUID.fromString(arguments[1]), "orders", "orders", PARTITIONS);
            run(fixture, Long.parseLong(arguments[2]), Long.parseLong(arguments[3]), Long.parseLong(arguments[4]));
            if (arguments.length > 5) {
                fixture.attach().forget();
            }
        } catch (HeadgateException e) {
            System.out.println(e.code().name() + " " + e.getMessage());
            System.exit(1);
        }
    }

    private static void run(FileFixture fixture, long epoch, long records, long chunk) {
        StreamTarget target = fixture.prepare();
        for (int i = 0; i < PARTITIONS.length; i++) {
            try (PartitionWriter writer = target.open(fixture.plan.partition(PARTITIONS[i]), epoch)) {
                write(writer, i * records, records, chunk);
            }
        }
        target.publish(epoch);
    }

    private static void write(PartitionWriter writer, long start, long records, long chunk) {
        Checkpoint last = writer.lastCommitted();
        Checkpoint at = last == null ? Checkpoint.NONE : last;
        while (!at.complete()) {
            long from = start + at.recordsRead();
            long to = Math.min(from + chunk, start + records);
            RejectedRecord rejected = new RejectedRecord("source:" + from, "TEST", "for the test", "raw" + from);
            writer.write(rows(from + 1, to, null, rejected), FileFixture.NO_REJECTS);
            at = new Checkpoint(
                    at.sequence() + 1,
                    to - start,
                    at.recordsWritten() + to - from - 1,
                    at.recordsRejected() + 1,
                    "{\"id\":" + to + "}",
                    to == start + records);
            if (at.complete()) {
                writer.finish(at);
            } else {
                writer.commit(at);
            }
        }
    }

    /** Every record of both partitions: those that land, and the places of those that are rejected. */
    static void expect(long records, long chunk, List<String> landed, List<String> rejected) {
        for (long id = 0; id < PARTITIONS.length * records; id++) {
            if (id % records % chunk == 0) {
                rejected.add("source:" + id);
            } else {
                landed.add(id + ",n" + id);
            }
        }
    }
}
