package io.headgate.source.jdbc;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a JSON object whose values are texts, numbers, booleans and null, each as its text. */
final class FlatJson {

    private final String text;
    private int at;

    private FlatJson(String text) {
        this.text = text;
    }

    /**
     * @throws IllegalArgumentException if it is no such object
     */
    static Map<String, @Nullable String> parse(String text) {
        return new FlatJson(text).object();
    }

    private Map<String, @Nullable String> object() {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        expect('{');
        boolean more = !peek('}');
        while (more) {
            String name = string();
            expect(':');
            if (values.containsKey(name)) {
                throw wrong("'" + name + "' stands twice");
            }
            values.put(name, peek('"') ? string() : word());
            more = peek(',');
            if (more) {
                expect(',');
            }
        }
        expect('}');
        skipSpace();
        if (at < text.length()) {
            throw wrong("something follows the object");
        }
        return values;
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean peek(char wanted) {
        skipSpace();
        return at < text.length() && text.charAt(at) == wanted;
    }

    private void expect(char wanted) {
        if (!peek(wanted)) {
            throw wrong("'" + wanted + "' is expected");
        }
        at++;
    }

    private @Nullable String word() {
        skipSpace();
        int start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "+-.".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        if (start == at) {
            throw wrong("a text, a number, true, false or null is expected");
        }
        String word = text.substring(start, at);
        return word.equals("null") ? null : word;
    }

    private String string() {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            value.append(c == '\\' ? escaped() : c);
        }
        expect('"');
        return value.toString();
    }

    private char escaped() {
        if (at == text.length()) {
            throw wrong("the text ends within an escape");
        }
        char c = text.charAt(at++);
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> unicode();
            case '"', '\\', '/' -> c;
            default -> throw wrong("\\" + c + " is no escape");
        };
    }

    private char unicode() {
        if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9A-Fa-f]{4}")) {
            throw wrong("four hexadecimal digits are expected");
        }
        at += 4;
        return (char) Integer.parseInt(text.substring(at - 4, at), 16);
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("the raw record is no JSON object of values: " + what + " at " + (at + 1));
    }
}
