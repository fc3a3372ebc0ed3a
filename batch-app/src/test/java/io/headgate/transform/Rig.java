package io.headgate.transform;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.config.ConfigException;
import io.headgate.api.config.ConfigProblem;
import io.headgate.api.data.DataType;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.data.Values;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.StreamState;
import io.headgate.api.transform.IRecordTransformFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Transforms and rules as a configuration has them, on a few records. */
final class Rig {

    final RowSchema schema;
    private Function<String, IRecordTransformFactory<?>> customs = name -> {
        throw new ConfigException("name", "there is no transform '" + name + "'");
    };

    private Rig(RowSchema schema) {
        this.schema = schema;
    }

    /** What came out. */
    record Result(List<Map<String, @Nullable Object>> rows, List<RejectedRecord> rejected, RowSchema schema) {

        List<@Nullable Object> column(String name) {
            List<@Nullable Object> values = new ArrayList<>();
            rows.forEach(row -> values.add(row.get(name)));
            return values;
        }

        List<String> codes() {
            return rejected.stream().map(RejectedRecord::code).toList();
        }

        String onlyReason() {
            if (rejected.size() != 1) {
                throw new AssertionError("one record rejected, not " + rejected);
            }
            return rejected.get(0).reason();
        }
    }

    /** Names and types: {@code "id int64", "name string"}; a type followed by {@code !} is not nullable. */
    static Rig of(String... fields) {
        return new Rig(RowSchema.of(Arrays.stream(fields).map(Rig::field).toArray(Field[]::new)));
    }

    private static Field field(String text) {
        int space = text.lastIndexOf(' ');
        String type = text.substring(space + 1);
        boolean required = type.endsWith("!");
        DataType parsed = DataType.parse(required ? type.substring(0, type.length() - 1) : type);
        return new Field(text.substring(0, space), parsed, !required);
    }

    Rig with(IRecordTransformFactory<?> custom) {
        customs = name -> custom;
        return this;
    }

    RowBatch batch(Object[]... rows) {
        RowBatchBuilder builder = new RowBatchBuilder(schema, rows.length);
        builder.origin("test");
        for (int row = 0; row < rows.length; row++) {
            for (int field = 0; field < schema.size(); field++) {
                if (rows[row][field] != null) {
                    Values.write(builder.column(field), schema.field(field), rows[row][field]);
                }
            }
            builder.position(row + 1);
            builder.endRow();
        }
        return builder.build();
    }

    TransformPlan plan(Map<String, Object> options) {
        StreamTransforms transforms = ConfigBinder.bind(StreamTransforms.class, options);
        return TransformPlan.of(transforms, schema, new TransformPlanner(customs));
    }

    Result run(Map<String, Object> options, Object[]... rows) {
        TransformPlan plan = plan(options);
        try (TransformSession session = plan.open(StreamState.EMPTY, 0, null)) {
            return run(session, plan, batch(rows));
        }
    }

    static Result run(TransformSession session, TransformPlan plan, RowBatch batch) {
        DataSourcePayload payload = new DataSourcePayload(batch, List.of(), Map.of(), null, null);
        DataSourcePayload out = session.validate(session.transform(payload));
        session.endChunk();
        List<Map<String, @Nullable Object>> result = new ArrayList<>();
        for (int row = 0; row < out.data().rowCount(); row++) {
            result.add(out.data().toMap(row));
        }
        if (!out.data().schema().equals(plan.output())) {
            throw new AssertionError(
                    "planned " + plan.output() + " but got " + out.data().schema());
        }
        return new Result(result, out.rejected(), plan.output());
    }

    /** One transform. */
    Result transform(String name, Object value, Object[]... rows) {
        return run(Map.of("transforms", List.of(Map.of(name, value))), rows);
    }

    /** One rule. */
    Result rule(Map<String, Object> rule, Object[]... rows) {
        return run(Map.of("rules", List.of(rule)), rows);
    }

    /** The mistakes of a configuration, as {@code key: message}. */
    List<String> mistakes(Map<String, Object> options) {
        try {
            plan(options);
            return List.of();
        } catch (ConfigException e) {
            return e.problems().stream().map(Rig::text).toList();
        }
    }

    List<String> mistakesOf(String transform, Object value) {
        return mistakes(Map.of("transforms", List.of(Map.of(transform, value))));
    }

    private static String text(ConfigProblem problem) {
        return problem.key() + ": " + problem.message();
    }

    static Object[] row(@Nullable Object... values) {
        return values;
    }

    static Path file(Path folder) {
        return folder.resolve("unique.keys");
    }
}
