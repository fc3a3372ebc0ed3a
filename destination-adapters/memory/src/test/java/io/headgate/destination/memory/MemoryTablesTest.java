package io.headgate.destination.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.DeliveryGuarantee;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.Checkpoint;
import io.headgate.api.state.StreamState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MemoryTablesTest {

    private static final RowSchema SCHEMA = RowSchema.of(Field.required("n", Primitive.INT64));
    private static final RejectedRecord REJECTED = new RejectedRecord("made:2", "BAD", "no number", "x");

    private final String place = UUID.randomUUID().toString();

    private static IDataDestination destination(String id, String target, Map<String, Object> config) {
        MemoryDestinationFactory factory = new MemoryDestinationFactory();
        return factory.create(id, target, ConfigBinder.bind(factory.configType(), config));
    }

    private static StreamPlan plan(WriteMode mode) {
        return new StreamPlan(
                "flow", UUID.randomUUID(), Instant.EPOCH, "stream", "numbers", SCHEMA, mode, List.of(), List.of("p0"));
    }

    private static DataSourcePayload payload() {
        RowBatchBuilder rows = new RowBatchBuilder(SCHEMA, 1);
        rows.addRow(Map.of("n", 1L));
        return new DataSourcePayload(
                rows.build(), List.of(REJECTED), Map.of("read", "today"), StreamState.of("n", 1), null);
    }

    private static void land(IDataDestination destination) {
        StreamPlan plan = plan(WriteMode.APPEND);
        try (StreamTarget target = destination.prepare(plan);
                PartitionWriter writer = target.open(plan.partition("p0"), 1)) {
            writer.write(payload(), record -> {});
            writer.finish(new Checkpoint(1, 2, 1, 1, "{}", true));
        }
    }

    @Test
    void a_test_finds_rows_rejects_and_metadata_by_the_target() {
        land(destination("any", place, Map.of()));
        MemoryTables tables = MemoryTables.of(place);
        assertThat(tables.names()).containsExactly("numbers");
        assertThat(tables.rows("numbers")).isEqualTo(List.of(Map.of("n", 1L)));
        assertThat(tables.rejects("numbers")).containsExactly(REJECTED);
        assertThat(tables.payloads("numbers")).singleElement().satisfies(payload -> assertThat(payload.metadata())
                .isEqualTo(Map.of("read", "today")));
    }

    @Test
    void without_a_target_the_id_of_the_destination_is_the_name() {
        land(destination(place, null, Map.of()));
        assertThat(MemoryTables.of(place).rowCount("numbers")).isEqualTo(1);
    }

    @Test
    void rows_can_be_counted_without_being_kept() {
        land(destination(place, null, Map.of("keep_rows", false)));
        land(destination(place, null, Map.of("keep_rows", false)));
        assertThat(MemoryTables.of(place).rowCount("numbers")).isEqualTo(2);
        assertThat(MemoryTables.of(place).rows("numbers")).isEmpty();
        assertThat(MemoryTables.of(place).rejects("numbers")).hasSize(2);
    }

    @Test
    void clearing_forgets_everything() {
        land(destination(place, null, Map.of()));
        MemoryTables tables = MemoryTables.of(place);
        tables.clear();
        assertThat(tables.names()).isEmpty();
        assertThat(tables.rows("numbers")).isEmpty();
        assertThat(tables.rejects("numbers")).isEmpty();
        assertThat(tables.rowCount("numbers")).isZero();
    }

    @Test
    void a_mode_with_a_key_is_refused_where_rows_are_only_counted() {
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() ->
                        destination(place, null, Map.of("keep_rows", false)).guarantee(WriteMode.MERGE))
                .satisfies(e -> assertThat(e.code()).isEqualTo(CommonErrorCode.INVALID_CONFIGURATION));
    }

    @Test
    void it_promises_nothing_beyond_the_process() {
        assertThat(destination(place, null, Map.of())
                        .guarantee(WriteMode.APPEND)
                        .level())
                .isEqualTo(DeliveryGuarantee.Level.NOT_DURABLE);
    }
}
