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
        do {
            String name = word();
            expect(':');
            fields.add(Field.of(name, type()));
        } while (accept(','));
        expect('>');
        return new DataType.Struct(fields);
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
        while (position < text.length()
                && (Character.isLetterOrDigit(text.charAt(position)) || text.charAt(position) == '_')) {
            position++;
        }
        return text.substring(start, position);
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
