package io.headgate.transform;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.config.ConfigException;
import io.headgate.api.config.ConfigKey;
import io.headgate.api.config.ConfigProblem;
import io.headgate.api.destination.SchemaMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happens to the records of a stream on the way. The keys of {@code [flows.stream.NAME]}; a flow has them as well, for all
 * streams without a table of their own. A table that names nothing but {@code schema} and {@code column_names} leaves the flow's
 * transforms and rules in force.
 */
public record StreamTransforms(
        @ConfigKey("Transforms, in order") List<TransformOptions> transforms,
        @ConfigKey("What holds for every record that lands") List<RuleOptions> rules,
        @ConfigKey("Columns that become dates: names, or formats by name. Before the transforms") @Nullable
                Object dateColumns,
        @ConfigKey("Columns that become numbers: names (float64), or types by name. Before the transforms") @Nullable
                Object numericColumns,
        @ConfigKey("CEL expression; a record for which it is true deletes the one with its key. With merge") @Nullable
                String deleteWhen,
        @ConfigKey(
                        "If the target's columns differ: evolve, strict, discard_columns or discard_rows. Default: the flow's")
                @Nullable
                SchemaMode schema,
        @ConfigKey("Names in the target: keep, or normalise to lower case, digits and underscores. Default: the flow's")
                @Nullable
                ColumnNames columnNames) {

    /** Nothing happens. */
    public static final StreamTransforms NONE =
            new StreamTransforms(List.of(), List.of(), null, null, null, null, null);

    public StreamTransforms {
        List<ConfigProblem> problems = new ArrayList<>();
        casts("date_columns", dateColumns, "date", problems);
        casts("numeric_columns", numericColumns, "float64", problems);
        if (deleteWhen != null) {
            try {
                Expressions.parse("delete_when", deleteWhen);
            } catch (ConfigException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    /** Whether nothing is said about the records: {@link #schema} and {@link #columnNames} do not count. */
    public boolean isEmpty() {
        return transforms.isEmpty()
                && rules.isEmpty()
                && dateColumns == null
                && numericColumns == null
                && deleteWhen == null;
    }

    /**
     * Whether the records of the stream have to pass one after the other, because what becomes of one depends on those before it.
     */
    public boolean isSequential() {
        return transforms.stream().anyMatch(transform -> transform.deduplicate() != null)
                || rules.stream().anyMatch(RuleOptions::unique);
    }

    /** {@code date_columns} and {@code numeric_columns} as casts, by column. */
    Map<String, CastOptions> shortCasts() {
        Map<String, CastOptions> casts = new LinkedHashMap<>();
        List<ConfigProblem> none = new ArrayList<>();
        casts.putAll(casts("date_columns", dateColumns, "date", none));
        casts.putAll(casts("numeric_columns", numericColumns, "float64", none));
        return casts;
    }

    /** Where the user wrote a column of {@link #shortCasts}. */
    String pathOfShortCast(String column) {
        String dates = path("date_columns", dateColumns, column);
        return dates != null ? dates : String.valueOf(path("numeric_columns", numericColumns, column));
    }

    private static @Nullable String path(String key, @Nullable Object columns, String column) {
        if (columns instanceof Map<?, ?> map) {
            return map.containsKey(column) ? key + "." + column : null;
        }
        int index = columns instanceof List<?> list ? list.indexOf(column) : column.equals(columns) ? 0 : -1;
        return index < 0 ? null : columns instanceof List ? key + "[" + index + "]" : key;
    }

    private static Map<String, CastOptions> casts(
            String key, @Nullable Object columns, String type, List<ConfigProblem> problems) {
        Map<String, CastOptions> casts = new LinkedHashMap<>();
        if (columns instanceof Map<?, ?> map) {
            String sole = type.equals("date") ? "format" : "type";
            map.forEach((column, value) -> {
                Map<String, Object> table = new LinkedHashMap<>(Shorthand.table(value, sole));
                table.putIfAbsent("type", type);
                try {
                    casts.put(String.valueOf(column), ConfigBinder.bind(CastOptions.class, table));
                } catch (ConfigException e) {
                    problems.addAll(Shorthand.under(key + "." + column, e, value instanceof Map ? null : sole));
                }
            });
        } else if (columns instanceof List<?> list) {
            list.forEach(column -> casts.put(String.valueOf(column), CastOptions.to(type)));
        } else if (columns != null) {
            casts.put(columns.toString(), CastOptions.to(type));
        }
        return casts;
    }
}
