package io.headgate.source.file;

import io.headgate.api.config.ConfigException;
import io.headgate.api.config.ConfigProblem;
import io.headgate.api.data.DataType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration says about columns.
 *
 * @param isList whether names alone were given
 * @param names the columns named, in their order
 * @param types declared types by column; a part of the columns or all
 */
record CsvColumns(boolean isList, List<String> names, Map<String, DataType> types) {

    private static final CsvColumns NONE = new CsvColumns(false, List.of(), Map.of());

    boolean isEmpty() {
        return names.isEmpty();
    }

    /** Whether every named column has a type, so that they make a schema without any file. */
    boolean isComplete() {
        return !names.isEmpty() && types.size() == names.size();
    }

    /**
     * @param columns null, a list of names, or a map from name to the text of a type
     * @throws ConfigException with every mistake
     */
    static CsvColumns parse(@Nullable Object columns) {
        if (columns == null) {
            return NONE;
        }
        List<ConfigProblem> problems = new ArrayList<>();
        CsvColumns parsed;
        if (columns instanceof List<?> list) {
            parsed = ofList(list, problems);
        } else if (columns instanceof Map<?, ?> map) {
            parsed = ofMap(map, problems);
        } else {
            throw new ConfigException("columns", "expected a table from column to type, or a list of names");
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return parsed;
    }

    private static CsvColumns ofList(List<?> list, List<ConfigProblem> problems) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            String name = String.valueOf(list.get(i));
            if (name.isEmpty() || names.contains(name)) {
                String what = name.isEmpty() ? "is empty" : "'" + name + "' stands twice";
                problems.add(new ConfigProblem("columns[" + i + "]", what));
            }
            names.add(name);
        }
        return new CsvColumns(true, List.copyOf(names), Map.of());
    }

    private static CsvColumns ofMap(Map<?, ?> map, List<ConfigProblem> problems) {
        Map<String, DataType> types = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            try {
                DataType type = DataType.parse(String.valueOf(value));
                if (!(type instanceof DataType.Primitive) && !(type instanceof DataType.Decimal)) {
                    throw new IllegalArgumentException(
                            "a field of a CSV file holds a single value, not " + type.text() + "; declare it as json");
                }
                types.put(String.valueOf(key), type);
            } catch (IllegalArgumentException e) {
                problems.add(new ConfigProblem("columns." + key, String.valueOf(e.getMessage())));
            }
        });
        return new CsvColumns(false, List.copyOf(types.keySet()), types);
    }
}
