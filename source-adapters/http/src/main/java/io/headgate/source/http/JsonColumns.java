package io.headgate.source.http;

import io.headgate.api.config.ConfigException;
import io.headgate.api.config.ConfigProblem;
import io.headgate.api.config.Nearest;
import io.headgate.api.data.DataType;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration says about columns.
 *
 * @param types declared types by column, in their order; a part of the columns or all
 */
record JsonColumns(Map<String, DataType> types) {

    JsonColumns {
        types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
    }

    /**
     * @param types by column, at least one
     * @throws HeadgateException if the key names something else
     */
    static RowSchema schema(Map<String, DataType> types, List<String> primaryKey) {
        List<Field> fields = new ArrayList<>();
        types.forEach((name, type) -> fields.add(Field.of(name, type)));
        for (String key : primaryKey) {
            if (!types.containsKey(key)) {
                throw new HeadgateException(
                        CommonErrorCode.INVALID_CONFIGURATION,
                        "primary_key names '" + key + "', which is no column" + Nearest.suggest(key, types.keySet()));
            }
        }
        return new RowSchema(fields, primaryKey);
    }

    /**
     * @param columns null, or a map from name to the text of a type
     * @throws ConfigException with every mistake
     */
    static JsonColumns parse(@Nullable Object columns) {
        Map<String, DataType> types = new LinkedHashMap<>();
        List<ConfigProblem> problems = new ArrayList<>();
        if (columns instanceof Map<?, ?> map) {
            map.forEach((name, text) -> {
                try {
                    types.put(String.valueOf(name), DataType.parse(String.valueOf(text)));
                } catch (IllegalArgumentException e) {
                    problems.add(new ConfigProblem("columns." + name, String.valueOf(e.getMessage())));
                }
            });
        } else if (columns != null) {
            problems.add(new ConfigProblem("columns", "expected a table from column to type"));
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new JsonColumns(types);
    }
}
