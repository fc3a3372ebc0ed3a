package io.headgate.testkit.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.Checkpoint;
import io.headgate.api.state.StreamState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the destination suites have in common. An adapter's test extends a suite and says how the destination is made and how its
 * tables are read. Tables are named anew for each test, so one database or folder may serve them all.
 */
public abstract class DestinationSuite {

    protected static final RowSchema NUMBERS =
            RowSchema.of(Field.required("n", Primitive.INT64), Field.of("word", Primitive.STRING));

    private static long tables;

    /** Unique in this JVM and between JVMs. */
    protected final String table = "t_" + Long.toString(System.nanoTime(), 36) + "_" + nextTable();

    private static synchronized long nextTable() {
        return ++tables;
    }

    /** A new destination over the same place. */
    protected abstract IDataDestination createDestination();

    /**
     * The rows of a table that can be seen now, in any order; values as {@link io.headgate.api.data.Values} names them. Empty if
     * there is no such table.
     */
    protected abstract List<Map<String, @Nullable Object>> readTarget(String tableName);

    /** The rejected records that stand beside a table now, in any order. */
    protected abstract List<RejectedRecord> readRejects(String tableName);

    /** Whether committed rows are seen before {@code publish}. */
    protected boolean seenBeforePublish() {
        return true;
    }

    /**
     * Whether {@code commit} may hold rows back over several chunks and return an older checkpoint than it was given. If not, what
     * it was given is durable whenever it returns.
     */
    protected boolean holdsBack() {
        return false;
    }

    protected final StreamPlan plan(RowSchema schema, String... partitions) {
        return plan(table, schema, partitions);
    }

    protected static StreamPlan plan(String tableName, RowSchema schema, String... partitions) {
        return new StreamPlan(
                "flow",
                UUID.randomUUID(),
                Instant.now(),
                "stream",
                tableName,
                schema,
                WriteMode.APPEND,
                List.of(),
                List.of(partitions));
    }

    /** A batch of numbers from {@code first} to {@code last} with a state after them. */
    protected static DataSourcePayload numbers(long first, long last) {
        return numbers(first, last, List.of());
    }

    protected static DataSourcePayload numbers(long first, long last, List<RejectedRecord> rejected) {
        RowBatchBuilder rows = new RowBatchBuilder(NUMBERS, 16);
        rows.origin("numbers");
        for (long n = first; n <= last; n++) {
            rows.longs(0).set(n);
            byte[] word = ("word " + n).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            rows.bytes(1).set(word, 0, word.length);
            rows.position(n);
            rows.endRow();
        }
        return new DataSourcePayload(rows.build(), rejected, Map.of(), StreamState.of("n", last), null);
    }

    protected static Checkpoint checkpoint(long sequence, long records) {
        return new Checkpoint(sequence, records, records, 0, "{\"n\":" + records + "}", false);
    }

    protected static Checkpoint end(long sequence, long records) {
        return new Checkpoint(sequence, records, records, 0, "{\"n\":" + records + "}", true);
    }

    /** Ends a chunk and returns what is durable then, null for nothing: what {@code lastCommitted} has to say in the next run. */
    protected final @Nullable Checkpoint commit(PartitionWriter writer, Checkpoint upTo) {
        Checkpoint durable = writer.commit(upTo);
        if (holdsBack()) {
            assertThat(durable.sequence()).as("durable, of all that was sent").isLessThanOrEqualTo(upTo.sequence());
        } else {
            assertThat(durable).as("commit holds nothing back").isEqualTo(upTo);
        }
        return durable.sequence() == 0 ? null : durable;
    }

    /** How many records a checkpoint covers, none if there is none. */
    protected static long recordsUpTo(@Nullable Checkpoint durable) {
        return durable == null ? 0 : durable.recordsRead();
    }

    /** Writes the numbers that follow a checkpoint, up to the last one, as a run does that resumes there. */
    protected static void writeOn(PartitionWriter writer, @Nullable Checkpoint durable, long last) {
        writer.write(numbers(recordsUpTo(durable) + 1, last), DestinationSuite::noRejects);
    }

    /** For records that nobody should reject. */
    protected static void noRejects(RejectedRecord record) {
        throw new AssertionError("rejected " + record);
    }

    /** Writes and finishes one partition of a plan, publishes and forgets: the whole life of an instance. */
    protected final void land(StreamPlan plan, DataSourcePayload... payloads) {
        try (IDataDestination destination = createDestination();
                StreamTarget target = destination.prepare(plan)) {
            String partition = plan.partitions().get(0);
            try (PartitionWriter writer = target.open(plan.partition(partition), 1)) {
                long records = 0;
                for (DataSourcePayload payload : payloads) {
                    writer.write(payload, DestinationSuite::noRejects);
                    records += payload.recordCount();
                }
                writer.finish(end(1, records));
            }
            target.publish(1);
            target.forget();
        }
    }

    /** The numbers that can be seen in a table, sorted. */
    protected final List<Long> numbersIn(String tableName) {
        return readTarget(tableName).stream()
                .map(row -> ((Number) java.util.Objects.requireNonNull(row.get("n"))).longValue())
                .sorted()
                .toList();
    }

    protected static List<Long> range(long first, long last) {
        return java.util.stream.LongStream.rangeClosed(first, last).boxed().toList();
    }
}
