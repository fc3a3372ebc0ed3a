package io.headgate.api.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Recursive descent over the text form of a type. */
final class DataTypeParser {

    private final String text;
    private int position;

    DataTypeParser(String text) {
        this.text = text;
    }

    DataType parse() {
        DataType type = type();
        skipSpace();
        if (position < text.length()) {
            throw error();
        }
        return type;
    }

    private DataType type() {
        String name = word().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "decimal" -> decimal();
            case "list" -> {
                expect('<');
                DataType element = type();
                expect('>');
                yield new DataType.ListOf(element);
            }
            case "map" -> {
                expect('<');
                DataType key = type();
                expect(',');
                DataType value = type();
                expect('>');
                yield new DataType.MapOf(key, value);
            }
            case "struct" -> struct();
            default -> primitive(name);
        };
    }

    private DataType decimal() {
        expect('(');
        int precision = number();
        expect(',');
        int scale = number();
        expect(')');
        return new DataType.Decimal(precision, scale);
    }

    private DataType struct() {
        expect('<');
        List<Field> fields = new ArrayList<>();
        if (accept('>')) {
            return new DataType.Struct(fields);
        }
        do {
            fields.add(field());
        } while (accept(','));
        expect('>');
        return new DataType.Struct(fields);
    }

    private Field field() {
        String name = accept('"') ? quoted() : word();
        if (name.isEmpty()) {
            throw error();
        }
        expect(':');
        DataType type = type();
        return new Field(name, type, !acceptNotNull());
    }

    /** The rest of a quoted name; a quote within it stands twice. */
    private String quoted() {
        StringBuilder name = new StringBuilder();
        do {
            int end = text.indexOf('"', position);
            if (end < 0) {
                throw error();
            }
            name.append(text, position, end);
            position = end + 1;
            if (position == text.length() || text.charAt(position) != '"') {
                return name.toString();
            }
            name.append('"');
            position++;
        } while (true);
    }

    private boolean acceptNotNull() {
        int start = position;
        if (word().equalsIgnoreCase("not") && word().equalsIgnoreCase("null")) {
            return true;
        }
        position = start;
        return false;
    }

    private DataType primitive(String name) {
        return Arrays.stream(DataType.Primitive.values())
                .filter(type -> type.text().equals(name))
                .findFirst()
                .orElseThrow(this::error);
    }

    private int number() {
        try {
            return Integer.parseInt(word());
        } catch (NumberFormatException e) {
            throw error();
        }
    }

    private String word() {
        skipSpace();
        int start = position;
        while (position < text.length() && isWordPart(text.charAt(position))) {
            position++;
        }
        return text.substring(start, position);
    }

    static boolean isWordPart(int character) {
        return Character.isLetterOrDigit(character) || character == '_';
    }

    private boolean accept(char wanted) {
        skipSpace();
        if (position < text.length() && text.charAt(position) == wanted) {
            position++;
            return true;
        }
        return false;
    }

    private void expect(char wanted) {
        if (!accept(wanted)) {
            throw error();
        }
    }

    private void skipSpace() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private IllegalArgumentException error() {
        String primitives = Arrays.stream(DataType.Primitive.values())
                .map(DataType.Primitive::text)
                .collect(Collectors.joining(", "));
        return new IllegalArgumentException("'" + text + "' is no type; types are " + primitives
                + ", decimal(p,s), list<…>, struct<name:…>, map<…,…>");
    }
}
