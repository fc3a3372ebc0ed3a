package io.headgate.testkit.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.ModeOptions;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.state.StreamState;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the suites of the staged modes have in common. An adapter extends each of them; of a mode that it does not have ({@link
 * #hasMode}) it is tested that it says so.
 */
public abstract class DestinationModeSuite extends DestinationSuite {

    private final WriteMode mode;

    DestinationModeSuite(WriteMode mode) {
        this.mode = mode;
    }

    /** Whether the destination has the mode that this suite is about. */
    protected boolean hasMode() {
        return true;
    }

    /** Names of the tests of this suite that speak of the refusal alone. */
    private static final Set<String> ABOUT_REFUSAL = Set.of("aModeThatItDoesNotHaveIsRefusedBeforeAnythingHappens");

    @BeforeEach
    void skipWhatIsAboutTheMode(org.junit.jupiter.api.TestInfo test) {
        boolean aboutRefusal = test.getTestMethod()
                .map(method -> ABOUT_REFUSAL.contains(method.getName()))
                .orElse(false);
        Assumptions.assumeTrue(hasMode() != aboutRefusal, "mode " + mode + ": " + hasMode());
    }

    @Test
    void aModeThatItDoesNotHaveIsRefusedBeforeAnythingHappens() {
        String name = mode.name().toLowerCase(Locale.ROOT);
        try (IDataDestination destination = createDestination()) {
            for (org.assertj.core.api.ThrowableAssert.ThrowingCallable call :
                    List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
                            () -> destination.guarantee(mode), () -> destination.prepare(plan("p0")))) {
                assertThatThrownBy(call)
                        .isInstanceOfSatisfying(HeadgateException.class, e -> assertThat(e.code())
                                .isEqualTo(CommonErrorCode.INVALID_CONFIGURATION))
                        .hasMessageContaining(name);
            }
        }
        assertThat(readTarget(table)).isEmpty();
    }

    /** Schema of {@link #plan}. */
    RowSchema schema() {
        return NUMBERS;
    }

    List<String> key() {
        return List.of();
    }

    ModeOptions options() {
        return ModeOptions.NONE;
    }

    final StreamPlan plan(String... partitions) {
        return planOf(schema(), options(), partitions);
    }

    final StreamPlan planOf(RowSchema schema, ModeOptions options, String... partitions) {
        return planAt(Instant.now(), schema, options, partitions);
    }

    final StreamPlan planAt(Instant startedAt, RowSchema schema, ModeOptions options, String... partitions) {
        return new StreamPlan(
                "flow",
                UUID.randomUUID(),
                startedAt,
                "stream",
                table,
                schema,
                mode,
                key(),
                List.of(partitions),
                options);
    }

    /** A payload of rows whose values stand in the order of the fields. */
    static DataSourcePayload payload(RowSchema schema, List<?>... rows) {
        RowBatchBuilder builder = new RowBatchBuilder(schema, rows.length);
        builder.origin("rows");
        for (int i = 0; i < rows.length; i++) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (int field = 0; field < schema.size(); field++) {
                row.put(schema.field(field).name(), rows[i].get(field));
            }
            builder.position(i + 1);
            builder.addRow(row);
        }
        return DataSourcePayload.of(builder.build(), StreamState.of("n", rows.length));
    }

    final DataSourcePayload payload(List<?>... rows) {
        return payload(schema(), rows);
    }

    static List<@Nullable Object> row(@Nullable Object... values) {
        return Collections.unmodifiableList(Arrays.asList(values));
    }

    /** Writes each payload as a chunk of its own. */
    static long writeChunks(PartitionWriter writer, long chunksBefore, DataSourcePayload... payloads) {
        long chunks = chunksBefore;
        long records = 100 * chunksBefore;
        for (DataSourcePayload payload : payloads) {
            writer.write(payload, DestinationSuite::noRejects);
            records += payload.recordCount();
            writer.commit(checkpoint(++chunks, records));
        }
        return chunks;
    }

    /** Reads the target again and again while the action runs; everything that was seen must be one of the two. */
    final void assertReadersSeeOnly(
            Object before, Object after, java.util.function.Supplier<Object> look, Runnable action) {
        AtomicBoolean ended = new AtomicBoolean();
        AtomicInteger looks = new AtomicInteger();
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> {
            while (!ended.get()) {
                assertThat(look.get()).isIn(before, after);
                looks.incrementAndGet();
            }
        });
        try {
            while (looks.get() == 0 && !reader.isDone()) {
                Thread.onSpinWait();
            }
            action.run();
        } finally {
            ended.set(true);
        }
        reader.join();
        assertThat(look.get()).isEqualTo(after);
    }

    /** A job instance under way: prepared, with partitions that tests write as they like. */
    final class Landing implements AutoCloseable {
        private final IDataDestination destination = createDestination();
        final StreamPlan plan;
        final StreamTarget target;

        Landing(StreamPlan plan) {
            this.plan = plan;
            this.target = destination.prepare(plan);
        }

        /** Writes a partition to its end, one chunk per payload. */
        Landing write(String partition, DataSourcePayload... payloads) {
            try (PartitionWriter writer = target.open(plan.partition(partition), 1)) {
                long chunks = writeChunks(writer, 0, payloads);
                writer.finish(end(chunks + 1, 100 * chunks));
            }
            return this;
        }

        void publish() {
            target.publish(1);
            target.forget();
        }

        @Override
        public void close() {
            target.close();
            destination.close();
        }
    }

    /** A whole instance with one partition. */
    final void land(DataSourcePayload... payloads) {
        land(plan("p0"), payloads);
    }
}
