package io.headgate.transform;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.data.Values;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.state.StreamState;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What each transform and rule costs per record, and what {@code unique} costs as its keys become more. No test: run it by hand, on
 * a quiet machine, with the module's test class path.
 */
final class TransformMeasurement {

    private static final int ROWS = 50_000;
    private static final RowSchema SCHEMA = RowSchema.of(
            Field.required("id", Primitive.INT64),
            Field.of("number", Primitive.STRING),
            Field.of("day", Primitive.STRING),
            Field.of("name", Primitive.STRING),
            Field.of("amount", new DataType.Decimal(12, 2)),
            Field.of("date", Primitive.DATE));

    private TransformMeasurement() {}

    /**
     * @param arguments batches of 50,000 records for each measurement, default 40
     */
    public static void main(String[] arguments) throws Exception {
        int batches = arguments.length == 0 ? 40 : Integer.parseInt(arguments[0]);
        measurements()
                .forEach((name, options) ->
                        System.out.printf("%-45s %8.1f ns per record%n", name, measure(options, batches, null, null)));
        Path file = Files.createTempFile("unique", ".keys");
        Files.delete(file);
        Map<String, Object> unique = Map.of("rules", List.of(Map.of("column", "id", "unique", true)));
        measure(unique, batches, file, "unique");
        System.out.printf("file of %,d keys: %,d bytes%n", (long) batches * ROWS, Files.size(file));
        Files.delete(file);
    }

    private static Map<String, Map<String, Object>> measurements() {
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        all.put("select of 3", transform("select", List.of("id", "name", "day")));
        all.put("cast string to int64", transform("cast", Map.of("number", "int64")));
        all.put("cast string to decimal(12,2)", transform("cast", Map.of("number", "decimal(12,2)")));
        all.put("cast string to date, ISO", transform("cast", Map.of("day", "date")));
        all.put(
                "cast date to string, dd.MM.yyyy",
                transform("cast", Map.of("date", Map.of("type", "string", "format", "dd.MM.yyyy"))));
        all.put("mask", transform("mask", Map.of("columns", "name", "keep_last", 2)));
        all.put("hash", transform("hash", Map.of("columns", "name", "salt", "pepper and salt")));
        all.put("filter, id % 2 == 0", transform("filter", "id % 2 == 0"));
        all.put("derive, name + '!'", transform("derive", Map.of("x", "name + '!'")));
        all.put(
                "derive, round(amount * 1.19, 2)",
                transform(
                        "derive",
                        Map.of("x", Map.of("expression", "round(amount * 1.19, 2)", "type", "decimal(14,2)"))));
        all.put("deduplicate by id, window 1,000", transform("deduplicate", Map.of("key", "id")));
        all.put("rule not_null", rule(Map.of("column", "name", "not_null", true)));
        all.put("rule range", rule(Map.of("column", "amount", "range", Map.of("min", 0))));
        all.put("rule pattern", rule(Map.of("column", "name", "pattern", "[a-z]+ [0-9]+")));
        all.put("rule in, of 3", rule(Map.of("column", "name", "in", List.of("a", "b", "c"), "on_failure", "warn")));
        return all;
    }

    private static Map<String, Object> transform(String name, Object value) {
        return Map.of("transforms", List.of(Map.of(name, value)));
    }

    private static Map<String, Object> rule(Map<String, Object> rule) {
        return Map.of("rules", List.of(rule));
    }

    /**
     * @param progress prints every tenth of the measurement under this name, or null
     * @return nanoseconds per record, without the first half
     */
    private static double measure(
            Map<String, Object> options, int batches, @Nullable Path file, @Nullable String progress) {
        TransformPlan plan = TransformPlan.of(
                ConfigBinder.bind(StreamTransforms.class, options), SCHEMA, new TransformPlanner(name -> {
                    throw new IllegalStateException(name);
                }));
        long timed = 0;
        try (TransformSession session = plan.open(StreamState.EMPTY, 0, file)) {
            for (int i = 0; i < batches; i++) {
                DataSourcePayload payload =
                        new DataSourcePayload(batch((long) i * ROWS), List.of(), Map.of(), null, null);
                long start = System.nanoTime();
                session.validate(session.transform(payload));
                session.endChunk();
                long nanos = System.nanoTime() - start;
                timed += i >= batches / 2 ? nanos : 0;
                if (progress != null && (i + 1) % Math.max(1, batches / 10) == 0) {
                    System.out.printf(
                            "%s after %,d keys: %8.1f ns per record%n",
                            progress, (i + 1L) * ROWS, (double) nanos / ROWS);
                }
            }
        }
        return (double) timed / ROWS / (batches - batches / 2);
    }

    private static RowBatch batch(long first) {
        RowBatchBuilder rows = new RowBatchBuilder(SCHEMA, ROWS);
        for (int i = 0; i < ROWS; i++) {
            rows.longs(0).set(first + i);
            text(rows, 1, String.valueOf(first + i));
            text(rows, 2, LocalDate.ofEpochDay(i % 20_000).toString());
            text(rows, 3, "name " + i);
            Values.write(rows.column(4), SCHEMA.field(4), BigDecimal.valueOf(i, 2));
            rows.ints(5).set(i % 20_000);
            rows.endRow();
        }
        return rows.build();
    }

    private static void text(RowBatchBuilder rows, int field, String text) {
        Values.write(rows.column(field), SCHEMA.field(field), text);
    }
}
