package io.headgate.destination.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.state.StreamState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that dies between the destination's prepare and the JobRepository's commit is followed by one that plans anew. */
class PreparedAgainTest {

    private static final RowSchema NARROW =
            RowSchema.of(Field.of("a", Primitive.INT64), Field.of("b", Primitive.STRING));
    private static final RowSchema WIDE = RowSchema.of(
            Field.of("a", Primitive.INT64), Field.of("b", Primitive.STRING), Field.of("c", Primitive.STRING));

    @TempDir
    private Path folder;

    private final UUID instance = UUID.randomUUID();

    private IDataDestination destination() {
        return new FileDestinationFactory()
                .create("out", folder.toString(), ConfigBinder.bind(FileConfig.class, Map.of()));
    }

    private StreamPlan plan(RowSchema schema, String... partitions) {
        return new StreamPlan(
                "flow",
                instance,
                Instant.parse("2026-11-21T12:00:00Z"),
                "orders",
                "orders",
                schema,
                WriteMode.APPEND,
                List.of(),
                List.of(partitions));
    }

    private void prepare(StreamPlan plan) {
        destination().prepare(plan).close();
    }

    private PartitionWriter open(StreamPlan plan, String partition, long epoch) {
        return destination().attach(plan).open(plan.partition(partition), epoch);
    }

    private void land(StreamPlan plan, String partition, long epoch, Map<String, ?> row) {
        RowBatchBuilder rows = new RowBatchBuilder(plan.schema(), 1);
        rows.addRow(row);
        try (PartitionWriter writer = open(plan, partition, epoch)) {
            writer.write(DataSourcePayload.of(rows.build(), StreamState.EMPTY), FileFixture.NO_REJECTS);
            writer.finish(FileFixture.complete(1, 1));
        }
    }

    private List<String> landed() {
        List<String> lines = new ArrayList<>();
        FileFixture.files(folder.resolve("orders")).forEach(file -> lines.addAll(FileFixture.lines(file)));
        return lines;
    }

    @Test
    void a_field_that_the_source_has_gained_lands() {
        prepare(plan(NARROW, "p0"));
        StreamPlan again = plan(WIDE, "p0");
        prepare(again);
        land(again, "p0", 2, Map.of("a", 1L, "b", "x", "c", "new"));
        destination().attach(again).publish(2);
        assertThat(landed()).containsExactly("a,b,c", "1,x,new");
    }

    @Test
    void a_field_that_the_source_has_lost_stays_a_column() {
        prepare(plan(WIDE, "p0"));
        StreamPlan again = plan(NARROW, "p0");
        prepare(again);
        land(again, "p0", 2, Map.of("a", 1L, "b", "x"));
        destination().attach(again).publish(2);
        assertThat(landed()).containsExactly("a,b,c", "1,x,");
    }

    @Test
    void a_partition_that_the_source_has_gained_can_be_opened_and_one_that_it_has_lost_cannot() {
        prepare(plan(NARROW, "p0", "p1"));
        StreamPlan again = plan(NARROW, "p1", "p2");
        prepare(again);
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> open(again, "p0", 2))
                .satisfies(e -> assertThat(e.code()).isEqualTo(CommonErrorCode.FENCED));
        land(again, "p1", 2, Map.of("a", 1L, "b", "x"));
        land(again, "p2", 2, Map.of("a", 2L, "b", "y"));
        destination().attach(again).publish(2);
        assertThat(landed()).containsExactly("a,b", "1,x", "a,b", "2,y");
    }

    @Test
    void a_process_frozen_while_it_prepared_takes_nothing_from_its_successor() {
        StreamPlan zombie = plan(NARROW, "p0");
        StreamPlan successor = plan(WIDE, "p0", "p1");
        prepare(successor);
        prepare(zombie);
        land(successor, "p0", 2, Map.of("a", 1L, "b", "x", "c", "y"));
        land(successor, "p1", 2, Map.of("a", 2L, "b", "x", "c", "z"));
        destination().attach(successor).publish(2);
        assertThat(landed()).containsExactly("a,b,c", "1,x,y", "a,b,c", "2,x,z");
    }

    @Test
    void once_a_partition_was_opened_another_plan_is_refused_and_the_same_one_is_not() {
        StreamPlan first = plan(NARROW, "p0");
        prepare(first);
        open(first, "p0", 1).close();
        prepare(first);
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> prepare(plan(WIDE, "p0")))
                .withMessageContaining("has begun to land")
                .satisfies(e -> assertThat(e.code()).isEqualTo(CommonErrorCode.TARGET_MISMATCH));
        land(first, "p0", 2, Map.of("a", 1L, "b", "x"));
        destination().attach(first).publish(2);
        assertThat(landed()).containsExactly("a,b", "1,x");
    }

    @Test
    void a_plan_that_an_earlier_version_has_stored_is_gone_on_with() throws IOException {
        StreamPlan first = plan(NARROW, "p0");
        prepare(first);
        Path work;
        try (var folders = Files.list(folder.resolve("orders/.headgate"))) {
            work = folders.findFirst().orElseThrow();
        }
        Path stored = Objects.requireNonNull(FileFixture.files(work).get(0));
        Files.move(stored, work.resolve("plan"));
        StreamPlan again = plan(WIDE, "p0");
        prepare(again);
        assertThat(FileFixture.files(work)).hasSize(2);
        land(first, "p0", 2, Map.of("a", 1L, "b", "x"));
        destination().attach(first).publish(2);
        assertThat(landed()).containsExactly("a,b", "1,x");
    }

    @Test
    void rows_do_not_drop_a_field_without_a_column() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FileRows(WIDE, NARROW))
                .withMessageContaining("not all among the columns");
    }
}
