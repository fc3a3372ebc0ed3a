package io.headgate.destination.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.config.ConfigBinder;
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
import io.headgate.api.state.StreamState;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A table's files have its columns, whatever the stream has of them. */
class HeldColumnsTest {

    private static final Field A = Field.of("a", Primitive.INT64);
    private static final Field B = Field.of("b", Primitive.STRING);

    @TempDir
    private Path folder;

    static Stream<Map<String, ?>> configs() {
        return Stream.of(Map.of(), Map.of("header", false), Map.of("format", "jsonl"));
    }

    /** Lands one record in a run of its own and reads it back. */
    private Holdings land(RowSchema schema, DataSourcePayload payload, Map<String, ?> config) {
        StreamPlan plan = new StreamPlan(
                "flow",
                UUID.randomUUID(),
                Instant.parse("2026-11-21T12:00:00Z"),
                "orders",
                "orders",
                schema,
                WriteMode.APPEND,
                List.of(),
                List.of("p0"));
        IDataDestination destination = new FileDestinationFactory()
                .create("out", folder.toString(), ConfigBinder.bind(FileConfig.class, config));
        try (StreamTarget target = destination.prepare(plan)) {
            try (PartitionWriter writer = target.open(plan.partition("p0"), 1)) {
                writer.write(payload, FileFixture.NO_REJECTS);
                writer.finish(FileFixture.complete(1, 1));
            }
            target.publish(1);
            return target.holdings(ReconcileLevel.CHECKSUM);
        }
    }

    private void assertReadBack(RowSchema schema, Map<String, ?> row, Map<String, ?> config) {
        RowBatchBuilder rows = new RowBatchBuilder(schema, 1);
        rows.addRow(row);
        DataSourcePayload payload = DataSourcePayload.of(rows.build(), StreamState.EMPTY);
        RecordChecksum sum = new RecordChecksum(schema, schema.names());
        sum.add(payload.data());
        Holdings holdings = land(schema, payload, config);
        assertThat(holdings.records()).isEqualTo(1);
        assertThat(holdings.checksum()).isEqualTo(sum.text());
        assertThat(holdings.note()).isNull();
    }

    @ParameterizedTest
    @MethodSource("configs")
    void a_table_with_more_columns_than_the_stream_is_read_back(Map<String, ?> config) {
        RowSchema wide = RowSchema.of(A, B, Field.required("c", Primitive.DATE), Field.of("d", Primitive.JSON));
        assertReadBack(wide, Map.of("a", 1L, "b", "x", "c", LocalDate.EPOCH, "d", "{}"), config);
        assertReadBack(RowSchema.of(A, B), Map.of("a", 2L, "b", "y"), config);
    }

    @ParameterizedTest
    @MethodSource("configs")
    void a_table_with_its_columns_in_another_order_is_read_back(Map<String, ?> config) {
        assertReadBack(RowSchema.of(A, B), Map.of("a", 1L, "b", "x"), config);
        assertReadBack(RowSchema.of(B, A), Map.of("a", 2L, "b", "3"), config);
    }

    @ParameterizedTest
    @MethodSource("configs")
    void a_table_of_a_wider_type_is_read_back(Map<String, ?> config) {
        assertReadBack(RowSchema.of(A), Map.of("a", 1L << 40), config);
        assertReadBack(RowSchema.of(Field.of("a", Primitive.INT32)), Map.of("a", 7), config);
    }
}
