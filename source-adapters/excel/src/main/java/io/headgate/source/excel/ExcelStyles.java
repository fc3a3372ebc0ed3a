package io.headgate.source.excel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the formats of cells say about their numbers: Excel has no other sign of a date. Immutable. */
final class ExcelStyles {

    /** What a number stands for. */
    enum Kind {
        NUMBER,
        DATE,
        TIME,
        TIMESTAMP
    }

    private final Kind[] byStyle;

    private ExcelStyles(List<Kind> byStyle) {
        this.byStyle = byStyle.toArray(Kind[]::new);
    }

    static ExcelStyles none() {
        return new ExcelStyles(List.of());
    }

    static ExcelStyles read(ExcelXml xml) throws IOException {
        Map<Integer, Kind> formats = new HashMap<>();
        List<Kind> styles = new ArrayList<>();
        boolean inCells = false;
        while (xml.next()) {
            if (xml.isStart("numFmt")) {
                String code = xml.attribute("formatCode");
                formats.put(number(xml.attribute("numFmtId")), code == null ? Kind.NUMBER : ofCode(code));
            } else if (xml.isStart("cellXfs")) {
                inCells = true;
            } else if (xml.isEnd("cellXfs")) {
                inCells = false;
            } else if (inCells && xml.isStart("xf")) {
                int id = number(xml.attribute("numFmtId"));
                Kind kind = formats.get(id);
                styles.add(kind == null ? builtIn(id) : kind);
            }
        }
        return new ExcelStyles(styles);
    }

    private static int number(@Nullable String text) {
        try {
            return text == null ? 0 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /**
     * @param style the cell's, or -1 for none
     */
    Kind kind(int style) {
        return style >= 0 && style < byStyle.length ? byStyle[style] : Kind.NUMBER;
    }

    private static Kind builtIn(int id) {
        return switch (id) {
            case 14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58 -> Kind.DATE;
            case 18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56 -> Kind.TIME;
            case 22 -> Kind.TIMESTAMP;
            default -> Kind.NUMBER;
        };
    }

    /** By the letters of its first section: a lone {@code m} is a month. Elapsed hours ({@code [h]}) are a number of days. */
    static Kind ofCode(String code) {
        String letters = letters(code);
        if (letters.contains("[")) {
            return Kind.NUMBER;
        }
        boolean hours = letters.indexOf('h') >= 0 || letters.indexOf('s') >= 0;
        boolean days = letters.indexOf('d') >= 0 || letters.indexOf('y') >= 0 || letters.indexOf('m') >= 0 && !hours;
        if (days) {
            return hours ? Kind.TIMESTAMP : Kind.DATE;
        }
        return hours ? Kind.TIME : Kind.NUMBER;
    }

    /** The code without literals, colours, conditions and locales; a bracket where elapsed time is counted. */
    private static String letters(String code) {
        StringBuilder letters = new StringBuilder();
        String lower = code.toLowerCase(Locale.ROOT);
        if (lower.startsWith("general")) {
            return "";
        }
        for (int i = 0; i < lower.length() && lower.charAt(i) != ';'; i++) {
            char c = lower.charAt(i);
            if (c == '"') {
                i = end(lower, '"', i);
            } else if (c == '\\' || c == '_' || c == '*') {
                i++;
            } else if (c == '[') {
                int close = end(lower, ']', i);
                String inside = lower.substring(i + 1, Math.min(close, lower.length()));
                letters.append(inside.matches("h+|m+|s+") ? "[" : "");
                i = close;
            } else {
                letters.append(c);
            }
        }
        return letters.toString();
    }

    private static int end(String text, char close, int from) {
        int at = text.indexOf(close, from + 1);
        return at < 0 ? text.length() : at;
    }
}
