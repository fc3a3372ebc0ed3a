package io.headgate.source.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Nodes as JSON: an element that holds text alone is a string, any other an object of its attributes, elements and text; several of
 * the same name are an array.
 */
final class XmlJson {

    private XmlJson() {}

    static void values(XmlRecord record, int[] nodes, int count, String textField, StringBuilder out) {
        if (count == 1) {
            value(record, nodes[0], textField, out);
            return;
        }
        out.append('[');
        for (int i = 0; i < count; i++) {
            out.append(i == 0 ? "" : ",");
            value(record, nodes[i], textField, out);
        }
        out.append(']');
    }

    private static void value(XmlRecord record, int node, String textField, StringBuilder out) {
        if (record.nils[node]) {
            out.append("null");
        } else if (record.isLeaf(node)) {
            int text = record.textOf(node);
            string(text < 0 ? "" : XmlText.text(record, text), out);
        } else {
            object(record, node, textField, out);
        }
    }

    private static void object(XmlRecord record, int node, String textField, StringBuilder out) {
        Map<String, List<Integer>> fields = new LinkedHashMap<>();
        for (int i = node + 1; i < record.stops[node]; i = record.stops[i]) {
            boolean text = record.kinds[i] == XmlRecord.TEXT;
            if (!text || !record.isBlank(i)) {
                fields.computeIfAbsent(text ? textField : record.names[i], n -> new ArrayList<>())
                        .add(i);
            }
        }
        out.append('{');
        String separator = "";
        for (Map.Entry<String, List<Integer>> field : fields.entrySet()) {
            out.append(separator);
            string(field.getKey(), out);
            out.append(':');
            int[] nodes = field.getValue().stream().mapToInt(Integer::intValue).toArray();
            values(record, nodes, nodes.length, textField, out);
            separator = ",";
        }
        out.append('}');
    }

    private static void string(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
