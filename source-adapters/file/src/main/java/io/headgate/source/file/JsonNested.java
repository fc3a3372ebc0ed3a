package io.headgate.source.file;

import io.headgate.api.data.ColumnBuilder;
import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the value of a list, a struct or a map. One thread. */
final class JsonNested {

    private final String column;
    private final boolean declared;
    private final boolean ignoreUnknown;
    private final Map<DataType, Map<String, DataType>> structs = new HashMap<>();
    private @Nullable CsvProblem problem;
    private int recordStart;

    JsonNested(String column, boolean declared, boolean ignoreUnknown) {
        this.column = column;
        this.declared = declared;
        this.ignoreUnknown = ignoreUnknown;
    }

    @Nullable
    CsvProblem take(JsonScan json, DataType type, ColumnBuilder.Objects target, int startOfRecord) {
        problem = null;
        recordStart = startOfRecord;
        Object value = value(json, type, 0);
        if (problem == null && value != null) {
            target.set(value);
        }
        return problem;
    }

    /** Null for null, and if there is a problem. */
    private @Nullable Object value(JsonScan json, DataType type, int depth) {
        json.space();
        int start = json.at;
        byte first = start < json.end ? json.data[start] : 0;
        if (depth > JsonScan.MAX_DEPTH) {
            return fail(JsonProblem.badJson(start - recordStart));
        }
        if (first == 'n') {
            return json.word("null") ? null : fail(JsonProblem.badJson(json.at - recordStart));
        }
        if (type instanceof DataType.ListOf list && first == '[') {
            return list(json, list.element(), depth);
        }
        if (type instanceof DataType.Struct struct && first == '{') {
            return struct(json, struct, depth);
        }
        if (type instanceof DataType.MapOf map && first == '{' && map.key() == Primitive.STRING) {
            return map(json, map.value(), depth);
        }
        if (!json.value(depth)) {
            return fail(JsonProblem.badJson(json.at - recordStart));
        }
        Object value = JsonScalar.of(type, json, start, declared);
        return value == null ? fail(JsonProblem.misfit(column, type, json.data, start, json.at)) : value;
    }

    private @Nullable Object fail(CsvProblem why) {
        problem = problem == null ? why : problem;
        return null;
    }

    private @Nullable Object list(JsonScan json, DataType element, int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        json.at++;
        json.space();
        if (json.accept(']')) {
            return list;
        }
        do {
            list.add(value(json, element, depth + 1));
            if (problem != null) {
                return null;
            }
            json.space();
        } while (json.accept(','));
        return json.accept(']') ? list : fail(JsonProblem.badJson(json.at - recordStart));
    }

    private @Nullable Object struct(JsonScan json, DataType.Struct struct, int depth) {
        Map<String, DataType> types = structs.computeIfAbsent(struct, s -> types(struct));
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Field field : struct.fields()) {
            values.put(field.name(), null);
        }
        return object(json, types, null, values, depth) ? values : null;
    }

    private static Map<String, DataType> types(DataType.Struct struct) {
        Map<String, DataType> types = new HashMap<>();
        struct.fields().forEach(field -> types.put(field.name(), field.type()));
        return types;
    }

    private @Nullable Object map(JsonScan json, DataType value, int depth) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        return object(json, Map.of(), value, values, depth) ? values : null;
    }

    /**
     * @param any type of the values of fields that {@code types} does not name; null if there may be none
     */
    private boolean object(
            JsonScan json,
            Map<String, DataType> types,
            @Nullable DataType any,
            Map<String, @Nullable Object> values,
            int depth) {
        List<String> seen = new ArrayList<>();
        json.at++;
        json.space();
        if (json.accept('}')) {
            return true;
        }
        do {
            String name = json.name() ? JsonShape.name(json) : null;
            if (name == null) {
                fail(JsonProblem.badJson(json.at - recordStart));
                return false;
            }
            DataType type = types.getOrDefault(name, any);
            if (type != null ? !field(json, name, type, seen, values, depth) : !unknown(json, name, depth)) {
                return false;
            }
            json.space();
        } while (json.accept(','));
        return json.accept('}') || fail(JsonProblem.badJson(json.at - recordStart)) != null;
    }

    private boolean field(
            JsonScan json,
            String name,
            DataType type,
            List<String> seen,
            Map<String, @Nullable Object> values,
            int depth) {
        if (seen.contains(name)) {
            fail(JsonProblem.duplicate(column + "." + name));
            return false;
        }
        seen.add(name);
        values.put(name, value(json, type, depth + 1));
        return problem == null;
    }

    private boolean unknown(JsonScan json, String name, int depth) {
        if (!json.value(depth + 1)) {
            fail(JsonProblem.badJson(json.at - recordStart));
            return false;
        }
        if (!ignoreUnknown) {
            fail(JsonProblem.unknown(column + "." + name));
        }
        return ignoreUnknown;
    }
}
