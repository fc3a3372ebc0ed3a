package io.headgate.transform;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.config.ConfigException;
import io.headgate.api.config.ConfigKey;
import io.headgate.api.config.ConfigProblem;
import io.headgate.api.data.DataType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A derived column: {@code total = "fare + tip"} or {@code total = { expression = "fare + tip", type = "decimal(12,2)" }}. */
public record DeriveOptions(
        @ConfigKey(value = "CEL expression over the columns", required = true) String expression,
        @ConfigKey("Type of the column; default is the expression's own") @Nullable String type) {

    public DeriveOptions {
        if (type != null) {
            try {
                DataType.parse(type);
            } catch (IllegalArgumentException e) {
                throw new ConfigException("type", String.valueOf(e.getMessage()));
            }
        }
        Expressions.parse("expression", expression);
    }

    /**
     * Reads the value of {@code derive}.
     *
     * @throws ConfigException with every mistake, under {@code path}
     */
    static Map<String, DeriveOptions> parseAll(String path, Map<String, Object> columns) {
        Map<String, DeriveOptions> parsed = new LinkedHashMap<>();
        List<ConfigProblem> problems = new ArrayList<>();
        columns.forEach((column, value) -> {
            try {
                parsed.put(column, ConfigBinder.bind(DeriveOptions.class, Shorthand.table(value, "expression")));
            } catch (ConfigException e) {
                problems.addAll(Shorthand.under(path + "." + column, e, value instanceof Map ? null : "expression"));
            }
        });
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return parsed;
    }
}
