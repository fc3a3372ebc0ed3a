package io.headgate.destination.file;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.data.ColumnBuilder;
import io.headgate.api.data.DataType;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.state.Checkpoint;
import io.headgate.api.state.StreamState;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Measures one partition of eight mixed columns. Arguments: folder, csv or jsonl, chunks of 50,000 records. Not a test. */
final class FileSpeed {

    private static final int ROWS = 50_000;
    private static final RowSchema SCHEMA = RowSchema.of(
            Field.of("id", DataType.parse("int64")),
            Field.of("name", DataType.parse("string")),
            Field.of("quantity", DataType.parse("int32")),
            Field.of("amount", DataType.parse("decimal(12,2)")),
            Field.of("price", DataType.parse("float64")),
            Field.of("day", DataType.parse("date")),
            Field.of("at", DataType.parse("timestamp")),
            Field.of("comment", DataType.parse("string")));

    private FileSpeed() {}

    public static void main(String[] arguments) {
        int chunks = Integer.parseInt(arguments[2]);
        RowBatch batch = batch();
        for (int round = 0; round < 3; round++) {
            measure(Path.of(arguments[0]), arguments[1], chunks, batch);
        }
    }

    private static void measure(Path folder, String format, int chunks, RowBatch batch) {
        var destination = new FileDestinationFactory()
                .create("out", folder.toString(), ConfigBinder.bind(FileConfig.class, Map.of("format", format)));
        StreamPlan plan = new StreamPlan(
                "speed",
                UUID.randomUUID(),
                Instant.now(),
                "s",
                "speed",
                SCHEMA,
                WriteMode.APPEND,
                List.of(),
                List.of("p"));
        StreamTarget target = destination.prepare(plan);
        long start = System.nanoTime();
        long cpuStart = cpuNanos();
        try (PartitionWriter writer = target.open(plan.partition("p"), 1)) {
            for (int chunk = 1; chunk <= chunks; chunk++) {
                writer.write(DataSourcePayload.of(batch, StreamState.EMPTY), record -> {});
                writer.commit(new Checkpoint(chunk, 0, 0, 0, "{}", chunk == chunks));
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuSeconds = (cpuNanos() - cpuStart) / 1e9;
        target.forget();
        System.out.printf(
                "%s: %,d records, %,.0f records/s, %.2f CPU-s per million records%n",
                format, (long) chunks * ROWS, (double) chunks * ROWS / seconds, cpuSeconds * 1e6 / ROWS / chunks);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static RowBatch batch() {
        Random random = new Random(1);
        RowBatchBuilder builder = new RowBatchBuilder(SCHEMA, ROWS);
        for (int i = 0; i < ROWS; i++) {
            builder.longs(0).set(1_000_000L + i);
            set(builder.bytes(1), "customer " + random.nextInt(1_000_000));
            builder.ints(2).set(random.nextInt(1000));
            builder.longs(3).set(random.nextInt(100_000_000));
            builder.doubles(4).set(random.nextInt(100_000) / 100.0);
            builder.ints(5).set(20_000 + random.nextInt(365));
            builder.longs(6).set(1_790_000_000_000_000L + random.nextInt(1_000_000_000) * 1000L);
            set(builder.bytes(7), i % 20 == 0 ? "says \"hello, world\" to you" : "nothing to be quoted in here");
            builder.endRow();
        }
        return builder.build();
    }

    private static void set(ColumnBuilder.Bytes column, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        column.set(bytes, 0, bytes.length);
    }
}
