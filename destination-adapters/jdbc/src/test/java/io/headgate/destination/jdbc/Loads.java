package io.headgate.destination.jdbc;

import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.ModeOptions;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.Checkpoint;
import io.headgate.api.state.StreamState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Plans, payloads and checkpoints that tests need. */
final class Loads {

    static final RowSchema ID_NAME =
            RowSchema.of(Field.required("id", Primitive.INT64), Field.of("name", Primitive.STRING));

    private Loads() {}

    static StreamPlan plan(String table, RowSchema schema, String... partitions) {
        return plan(UUID.randomUUID(), "stream", table, schema, partitions);
    }

    static StreamPlan plan(UUID instance, String stream, String table, RowSchema schema, String... partitions) {
        return new StreamPlan(
                "flow",
                instance,
                Instant.EPOCH,
                stream,
                table,
                schema,
                WriteMode.APPEND,
                List.of(),
                partitions.length == 0 ? List.of("p0") : List.of(partitions));
    }

    /** A plan of another mode than append, with {@code id} for its key where it has one. */
    static StreamPlan plan(WriteMode mode, String table, RowSchema schema, ModeOptions options) {
        return new StreamPlan(
                "flow",
                UUID.randomUUID(),
                Instant.now(),
                "stream",
                table,
                schema,
                mode,
                mode.hasKey() ? List.of("id") : List.of(),
                List.of("p0"),
                options);
    }

    /** A merge into table {@code t} with a key of its own. */
    static StreamPlan keyed(RowSchema schema, String... key) {
        return new StreamPlan(
                "flow",
                UUID.randomUUID(),
                Instant.now(),
                "stream",
                "t",
                schema,
                WriteMode.MERGE,
                List.of(key),
                List.of("p0"));
    }

    /** Values in the order of the fields. */
    static DataSourcePayload payload(RowSchema schema, Object[]... rows) {
        return DataSourcePayload.of(batch(schema, rows), StreamState.EMPTY);
    }

    static DataSourcePayload payloadInto(String table, RowSchema schema, Object[]... rows) {
        return new DataSourcePayload(batch(schema, rows), List.of(), Map.of(), StreamState.EMPTY, table);
    }

    static RowBatch batch(RowSchema schema, Object[]... rows) {
        RowBatchBuilder builder = new RowBatchBuilder(schema, rows.length);
        builder.origin("test");
        for (int i = 0; i < rows.length; i++) {
            builder.position(i + 1);
            Map<String, Object> row = new LinkedHashMap<>();
            for (int f = 0; f < schema.size(); f++) {
                row.put(schema.field(f).name(), rows[i][f]);
            }
            builder.addRow(row);
        }
        return builder.build();
    }

    /** Rows {@code from} up to, not including, {@code to} of {@link #ID_NAME}. */
    static DataSourcePayload ids(int from, int to) {
        Object[][] rows = new Object[to - from][];
        Arrays.setAll(rows, i -> row((long) from + i, "name " + (from + i)));
        return payload(ID_NAME, rows);
    }

    static Object[] row(Object... values) {
        return values;
    }

    static Checkpoint checkpoint(long sequence) {
        return new Checkpoint(sequence, 10 * sequence, 10 * sequence, 0, "{\"at\":" + sequence + "}", false);
    }

    /** Loads one payload as a whole job instance and returns what the destination rejected. */
    static List<RejectedRecord> load(IDataDestination destination, StreamPlan plan, DataSourcePayload... payloads) {
        List<RejectedRecord> rejected = new ArrayList<>();
        try (StreamTarget target = destination.prepare(plan);
                PartitionWriter writer = target.open(plan.partition("p0"), 1)) {
            for (DataSourcePayload payload : payloads) {
                writer.write(payload, rejected::add);
            }
            writer.finish(new Checkpoint(1, 1, 1, 0, "{}", true));
            target.publish(1);
        }
        return rejected;
    }
}
