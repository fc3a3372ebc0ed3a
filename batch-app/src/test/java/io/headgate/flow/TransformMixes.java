package io.headgate.flow;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** Makes schemas and mixes of transforms and rules that fit them, from random numbers. */
final class TransformMixes {

    private static final List<DataType> TYPES = List.of(
            Primitive.BOOLEAN,
            Primitive.INT32,
            Primitive.INT64,
            Primitive.FLOAT64,
            Primitive.STRING,
            Primitive.STRING,
            Primitive.DATE,
            Primitive.TIMESTAMP_TZ,
            new DataType.Decimal(12, 2),
            new DataType.Decimal(30, 4),
            new DataType.Struct(List.of(Field.of("a", Primitive.INT64), Field.of("b", Primitive.STRING))));

    private final Random random;
    /** Columns with their types as they are after the transforms so far. */
    private final Map<String, DataType> columns = new LinkedHashMap<>();

    private int made;

    private TransformMixes(RowSchema schema, Random random) {
        this.random = random;
        schema.fields().forEach(field -> columns.put(field.name(), field.type()));
    }

    static RowSchema schema(Random random) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(5); i++) {
            DataType type = TYPES.get(random.nextInt(TYPES.size()));
            fields.add(new Field("c" + i, type, random.nextInt(4) > 0));
        }
        return new RowSchema(fields, List.of());
    }

    static Map<String, Object> mix(RowSchema schema, Random random) {
        TransformMixes mixes = new TransformMixes(schema, random);
        List<Map<String, Object>> transforms = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            transforms.add(mixes.transform());
        }
        List<Map<String, Object>> rules = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            rules.add(mixes.rule());
        }
        return Map.of("transforms", transforms, "rules", rules);
    }

    /** Whether the order of what lands is part of the result. */
    static boolean isSequential(Map<String, Object> mix) {
        String text = mix.toString();
        return text.contains("deduplicate=") || text.contains("unique=true");
    }

    private String any() {
        List<String> names = List.copyOf(columns.keySet());
        return names.get(random.nextInt(names.size()));
    }

    private Map<String, Object> transform() {
        String column = any();
        DataType type = columns.get(column);
        return switch (random.nextInt(11)) {
            case 0 -> select();
            case 1 -> rename(column);
            case 2 -> cast(column, type);
            case 3 -> derive(column, type);
            case 4 -> Map.of("filter", condition(column, type));
            case 5 ->
                type == Primitive.STRING
                        ? Map.of("mask", Map.of("columns", column, "keep_last", random.nextInt(3)))
                        : cast(column, type);
            case 6 -> hash(column);
            case 7 -> flatten();
            default -> Map.of("deduplicate", Map.of("key", column, "window", 1 + random.nextInt(12)));
        };
    }

    private Map<String, Object> select() {
        List<String> kept = columns.keySet().stream()
                .filter(name -> random.nextInt(5) > 0)
                .collect(Collectors.toCollection(ArrayList::new));
        if (kept.isEmpty()) {
            kept.add(any());
        }
        columns.keySet().retainAll(kept);
        return Map.of("select", kept);
    }

    private Map<String, Object> rename(String column) {
        String name = "r" + made++;
        Map<String, DataType> before = new LinkedHashMap<>(columns);
        columns.clear();
        before.forEach((other, type) -> columns.put(other.equals(column) ? name : other, type));
        return Map.of("rename", Map.of(column, name));
    }

    private Map<String, Object> cast(String column, DataType type) {
        DataType to = type == Primitive.STRING
                ? List.of(
                                Primitive.INT64,
                                Primitive.INT32,
                                Primitive.DATE,
                                Primitive.FLOAT64,
                                new DataType.Decimal(6, 2))
                        .get(random.nextInt(5))
                : Primitive.STRING;
        columns.put(column, to);
        return Map.of("cast", Map.of(column, to.text()));
    }

    private Map<String, Object> derive(String column, DataType type) {
        String name = random.nextInt(4) == 0 ? column : "d" + made++;
        if (type == Primitive.INT64 || type == Primitive.INT32) {
            columns.put(name, Primitive.INT64);
            return Map.of("derive", Map.of(name, "100 / " + column));
        }
        if (type instanceof DataType.Decimal) {
            columns.put(name, new DataType.Decimal(20, 2));
            String expression = "round(coalesce(" + column + ", decimal('1')) * 3, 2)";
            return Map.of("derive", Map.of(name, Map.of("expression", expression, "type", "decimal(20,2)")));
        }
        columns.put(name, Primitive.BOOLEAN);
        return Map.of("derive", Map.of(name, condition(column, type)));
    }

    private static String condition(String column, DataType type) {
        if (type == Primitive.INT64 || type == Primitive.INT32 || type instanceof DataType.Decimal) {
            return column + " > 1";
        }
        if (type == Primitive.STRING) {
            return column + " != 'x'";
        }
        return type == Primitive.FLOAT64 ? column + " > 0.3" : "string(row['" + column + "']) != 'true'";
    }

    private Map<String, Object> hash(String column) {
        columns.put(column, Primitive.STRING);
        return Map.of("hash", Map.of("columns", column, "salt", "salt and pepper"));
    }

    private Map<String, Object> flatten() {
        Map<String, DataType> before = new LinkedHashMap<>(columns);
        String separator = "_" + made++ + "_";
        columns.clear();
        before.forEach((column, type) -> {
            if (type instanceof DataType.Struct struct) {
                struct.fields().forEach(field -> columns.put(column + separator + field.name(), field.type()));
            } else {
                columns.put(column, type);
            }
        });
        return Map.of("flatten", Map.of("separator", separator));
    }

    private Map<String, Object> rule() {
        String column = any();
        String failure = random.nextBoolean() ? "reject" : "warn";
        return switch (random.nextInt(3)) {
            case 0 -> Map.of("column", column, "not_null", true, "on_failure", failure);
            case 1 -> Map.of("column", column, "unique", true, "on_failure", failure);
            default -> Map.of("expression", condition(column, columns.get(column)), "on_failure", failure);
        };
    }
}
