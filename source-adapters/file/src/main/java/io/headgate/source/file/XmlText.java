package io.headgate.source.file;

import java.nio.charset.StandardCharsets;

/** Writes records, or parts of them, as text. */
final class XmlText {

    private XmlText() {}

    static int trimmedStart(XmlRecord record, int node) {
        int start = record.starts[node];
        while (start < record.ends[node] && isBlank(record.text[start])) {
            start++;
        }
        return start;
    }

    static int trimmedEnd(XmlRecord record, int node) {
        int end = record.ends[node];
        int start = trimmedStart(record, node);
        while (end > start && isBlank(record.text[end - 1])) {
            end--;
        }
        return end;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    static String text(XmlRecord record, int node) {
        return new String(
                record.text, record.starts[node], record.ends[node] - record.starts[node], StandardCharsets.UTF_8);
    }

    /**
     * A record as XML, for people, and for being read again once somebody has repaired it.
     *
     * @param attributePrefix that the names of attributes begin with
     * @param limit characters at most, about
     */
    static String xml(XmlRecord record, String attributePrefix, int limit) {
        StringBuilder out = new StringBuilder();
        element(record, 0, attributePrefix, limit, out);
        return out.length() > limit ? out.substring(0, limit) + "…" : record.tooLong ? out + "…" : out.toString();
    }

    private static void element(XmlRecord record, int node, String prefix, int limit, StringBuilder out) {
        if (out.length() > limit) {
            return;
        }
        int i = node + 1;
        // Of a record that was too long the last elements have no end.
        int stop = record.tooLong ? record.count : record.stops[node];
        out.append('<').append(record.names[node]);
        if (record.nils[node]) {
            out.append(" xsi:nil=\"true\"");
        }
        for (; i < stop && record.kinds[i] == XmlRecord.ATTRIBUTE; i++) {
            out.append(' ').append(record.names[i].substring(prefix.length())).append("=\"");
            escape(text(record, i), true, out);
            out.append('"');
        }
        if (i == stop) {
            out.append("/>");
            return;
        }
        out.append('>');
        for (; i < stop; i = Math.max(i + 1, record.stops[i])) {
            if (record.kinds[i] == XmlRecord.TEXT) {
                escape(text(record, i), false, out);
            } else {
                element(record, i, prefix, limit, out);
            }
        }
        out.append("</").append(record.names[node]).append('>');
    }

    private static void escape(String text, boolean attribute, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append(attribute ? "&quot;" : "\"");
                case '\r' -> out.append("&#13;");
                case '\n', '\t' -> out.append(attribute ? "&#" + (int) c + ";" : String.valueOf(c));
                default -> out.append(c);
            }
        }
    }
}
