package io.headgate.source.file;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the values of lists, structs and JSON from nodes. One thread. */
final class XmlValues {

    private final String textField;
    private final boolean ignoreUnknown;
    private final boolean declared;
    private final String column;

    @Nullable
    CsvProblem problem;

    XmlValues(String column, String textField, boolean declared, boolean ignoreUnknown) {
        this.column = column;
        this.textField = textField;
        this.declared = declared;
        this.ignoreUnknown = ignoreUnknown;
    }

    /** The value of all nodes of a name. Null for none, and if there is a problem. */
    @Nullable
    Object value(XmlRecord record, int[] nodes, int count, DataType type) {
        problem = null;
        if (count == 1 && record.nils[nodes[0]]) {
            return null;
        }
        if (type == Primitive.JSON) {
            StringBuilder out = new StringBuilder();
            XmlJson.values(record, nodes, count, textField, out);
            return out.toString();
        }
        List<Integer> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            list.add(nodes[i]);
        }
        return value(record, list, type, column);
    }

    private @Nullable Object value(XmlRecord record, List<Integer> nodes, DataType type, String path) {
        if (type instanceof DataType.ListOf list) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int node : nodes) {
                values.add(value(record, List.of(node), list.element(), path));
                if (problem != null) {
                    return null;
                }
            }
            return values;
        }
        if (nodes.size() > 1 && type != Primitive.JSON) {
            return fail(XmlProblem.repeated(path));
        }
        int node = nodes.get(0);
        if (record.nils[node]) {
            return null;
        }
        if (type instanceof DataType.Struct struct) {
            return struct(record, node, struct, path);
        }
        if (type == Primitive.JSON) {
            StringBuilder out = new StringBuilder();
            int[] all = nodes.stream().mapToInt(Integer::intValue).toArray();
            XmlJson.values(record, all, all.length, textField, out);
            return out.toString();
        }
        return record.isLeaf(node) ? scalar(record, node, type, path) : fail(XmlProblem.notText(path, type));
    }

    private @Nullable Object scalar(XmlRecord record, int node, DataType type, String path) {
        int text = record.textOf(node);
        if (text < 0) {
            return type == Primitive.STRING ? "" : null;
        }
        if (type == Primitive.STRING) {
            return XmlText.text(record, text);
        }
        int start = XmlText.trimmedStart(record, text);
        int end = XmlText.trimmedEnd(record, text);
        if (start == end) {
            return null;
        }
        Object value = JsonScalar.ofText(type, record.text, start, end, declared);
        return value == null ? fail(XmlProblem.misfit(path, type, record.text, start, end)) : value;
    }

    private @Nullable Object struct(XmlRecord record, int node, DataType.Struct struct, String path) {
        Map<String, List<Integer>> found = new LinkedHashMap<>();
        if (record.kinds[node] != XmlRecord.ELEMENT) {
            found.put(textField, List.of(node));
        }
        for (int i = node + 1; i < record.stops[node]; i = record.stops[i]) {
            boolean text = record.kinds[i] == XmlRecord.TEXT;
            if (!text || !record.isBlank(i)) {
                found.computeIfAbsent(text ? textField : record.names[i], n -> new ArrayList<>())
                        .add(i);
            }
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Field field : struct.fields()) {
            List<Integer> nodes = found.remove(field.name());
            values.put(
                    field.name(), nodes == null ? null : value(record, nodes, field.type(), path + "." + field.name()));
            if (problem != null) {
                return null;
            }
        }
        if (!found.isEmpty() && !ignoreUnknown) {
            return fail(
                    JsonProblem.unknown(path + "." + found.keySet().iterator().next()));
        }
        return values;
    }

    private @Nullable Object fail(CsvProblem why) {
        problem = why;
        return null;
    }
}
