package io.headgate.transform;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.config.ConfigException;
import io.headgate.api.config.ConfigProblem;
import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.api.transform.IRecordTransformFactory;
import io.headgate.api.transform.RecordTransform;
import io.headgate.transform.CastOperator.CellCast;
import io.headgate.transform.TransformOptions.CustomOptions;
import io.headgate.transform.TransformOptions.DeduplicateOptions;
import io.headgate.transform.TransformOptions.FlattenOptions;
import io.headgate.transform.TransformOptions.HashOptions;
import io.headgate.transform.TransformOptions.MaskOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Plans one transform after the other against the schema that comes out of those before it. A mistake is a {@link ConfigException}
 * whose keys are relative to the transform's own table.
 */
final class TransformPlanner {

    private final Function<String, IRecordTransformFactory<?>> customs;

    /**
     * @param customs finds a custom transform by its name; throws a ConfigException under {@code name}
     */
    TransformPlanner(Function<String, IRecordTransformFactory<?>> customs) {
        this.customs = customs;
    }

    PlannedStep plan(TransformOptions options, RowSchema input) {
        if (!options.select().isEmpty()) {
            return select(options.select(), input);
        }
        if (!options.drop().isEmpty()) {
            return drop(options.drop(), input);
        }
        if (!options.rename().isEmpty()) {
            return rename(options.rename(), input);
        }
        if (!options.cast().isEmpty()) {
            return cast(CastOptions.parseAll("cast", options.cast()), column -> "cast." + column, input);
        }
        if (!options.derive().isEmpty()) {
            return derive(DeriveOptions.parseAll("derive", options.derive()), input);
        }
        if (options.filter() != null) {
            return filter(options.filter(), input);
        }
        if (options.mask() != null) {
            return mask(options.mask(), input);
        }
        if (options.hash() != null) {
            return hash(options.hash(), input);
        }
        if (options.deduplicate() != null) {
            return deduplicate(options.deduplicate(), input);
        }
        return options.flatten() != null ? flatten(options.flatten(), input) : custom(options.custom(), input);
    }

    private static PlannedStep select(List<String> columns, RowSchema input) {
        List<ConfigProblem> problems = new ArrayList<>();
        int[] positions = Schemas.positions(input, columns, "select", problems);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!seen.add(columns.get(i))) {
                problems.add(new ConfigProblem("select[" + i + "]", "column '" + columns.get(i) + "' stands twice"));
            }
        }
        throwIfAny(problems);
        List<Field> fields = new ArrayList<>();
        for (int position : positions) {
            fields.add(input.field(position));
        }
        RowSchema output = Schemas.with(fields, input.primaryKey());
        return PlannedStep.shared(output, new ProjectOperator(output, positions));
    }

    private static PlannedStep drop(List<String> columns, RowSchema input) {
        List<ConfigProblem> problems = new ArrayList<>();
        Schemas.positions(input, columns, "drop", problems);
        if (columns.containsAll(input.names())) {
            problems.add(new ConfigProblem("drop", "leaves no column"));
        }
        throwIfAny(problems);
        return select(
                input.names().stream().filter(name -> !columns.contains(name)).toList(), input);
    }

    private static PlannedStep rename(Map<String, String> names, RowSchema input) {
        List<ConfigProblem> problems = new ArrayList<>();
        names.forEach((from, to) -> {
            Schemas.position(input, from, "rename." + from, problems);
            if (to.isBlank()) {
                problems.add(new ConfigProblem("rename." + from, "must not be empty"));
            }
        });
        Set<String> taken = new HashSet<>();
        int[] positions = new int[input.size()];
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < positions.length; i++) {
            Field field = input.field(i);
            String name = names.getOrDefault(field.name(), field.name());
            positions[i] = i;
            fields.add(new Field(name.isBlank() ? field.name() : name, field.type(), field.nullable()));
            if (!taken.add(name)) {
                String source = names.containsKey(field.name()) ? field.name() : sourceOf(names, name);
                problems.add(new ConfigProblem("rename." + source, "there would be two columns '" + name + "'"));
            }
        }
        throwIfAny(problems);
        List<String> key = input.primaryKey().stream()
                .map(name -> names.getOrDefault(name, name))
                .toList();
        RowSchema output = new RowSchema(fields, key);
        return PlannedStep.shared(output, new ProjectOperator(output, positions));
    }

    private static String sourceOf(Map<String, String> names, String target) {
        return names.entrySet().stream()
                .filter(entry -> entry.getValue().equals(target))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(target);
    }

    /**
     * @param path where a column's cast was written
     */
    static PlannedStep cast(Map<String, CastOptions> casts, Function<String, String> path, RowSchema input) {
        List<ConfigProblem> problems = new ArrayList<>();
        Map<Integer, CellCast> cells = new HashMap<>();
        RowSchema output = input;
        for (Map.Entry<String, CastOptions> entry : casts.entrySet()) {
            String column = entry.getKey();
            int position = Schemas.position(input, column, path.apply(column), problems);
            if (position < 0) {
                continue;
            }
            Field from = input.field(position);
            CastOptions options = entry.getValue();
            boolean nullable = from.nullable() || options.emptyAsNull();
            Field to = new Field(column, options.dataType(), nullable);
            if (!Casts.exist(from.type(), to.type(), options)) {
                problems.add(new ConfigProblem(path.apply(column), noCast(from, to)));
            } else if (!from.type().equals(to.type()) || options.emptyAsNull()) {
                cells.put(position, CellCast.of(from, to, options));
                output = Schemas.replace(output, position, to);
            }
        }
        throwIfAny(problems);
        return PlannedStep.shared(output, new CastOperator(output, cells));
    }

    private static String noCast(Field from, Field to) {
        boolean number = Casts.isWhole(from.type()) && to.type() == Primitive.TIMESTAMP_TZ;
        return "column '" + from.name() + "' is " + from.type().text() + ", which cannot become "
                + to.type().text()
                + (number ? " without format = \"epoch_seconds\", \"epoch_millis\" or \"epoch_micros\"" : "");
    }

    private static PlannedStep derive(Map<String, DeriveOptions> columns, RowSchema input) {
        List<ConfigProblem> problems = new ArrayList<>();
        Expressions expressions = new Expressions(input);
        Map<String, Expression> compiled = new HashMap<>();
        RowSchema output = input;
        for (Map.Entry<String, DeriveOptions> entry : columns.entrySet()) {
            String path = "derive." + entry.getKey();
            try {
                Expression expression =
                        expressions.compile(path, entry.getValue().expression());
                DataType type = typeOf(path, expression, entry.getValue().type());
                compiled.put(entry.getKey(), expression);
                output = Schemas.put(output, Field.of(entry.getKey(), type));
            } catch (ConfigException e) {
                problems.addAll(e.problems());
            }
        }
        throwIfAny(problems);
        return derived(output, compiled);
    }

    private static PlannedStep derived(RowSchema output, Map<String, Expression> compiled) {
        return new PlannedStep(output, () -> {
            List<DeriveOperator.Derived> derived = new ArrayList<>();
            compiled.forEach((column, expression) -> {
                int position = output.indexOf(column);
                DataType type = output.field(position).type();
                derived.add(new DeriveOperator.Derived(
                        position, expression.row(), new Casts(type, CastOptions.to(type.text()))));
            });
            return new DeriveOperator(output, derived);
        });
    }

    private static DataType typeOf(String path, Expression expression, @Nullable String declared) {
        if (declared != null) {
            DataType type = DataType.parse(declared);
            if (!CelValues.canBecome(expression.type(), type, CastOptions.to(declared))) {
                throw new ConfigException(
                        path,
                        "'" + expression.text() + "' is " + expression.type().name() + ", which cannot become "
                                + declared);
            }
            return type;
        }
        DataType type = CelValues.columnOf(expression.type());
        if (type == null) {
            throw new ConfigException(
                    path,
                    "'" + expression.text() + "' is " + expression.type().name()
                            + "; say what the column is: { expression = \"…\", type = \"decimal(12,2)\" }");
        }
        return type;
    }

    private static PlannedStep filter(String text, RowSchema input) {
        Expression condition = condition("filter", text, input);
        return new PlannedStep(input, () -> new FilterOperator(condition));
    }

    /** An expression that is true or false. */
    static Expression condition(String path, String text, RowSchema input) {
        Expression condition = new Expressions(input).compile(path, text);
        if (!condition.isBoolean()) {
            throw new ConfigException(
                    path, "'" + text + "' is " + condition.type().name() + ", neither true nor false");
        }
        return condition;
    }

    /** Adds what tells a destination to delete instead of to write. */
    static PlannedStep deletion(String text, String field, RowSchema input) {
        Expression condition = condition("delete_when", text, input);
        if (input.indexOf(field) >= 0) {
            throw new ConfigException("delete_when", "the stream has a column '" + field + "' already; rename it");
        }
        return derived(Schemas.put(input, Field.required(field, Primitive.BOOLEAN)), Map.of(field, condition));
    }

    private static PlannedStep mask(MaskOptions options, RowSchema input) {
        List<ConfigProblem> problems = new ArrayList<>();
        int[] positions = Schemas.positions(input, options.columns(), "mask.columns", problems);
        List<Integer> masked = new ArrayList<>();
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] >= 0 && input.field(positions[i]).type() != Primitive.STRING) {
                problems.add(new ConfigProblem(
                        "mask.columns[" + i + "]",
                        "column '" + options.columns().get(i) + "' is "
                                + input.field(positions[i]).type().text()
                                + "; only text can be masked, so cast it first"));
            }
            masked.add(positions[i]);
        }
        throwIfAny(problems);
        return PlannedStep.shared(input, ColumnChange.of(input, masked, new MaskOperator(options)));
    }

    private static PlannedStep hash(HashOptions options, RowSchema input) {
        List<ConfigProblem> problems = new ArrayList<>();
        int[] positions = Schemas.positions(input, options.columns(), "hash.columns", problems);
        throwIfAny(problems);
        List<Integer> hashed = new ArrayList<>();
        RowSchema output = input;
        for (int position : positions) {
            Field field = input.field(position);
            output = Schemas.replace(output, position, new Field(field.name(), Primitive.STRING, field.nullable()));
            hashed.add(position);
        }
        RowSchema strings = output;
        return new PlannedStep(
                strings,
                () -> HashChange.operator(
                        input, strings, hashed.stream().distinct().toList(), options.salt()));
    }

    private static PlannedStep deduplicate(DeduplicateOptions options, RowSchema input) {
        List<ConfigProblem> problems = new ArrayList<>();
        List<String> key = options.key().isEmpty() ? input.names() : options.key();
        int[] positions = Schemas.positions(input, key, "deduplicate.key", problems);
        throwIfAny(problems);
        return new PlannedStep(input, () -> new DeduplicateOperator(positions, options.window()));
    }

    private static PlannedStep flatten(FlattenOptions options, RowSchema input) {
        List<ConfigProblem> problems = new ArrayList<>();
        int[] positions = Schemas.positions(input, options.columns(), "flatten.columns", problems);
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] >= 0 && !(input.field(positions[i]).type() instanceof DataType.Struct)) {
                problems.add(new ConfigProblem(
                        "flatten.columns[" + i + "]",
                        "column '" + options.columns().get(i) + "' is "
                                + input.field(positions[i]).type().text()
                                + "; only a struct has fields that are known beforehand"));
            }
        }
        throwIfAny(problems);
        return new Flattening(options.columns(), options.separator()).plan(input);
    }

    private PlannedStep custom(@Nullable CustomOptions options, RowSchema input) {
        RecordTransform transform = make(Objects.requireNonNull(options));
        try {
            RowSchema output = transform.outputSchema(input);
            return PlannedStep.shared(output, new CustomOperator(transform, output));
        } catch (ConfigException e) {
            throw new ConfigException(Shorthand.under("custom.config", e, null));
        }
    }

    /**
     * Makes a custom transform.
     *
     * @throws ConfigException under {@code custom}
     */
    RecordTransform make(CustomOptions options) {
        try {
            return make(customs.apply(options.name()), options.config());
        } catch (ConfigException e) {
            throw new ConfigException(Shorthand.under("custom", e, null));
        }
    }

    private static <C extends Record> RecordTransform make(
            IRecordTransformFactory<C> factory, Map<String, Object> config) {
        try {
            return factory.create(ConfigBinder.bind(factory.configType(), config));
        } catch (ConfigException e) {
            throw new ConfigException(Shorthand.under("config", e, null));
        }
    }

    private static void throwIfAny(List<ConfigProblem> problems) {
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }
}
