package io.headgate.testkit.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RecordChecksum;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.Holdings;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.ReconcileLevel;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.state.Checkpoint;
import io.headgate.api.state.StreamState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A destination reads back what it holds of one instance: no row of another, none that is gone, and the values that were sent. In a
 * mode that it does not read back ({@link #readsBack}) it is tested that it says so.
 */
public abstract class DestinationHoldingsSuite extends DestinationSuite {

    private static final List<String> KEY = List.of("n");

    /** Whether the destination has the mode and can tell what it holds in it. */
    protected boolean readsBack(WriteMode mode) {
        return true;
    }

    /** Removes any one row from a table, as somebody else would, behind the destination's back. */
    protected abstract void removeOneRow(String tableName);

    @Test
    void countsTheRowsOfOneInstanceAlone() {
        land(plan(NUMBERS, "p0"), numbers(1, 5));
        published(appendPlan("p0", "p1"), target -> {
            Holdings holdings = target.holdings(ReconcileLevel.COUNT);
            assertHolds(holdings, 23);
            assertThat(target.holdings(ReconcileLevel.COUNT)).as("asked again").isEqualTo(holdings);
        });
        assertThat(numbersIn(table)).as("reading changes nothing").hasSize(28);
    }

    @Test
    void rowsThatOthersAddMeanwhileAreNotMissedAndNoneIsTakenForAMissingOne() {
        published(appendPlan("p0", "p1"), target -> {
            land(plan(NUMBERS, "p0"), numbers(101, 103));
            Holdings holdings = target.holdings(ReconcileLevel.COUNT);
            assertThat(holdings.records()).isEqualTo(holdings.mixed() ? 26 : 23);
        });
    }

    @Test
    void aRowThatSomebodyHasRemovedIsMissing() {
        published(appendPlan("p0", "p1"), target -> {
            removeOneRow(table);
            Holdings holdings = target.holdings(ReconcileLevel.COUNT);
            assertThat(holdings.records()).isEqualTo(22);
            assertThat(holdings.replaced()).as("nobody else has written").isZero();
        });
    }

    @Test
    void rowsOfEarlierRunsOfTheInstanceCountAndWhatTheyDidNotCommitDoesNot() {
        StreamPlan plan = plan(NUMBERS, "p0");
        @Nullable Checkpoint durable;
        try (IDataDestination destination = createDestination();
                StreamTarget target = destination.prepare(plan)) {
            try (PartitionWriter writer = target.open(plan.partition("p0"), 1)) {
                writer.write(numbers(1, 10), DestinationSuite::noRejects);
                durable = commit(writer, checkpoint(1, 10));
                writer.write(numbers(11, 15), DestinationSuite::noRejects);
            }
        }
        try (IDataDestination destination = createDestination();
                StreamTarget target = destination.attach(plan)) {
            try (PartitionWriter writer = target.open(plan.partition("p0"), 2)) {
                writeOn(writer, durable, 20);
                writer.finish(end(2, 20));
            }
            target.publish(2);
        }
        try (IDataDestination destination = createDestination();
                StreamTarget target = destination.attach(plan)) {
            assertHolds(target.holdings(ReconcileLevel.COUNT), 20);
            target.forget();
        }
    }

    @Test
    void anInstanceWithoutRecordsHoldsNone() {
        land(plan(NUMBERS, "p0"), numbers(1, 5));
        StreamPlan plan = plan(NUMBERS, "p0");
        published(
                plan,
                target -> write(target, plan, "p0"),
                target -> assertHolds(target.holdings(ReconcileLevel.COUNT), 0));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theChecksumIsThatOfTheRecordsThatWereWritten(TypeSamples.Sample sample) {
        RowSchema schema = RowSchema.of(Field.required("n", Primitive.INT64), Field.of("value", sample.type()));
        DataSourcePayload payload = payload(schema, sample.valuesAndNull());
        RecordChecksum written = new RecordChecksum(schema, schema.names());
        written.add(payload.data());
        StreamPlan plan = plan(schema, "p0");
        published(plan, target -> write(target, plan, "p0", payload), target -> {
            Holdings holdings = target.holdings(ReconcileLevel.CHECKSUM);
            assertHolds(holdings, payload.data().rowCount());
            assertThat(holdings.checksum()).as(holdings.toString()).isEqualTo(written.text());
        });
    }

    /** All but those that an adapter cannot hold. */
    static Stream<TypeSamples.Sample> samples() {
        return TypeSamples.all().filter(sample -> !sample.type().text().startsWith("map"));
    }

    @Test
    void theChecksumIsNotComputedUnlessItIsAskedFor() {
        published(appendPlan("p0", "p1"), target -> {
            assertThat(target.holdings(ReconcileLevel.COUNT).checksum()).isNull();
            assertThat(target.holdings(ReconcileLevel.CHECKSUM).checksum()).isNotNull();
        });
    }

    @Test
    void ofAnOverwrittenTableTheRowsOfTheInstanceCount() {
        assumeTrue(readsBack(WriteMode.OVERWRITE));
        land(plan(NUMBERS, "p0"), numbers(1, 5));
        StreamPlan plan = plan(WriteMode.OVERWRITE, List.of());
        published(plan, target -> write(target, plan, "p0", numbers(11, 13), numbers(14, 20)), target -> {
            assertHolds(target.holdings(ReconcileLevel.COUNT), 10);
            removeOneRow(table);
            assertThat(target.holdings(ReconcileLevel.COUNT).records()).isEqualTo(9);
        });
    }

    @Test
    void ofAMergeTheRowsCountThatTheRecordsHaveBecome() {
        assumeTrue(readsBack(WriteMode.MERGE));
        land(plan(WriteMode.MERGE, KEY), numbers(1, 5));
        StreamPlan plan = plan(WriteMode.MERGE, KEY);
        published(plan, target -> write(target, plan, "p0", numbers(4, 7), numbers(6, 9)), target -> {
            Holdings holdings = target.holdings(ReconcileLevel.COUNT);
            assertThat(holdings.staged()).isEqualTo(8);
            assertThat(holdings.applied()).isEqualTo(6);
            assertThat(holdings.records()).isEqualTo(6);
        });
    }

    @Test
    void whatItDoesNotReadBackItDoesNotGuess() {
        assumeTrue(!readsBack(WriteMode.APPEND));
        published(appendPlan("p0", "p1"), target -> {
            Holdings holdings = target.holdings(ReconcileLevel.COUNT);
            assertThat(holdings.records()).isEqualTo(-1);
            assertThat(holdings.note()).isNotBlank();
        });
    }

    private static void assertHolds(Holdings holdings, long records) {
        assertThat(holdings.records()).as(holdings.toString()).isEqualTo(records);
        assertThat(holdings.replaced()).isZero();
    }

    private StreamPlan appendPlan(String... partitions) {
        return plan(NUMBERS, partitions);
    }

    private StreamPlan plan(WriteMode mode, List<String> key) {
        return new StreamPlan(
                "flow", UUID.randomUUID(), Instant.now(), "stream", table, NUMBERS, mode, key, List.of("p0"));
    }

    /** 11 records in two chunks of one partition, 12 in one chunk of the other. */
    private void published(StreamPlan plan, Consumer<StreamTarget> look) {
        published(
                plan,
                target -> {
                    write(target, plan, "p0", numbers(11, 16), numbers(17, 21));
                    write(target, plan, "p1", numbers(31, 42));
                },
                look);
    }

    private void published(StreamPlan plan, Consumer<StreamTarget> write, Consumer<StreamTarget> look) {
        try (IDataDestination destination = createDestination();
                StreamTarget target = destination.prepare(plan)) {
            write.accept(target);
            target.publish(1);
            look.accept(target);
            target.forget();
        }
    }

    /** Each payload is a chunk. */
    private static void write(StreamTarget target, StreamPlan plan, String partition, DataSourcePayload... payloads) {
        try (PartitionWriter writer = target.open(plan.partition(partition), 1)) {
            long records = 0;
            for (int i = 0; i < payloads.length; i++) {
                writer.write(payloads[i], DestinationSuite::noRejects);
                records += payloads[i].recordCount();
                writer.commit(checkpoint(i + 1, records));
            }
            writer.finish(end(payloads.length + 1, records));
        }
    }

    private static DataSourcePayload payload(RowSchema schema, List<@Nullable Object> values) {
        RowBatchBuilder rows = new RowBatchBuilder(schema, values.size());
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            rows.addRow(value == null ? Map.of("n", (long) i) : Map.of("n", (long) i, "value", value));
        }
        return DataSourcePayload.of(rows.build(), StreamState.of("n", values.size()));
    }
}
