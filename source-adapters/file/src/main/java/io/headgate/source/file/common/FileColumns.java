package io.headgate.source.file.common;

import io.headgate.api.config.ConfigException;
import io.headgate.api.config.ConfigProblem;
import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.error.HeadgateException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Columns that come from where a file is and when it was written, behind those of its records.
 *
 * @param path by name, the type of columns that are folders' names: {@code year=2024} gives the column {@code year}
 * @param fileName name of the column of the file's name, or null for none
 * @param modified name of the column of the file's time, or null for none
 */
public record FileColumns(Map<String, DataType> path, @Nullable String fileName, @Nullable String modified) {

    public static final FileColumns NONE = new FileColumns(Map.of(), null, null);

    /** How Hive writes a folder's name for no value. */
    private static final String NO_VALUE = "__HIVE_DEFAULT_PARTITION__";

    private static final Set<Primitive> TYPES =
            EnumSet.of(Primitive.STRING, Primitive.INT32, Primitive.INT64, Primitive.DATE);

    /**
     * @param pathColumns null, a list of names, or a table from name to type; as it stands under {@code path_columns}
     * @throws ConfigException with every mistake
     */
    public static FileColumns parse(
            @Nullable Object pathColumns, @Nullable String fileNameColumn, @Nullable String modifiedColumn) {
        List<ConfigProblem> problems = new ArrayList<>();
        Map<String, DataType> path = new LinkedHashMap<>();
        if (pathColumns instanceof Map<?, ?> map) {
            map.forEach((name, type) -> path.put(String.valueOf(name), type("path_columns." + name, type, problems)));
        } else if (pathColumns instanceof List<?> list) {
            list.forEach(name -> path.put(String.valueOf(name), Primitive.STRING));
        } else if (pathColumns != null) {
            path.put(pathColumns.toString(), Primitive.STRING);
        }
        checkName(path, "file_name_column", fileNameColumn, problems);
        checkName(path, "modified_column", modifiedColumn, problems);
        if (fileNameColumn != null && fileNameColumn.equals(modifiedColumn)) {
            problems.add(new ConfigProblem("modified_column", "'" + modifiedColumn + "' is file_name_column as well"));
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new FileColumns(path, fileNameColumn, modifiedColumn);
    }

    private static void checkName(
            Map<String, DataType> path, String key, @Nullable String name, List<ConfigProblem> problems) {
        if (name != null && (name.isBlank() || path.containsKey(name))) {
            problems.add(
                    new ConfigProblem(key, name.isBlank() ? "is empty" : "'" + name + "' is a path column as well"));
        }
    }

    private static DataType type(String key, @Nullable Object text, List<ConfigProblem> problems) {
        try {
            DataType type = DataType.parse(String.valueOf(text));
            if (type instanceof Primitive primitive && TYPES.contains(primitive)) {
                return type;
            }
            problems.add(new ConfigProblem(key, "a folder's name is string, int32, int64 or date, not " + type.text()));
        } catch (IllegalArgumentException e) {
            problems.add(new ConfigProblem(key, String.valueOf(e.getMessage())));
        }
        return Primitive.STRING;
    }

    /** The fields, in the order in which they stand behind those of the records. */
    public List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        path.forEach((name, type) -> fields.add(Field.of(name, type)));
        if (fileName != null) {
            fields.add(Field.of(fileName, Primitive.STRING));
        }
        if (modified != null) {
            fields.add(Field.of(modified, Primitive.TIMESTAMP_TZ));
        }
        return fields;
    }

    /** The values for one file, in the order of {@link #fields}. */
    List<@Nullable Object> values(Path file, String name, @Nullable Long modifiedMillis) {
        List<@Nullable Object> values = new ArrayList<>();
        path.forEach((column, type) -> values.add(value(file, column, type)));
        if (fileName != null) {
            values.add(name);
        }
        if (modified != null) {
            values.add(modifiedMillis == null ? null : Instant.ofEpochMilli(modifiedMillis));
        }
        return values;
    }

    private static @Nullable Object value(Path file, String column, DataType type) {
        String text = null;
        Path folder = file.getParent();
        for (Path part : folder == null ? List.<Path>of() : folder) {
            String name = part.toString();
            text = name.startsWith(column + "=") ? name.substring(column.length() + 1) : text;
        }
        if (text == null) {
            throw new HeadgateException(
                    FileErrorCode.BAD_PATH,
                    file + " lies in no folder " + column + "=…, from which path_columns takes the column '" + column
                            + "': move it into one, or leave the column out");
        }
        return text.equals(NO_VALUE) ? null : converted(file, column, type, text);
    }

    private static Object converted(Path file, String column, DataType type, String text) {
        try {
            String decoded = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
            return switch ((Primitive) type) {
                case INT32 -> Integer.parseInt(decoded);
                case INT64 -> Long.parseLong(decoded);
                case DATE -> LocalDate.parse(decoded);
                default -> decoded;
            };
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new HeadgateException(
                    FileErrorCode.BAD_PATH,
                    file + ": '" + text + "' of the folder " + column + "=" + text + " is no " + type.text()
                            + "; declare it in path_columns as string",
                    e);
        }
    }
}
