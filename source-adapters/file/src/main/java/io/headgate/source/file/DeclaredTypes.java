package io.headgate.source.file;

import io.headgate.api.config.ConfigException;
import io.headgate.api.config.ConfigProblem;
import io.headgate.api.data.DataType;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the key {@code columns} of a format says whose records name their fields: a table from name to type. */
record DeclaredTypes(Map<String, DataType> types) {

    static final Predicate<DataType> ANY = type -> true;

    /**
     * @param supported which types the format has values of
     * @throws ConfigException with every mistake
     */
    static DeclaredTypes parse(@Nullable Object columns, Predicate<DataType> supported) {
        if (columns == null) {
            return new DeclaredTypes(Map.of());
        }
        if (!(columns instanceof Map<?, ?> map)) {
            throw new ConfigException(
                    "columns", "expected a table from column to type, for instance { price = \"decimal(12,2)\" }");
        }
        List<ConfigProblem> problems = new ArrayList<>();
        Map<String, DataType> types = new LinkedHashMap<>();
        map.forEach((name, text) -> {
            try {
                DataType type = DataType.parse(String.valueOf(text));
                types.put(String.valueOf(name), type);
                if (!supported.test(type)) {
                    problems.add(new ConfigProblem("columns." + name, "cannot be " + type.text() + " here"));
                }
            } catch (IllegalArgumentException e) {
                problems.add(new ConfigProblem("columns." + name, String.valueOf(e.getMessage())));
            }
        });
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new DeclaredTypes(types);
    }

    boolean isEmpty() {
        return types.isEmpty();
    }

    Set<String> names() {
        return types.keySet();
    }

    /**
     * The columns: those of the last run, then those that were found, then those that are only declared.
     *
     * @return null if there are none
     */
    @Nullable
    RowSchema schema(Map<String, DataType> remembered, Map<String, DataType> found) {
        Map<String, DataType> all = new LinkedHashMap<>(remembered);
        found.forEach(all::putIfAbsent);
        all.putAll(types);
        List<Field> fields = new ArrayList<>();
        all.forEach((name, type) -> fields.add(Field.of(name, type)));
        return fields.isEmpty() ? null : new RowSchema(fields, List.of());
    }
}
