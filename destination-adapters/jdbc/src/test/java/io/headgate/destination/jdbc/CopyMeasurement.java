package io.headgate.destination.jdbc;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.state.StreamState;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Measures what a row of eight columns costs the client, and how fast it lands. Not a test: run it by hand. Arguments: rows
 * (default 1,000,000) and rows per payload (default 10,000).
 */
final class CopyMeasurement {

    private static final RowSchema SCHEMA = RowSchema.of(
            Field.required("id", Primitive.INT64),
            Field.of("customer", Primitive.INT32),
            Field.of("name", Primitive.STRING),
            Field.of("city", Primitive.STRING),
            Field.of("amount", new DataType.Decimal(12, 2)),
            Field.of("weight", Primitive.FLOAT64),
            Field.of("day", Primitive.DATE),
            Field.of("at", Primitive.TIMESTAMP));

    private CopyMeasurement() {}

    public static void main(String[] args) {
        int rows = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        int perPayload = args.length > 1 ? Integer.parseInt(args[1]) : 10_000;
        RowBatch batch = batch(perPayload);
        for (int round = 0; round < 5; round++) {
            measureEncoding(batch, Math.max(1, rows / perPayload));
        }
        TestDatabase database = TestDatabase.postgres(CopyMeasurement.class);
        for (int round = 0; round < 3; round++) {
            measureLoading(database, "t" + round, batch, Math.max(1, rows / perPayload));
        }
        System.exit(0);
    }

    private static void measureEncoding(RowBatch batch, int times) {
        Dialect dialect = new PostgresDialect();
        List<TargetColumn> columns = IntStream.range(0, SCHEMA.size())
                .mapToObj(i -> new TargetColumn(
                        SCHEMA.field(i),
                        SCHEMA.field(i).name(),
                        typeOf(SCHEMA.field(i).type())))
                .toList();
        PostgresRowEncoder encoder =
                new PostgresRowEncoder(new TargetTable(new TableName("public", "t"), SCHEMA, columns));
        List<List<ValueCheck>> checks = columns.stream().map(dialect::checks).toList();
        CopyBuffer buffer = new CopyBuffer(1 << 17);
        long bytes = 0;
        long cpu = cpuNanos();
        for (int i = 0; i < times; i++) {
            Misfits misfits = new Misfits(batch.rowCount());
            for (int c = 0; c < checks.size(); c++) {
                for (ValueCheck check : checks.get(c)) {
                    check.check(batch.column(c), batch.rowCount(), misfits);
                }
            }
            encoder.bind(batch);
            for (int row = 0; row < batch.rowCount(); row++) {
                encoder.encode(row, buffer);
                if (buffer.position() > 1 << 16) {
                    bytes += buffer.position();
                    buffer.clear();
                }
            }
        }
        long rows = (long) times * batch.rowCount();
        System.out.printf(
                "check and encode: %d rows, %.1f bytes a row, %.3f CPU-microseconds a row%n",
                rows, (double) bytes / rows, (cpuNanos() - cpu) / 1000.0 / rows);
    }

    private static void measureLoading(TestDatabase database, String table, RowBatch batch, int times) {
        StreamPlan plan = Loads.plan(table, SCHEMA);
        DataSourcePayload payload = DataSourcePayload.of(batch, StreamState.EMPTY);
        try (IDataDestination destination = database.destination();
                StreamTarget target = destination.prepare(plan);
                PartitionWriter writer = target.open(plan.partition("p0"), 1)) {
            long start = System.nanoTime();
            long cpu = cpuNanos();
            long sequence = 0;
            for (int i = 1; i <= times; i++) {
                writer.write(payload, record -> {
                    throw new AssertionError(record);
                });
                if (i % Math.max(1, 50_000 / batch.rowCount()) == 0 || i == times) {
                    writer.commit(Loads.checkpoint(++sequence));
                }
            }
            long rows = (long) times * batch.rowCount();
            System.out.printf(
                    "load: %d rows, %d commits, %,.0f rows a second, %.3f CPU-microseconds a row in the client%n",
                    rows, sequence, rows * 1e9 / (System.nanoTime() - start), (cpuNanos() - cpu) / 1000.0 / rows);
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static SqlType typeOf(DataType type) {
        if (type instanceof DataType.Decimal decimal) {
            return SqlType.numeric(decimal.precision(), decimal.scale(), "numeric");
        }
        return switch ((Primitive) type) {
            case INT32 -> SqlType.of(SqlType.Kind.INT32, "integer");
            case INT64 -> SqlType.of(SqlType.Kind.INT64, "bigint");
            case STRING -> SqlType.text(0, "text");
            case FLOAT64 -> SqlType.of(SqlType.Kind.FLOAT64, "double precision");
            case DATE -> SqlType.of(SqlType.Kind.DATE, "date");
            case TIMESTAMP -> SqlType.time(SqlType.Kind.TIMESTAMP, 6, "timestamp");
            default -> throw new IllegalArgumentException(type.text());
        };
    }

    private static RowBatch batch(int rows) {
        Random random = new Random(1);
        RowBatchBuilder builder = new RowBatchBuilder(SCHEMA, rows);
        for (int i = 0; i < rows; i++) {
            builder.longs(0).set(i);
            builder.ints(1).set(random.nextInt(100_000));
            setText(builder, 2, "customer number " + random.nextInt(100_000));
            if (random.nextInt(10) > 0) {
                setText(builder, 3, "city " + random.nextInt(500));
            }
            builder.longs(4).set(random.nextInt(10_000_000));
            builder.doubles(5).set(random.nextDouble());
            builder.ints(6).set(18_000 + random.nextInt(2_000));
            builder.longs(7).set(1_700_000_000_000_000L + random.nextInt());
            builder.endRow();
        }
        return builder.build();
    }

    private static void setText(RowBatchBuilder builder, int field, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        builder.bytes(field).set(bytes, 0, bytes.length);
    }
}
