package io.headgate.testkit.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headgate.api.data.DataType;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.PartitionKey;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.Rejects;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.Checkpoint;
import io.headgate.api.state.StreamState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A destination holds what it was given, value by value, and sets aside what it cannot hold. */
public abstract class DestinationWriteSuite extends DestinationSuite {

    private static final String HOLDS_EVERYTHING = "the destination says that it holds every record";
    private static final RejectedRecord REJECTED =
            new RejectedRecord("numbers:5", "BAD", "no number: 'ü\"'", "raw, \"ü\" \n second line");

    /** Types that the destination refuses in {@code prepare}; every other one must round-trip. */
    protected Set<DataType> unsupportedTypes() {
        return Set.of();
    }

    /** Whether there are records that the destination cannot hold. If so, {@link #unholdableRecord} names one. */
    protected boolean rejectsRecords() {
        return true;
    }

    /** A record that the destination cannot hold, in the schema of {@link #schemaOfUnholdable}. */
    protected Map<String, Object> unholdableRecord() {
        throw new AssertionError(
                "name a record that the destination cannot hold, or say that it rejectsRecords() never");
    }

    /** A schema whose first field is the INT64 {@code n}. */
    protected RowSchema schemaOfUnholdable() {
        return NUMBERS;
    }

    @Test
    void landsPayloadsOfOneChunkTogether() {
        land(plan(NUMBERS, "p0"), numbers(1, 10), numbers(11, 12), numbers(13, 13));
        assertThat(numbersIn(table)).isEqualTo(range(1, 13));
        assertThat(readTarget(table)).contains(Map.of("n", 7L, "word", "word 7"));
    }

    @Test
    void aSecondInstanceAdds() {
        land(plan(NUMBERS, "p0"), numbers(1, 10));
        land(plan(NUMBERS, "p0"), numbers(11, 20));
        assertThat(numbersIn(table)).isEqualTo(range(1, 20));
    }

    @Test
    void uncommittedRowsAreNotSeen() {
        StreamPlan plan = plan(NUMBERS, "p0");
        try (IDataDestination destination = createDestination();
                StreamTarget target = destination.prepare(plan);
                PartitionWriter writer = target.open(plan.partition("p0"), 1)) {
            writer.write(numbers(1, 10), DestinationSuite::noRejects);
            assertThat(readTarget(table)).isEmpty();
            Checkpoint durable = commit(writer, checkpoint(1, 10));
            long seen = seenBeforePublish() ? recordsUpTo(durable) : 0;
            assertThat(numbersIn(table)).isEqualTo(range(1, seen));
        }
    }

    @Test
    void partitionsAreWrittenSideBySide() {
        String[] names = {"p0", "p1", "p2", "p3"};
        StreamPlan plan = plan(NUMBERS, names);
        try (IDataDestination destination = createDestination();
                StreamTarget target = destination.prepare(plan)) {
            ExecutorService threads = Executors.newFixedThreadPool(names.length);
            CyclicBarrier allAreOpen = new CyclicBarrier(names.length);
            try {
                CompletableFuture<?>[] writers = IntStream.range(0, names.length)
                        .mapToObj(i -> CompletableFuture.runAsync(
                                () -> writePartition(target, plan.partition(names[i]), i * 1000L, allAreOpen), threads))
                        .toArray(CompletableFuture[]::new);
                CompletableFuture.allOf(writers).join();
            } finally {
                threads.shutdown();
            }
            target.publish(1);
            target.forget();
        }
        assertThat(numbersIn(table)).isEqualTo(range(1, 4000));
    }

    private static void writePartition(StreamTarget target, PartitionKey key, long offset, CyclicBarrier allAreOpen) {
        try (PartitionWriter writer = target.open(key, 1)) {
            await(allAreOpen);
            for (int chunk = 0; chunk < 10; chunk++) {
                long first = offset + chunk * 100L + 1;
                writer.write(numbers(first, first + 99), DestinationSuite::noRejects);
                writer.commit(checkpoint(chunk + 1, (chunk + 1) * 100L));
            }
            writer.finish(end(11, 1000));
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new AssertionError("another partition could not be opened at the same time", e);
        }
    }

    @Test
    void recordsThatTheSourceRejectedAreStoredInTheSameCommit() {
        StreamPlan plan = plan(NUMBERS, "p0");
        DataSourcePayload first = numbers(1, 4, List.of(REJECTED));
        Checkpoint durable;
        try (IDataDestination destination = createDestination();
                StreamTarget target = destination.prepare(plan)) {
            try (PartitionWriter writer = target.open(plan.partition("p0"), 1)) {
                writer.write(first, DestinationSuite::noRejects);
                durable = commit(writer, new Checkpoint(1, 5, 4, 1, "{}", false));
                writer.write(numbers(6, 6, List.of(REJECTED)), DestinationSuite::noRejects);
            }
            try (PartitionWriter writer = target.open(plan.partition("p0"), 2)) {
                if (durable == null) {
                    writer.write(first, DestinationSuite::noRejects);
                }
                writer.write(numbers(6, 9), DestinationSuite::noRejects);
                writer.finish(new Checkpoint(2, 9, 8, 1, "{}", true));
            }
            target.publish(2);
            target.forget();
        }
        assertThat(numbersIn(table)).containsExactly(1L, 2L, 3L, 4L, 6L, 7L, 8L, 9L);
        assertThat(readRejects(table)).containsExactly(REJECTED);
    }

    @Test
    void aRecordThatItCannotHoldIsSetAsideAndItsNeighboursLand() {
        assumeTrue(rejectsRecords(), HOLDS_EVERYTHING);
        Map<String, Object> unholdable = unholdableRecord();
        StreamPlan plan = plan(schemaOfUnholdable(), "p0");
        List<RejectedRecord> reported = new ArrayList<>();
        List<Integer> rows = new ArrayList<>();
        try (IDataDestination destination = createDestination();
                StreamTarget target = destination.prepare(plan)) {
            try (PartitionWriter writer = target.open(plan.partition("p0"), 1)) {
                writer.write(withUnholdable(unholdable), collecting(reported, rows));
                writer.finish(new Checkpoint(1, 3, 2, 1, "{}", true));
            }
            target.publish(1);
        }
        assertThat(numbersIn(table)).containsExactly(1L, 3L);
        assertThat(reported).singleElement().satisfies(record -> {
            assertThat(record.place()).isEqualTo("place:2");
            assertThat(record.code()).isNotBlank();
            assertThat(record.reason()).isNotBlank();
            assertThat(record.raw())
                    .as("the record as JSON")
                    .startsWith("{\"n\":2,")
                    .endsWith("}");
            assertThat(record.step()).isEqualTo(RejectedRecord.DESTINATION);
        });
        assertThat(rows).as("which row of the payload was rejected").containsExactly(1);
        assertThat(readRejects(table)).isEqualTo(reported);
    }

    private static Rejects collecting(List<RejectedRecord> reported, List<Integer> rows) {
        return new Rejects() {
            @Override
            public void add(RejectedRecord record) {
                reported.add(record);
            }

            @Override
            public void add(RejectedRecord record, int row) {
                reported.add(record);
                rows.add(row);
            }
        };
    }

    @Test
    void oneRejectTooManyGivesUpTheChunk() {
        assumeTrue(rejectsRecords(), HOLDS_EVERYTHING);
        Map<String, Object> unholdable = unholdableRecord();
        StreamPlan plan = plan(schemaOfUnholdable(), "p0");
        try (IDataDestination destination = createDestination();
                StreamTarget target = destination.prepare(plan)) {
            try (PartitionWriter writer = target.open(plan.partition("p0"), 1)) {
                assertThatThrownBy(() -> {
                            writer.write(withUnholdable(unholdable), record -> {
                                throw new IllegalStateException("one too many");
                            });
                            writer.commit(checkpoint(1, 3));
                        })
                        .hasStackTraceContaining("one too many");
            }
            try (PartitionWriter writer = target.open(plan.partition("p0"), 2)) {
                assertThat(writer.lastCommitted()).isNull();
                writer.finish(end(1, 0));
            }
            target.publish(2);
        }
        assertThat(readTarget(table)).isEmpty();
        assertThat(readRejects(table)).isEmpty();
    }

    private DataSourcePayload withUnholdable(Map<String, Object> unholdable) {
        RowBatchBuilder rows = new RowBatchBuilder(schemaOfUnholdable(), 3);
        rows.origin("place");
        for (long n = 1; n <= 3; n++) {
            rows.position(n);
            rows.addRow(n == 2 ? unholdable : Map.of("n", n));
        }
        return DataSourcePayload.of(rows.build(), StreamState.of("n", 3));
    }

    @Test
    void aPayloadMayNameAnotherTable() {
        String other = table + "_other";
        DataSourcePayload elsewhere =
                new DataSourcePayload(numbers(3, 4).data(), List.of(), Map.of(), StreamState.of("n", 4), other);
        land(plan(NUMBERS, "p0"), numbers(1, 2), elsewhere, numbers(5, 6));
        assertThat(numbersIn(table)).containsExactly(1L, 2L, 5L, 6L);
        assertThat(numbersIn(other)).containsExactly(3L, 4L);
    }

    @Test
    void anExistingTargetIsExtendedByNewFields() {
        land(plan(NUMBERS, "p0"), numbers(1, 2));
        RowSchema wider = RowSchema.of(
                Field.required("n", DataType.Primitive.INT64), Field.of("extra", DataType.Primitive.STRING));
        RowBatchBuilder rows = new RowBatchBuilder(wider, 1);
        rows.addRow(Map.of("n", 3L, "extra", "new"));
        land(plan(wider, "p0"), DataSourcePayload.of(rows.build(), StreamState.of("n", 3)));
        assertThat(readTarget(table)).hasSize(3).anySatisfy(row -> {
            assertThat(row).containsEntry("n", 3L).containsEntry("extra", "new");
        });
    }

    /** Whether -0.0 comes back as -0.0; some databases know one zero only. */
    protected boolean keepsNegativeZero() {
        return true;
    }

    /** Whether a text of ten megabytes fits where the destination lands texts. If not, its record must be rejected. */
    protected boolean holdsLongTexts() {
        return true;
    }

    @Test
    void aTextOfTenMegabytesLandsWholeOrIsSetAsideWithItsReason() {
        String text = "0123456789 äöü \uD83D\uDE00 ".repeat(600_000);
        RowBatchBuilder rows = new RowBatchBuilder(NUMBERS, 2);
        rows.addRow(Map.of("n", 1L, "word", text));
        rows.addRow(Map.of("n", 2L, "word", "short"));
        StreamPlan plan = plan(NUMBERS, "p0");
        List<RejectedRecord> reported = new ArrayList<>();
        try (IDataDestination destination = createDestination();
                StreamTarget target = destination.prepare(plan)) {
            try (PartitionWriter writer = target.open(plan.partition("p0"), 1)) {
                writer.write(DataSourcePayload.of(rows.build(), StreamState.of("n", 2)), reported::add);
                writer.finish(end(1, 2));
            }
            target.publish(1);
            target.forget();
        }
        if (holdsLongTexts()) {
            assertThat(reported).isEmpty();
            assertThat(readTarget(table)).anySatisfy(row -> {
                // Not the text itself, which would be the failure's message.
                assertThat(text.equals(row.get("word"))).isTrue();
            });
        } else {
            assertThat(reported).singleElement().satisfies(record -> assertThat(record.reason())
                    .contains("word"));
            assertThat(numbersIn(table)).containsExactly(2L);
        }
    }

    private @Nullable Object expected(@Nullable Object value) {
        boolean signIsLost = !keepsNegativeZero();
        if (signIsLost && value instanceof Double number && number == 0) {
            return 0.0;
        }
        return signIsLost && value instanceof Float number && number == 0 ? (Object) 0f : value;
    }

    @ParameterizedTest
    @MethodSource("io.headgate.testkit.destination.TypeSamples#all")
    void everyTypeComesBackAsItWent(TypeSamples.Sample sample) {
        RowSchema schema =
                RowSchema.of(Field.required("n", DataType.Primitive.INT64), Field.of("value", sample.type()));
        StreamPlan plan = plan(schema, "p0");
        if (unsupportedTypes().contains(sample.type())) {
            assertThatThrownBy(() -> {
                        try (IDataDestination destination = createDestination()) {
                            destination.prepare(plan).close();
                        }
                    })
                    .isInstanceOf(HeadgateException.class);
            return;
        }
        RowBatchBuilder rows = new RowBatchBuilder(schema, sample.values().size());
        List<@Nullable Object> values = sample.valuesAndNull();
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            rows.addRow(value == null ? Map.of("n", (long) i) : Map.of("n", (long) i, "value", value));
        }
        land(plan, DataSourcePayload.of(rows.build(), StreamState.of("n", values.size())));
        Map<Long, @Nullable Object> landed = new java.util.HashMap<>();
        readTarget(table)
                .forEach(row -> landed.put((Long) java.util.Objects.requireNonNull(row.get("n")), row.get("value")));
        for (int i = 0; i < values.size(); i++) {
            TypeSamples.assertSame(sample.type(), landed.get((long) i), expected(values.get(i)));
        }
    }
}
