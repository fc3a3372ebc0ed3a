package io.headgate.source.http;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Finds the type of each field from sampled records: the narrowest one that takes every value seen and gives it back. Fields of
 * several kinds, objects and arrays are json, which takes anything; a field that was only null is text.
 */
final class JsonInference {

    private static final List<Primitive> TEXTS =
            List.of(Primitive.DATE, Primitive.TIMESTAMP, Primitive.TIMESTAMP_TZ, Primitive.UUID);

    private final Map<String, Seen> fields = new LinkedHashMap<>();
    private int records;

    /** What values a field had. */
    private enum Kind {
        BOOLEAN,
        INTEGER,
        FRACTION,
        TEXT,
        OTHER
    }

    private static final class Seen {
        private final EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
        private final EnumSet<Primitive> texts = EnumSet.copyOf(TEXTS);

        void add(JsonParser parser) {
            switch (parser.currentToken()) {
                case VALUE_NULL -> {
                    // Says nothing.
                }
                case VALUE_TRUE, VALUE_FALSE -> kinds.add(Kind.BOOLEAN);
                case VALUE_NUMBER_INT -> kinds.add(TextValues.isLong(parser.getString()) ? Kind.INTEGER : Kind.OTHER);
                case VALUE_NUMBER_FLOAT -> kinds.add(fraction(parser.getString()));
                case VALUE_STRING -> {
                    kinds.add(Kind.TEXT);
                    if (!texts.isEmpty()) {
                        String text = parser.getString();
                        texts.removeIf(type -> !takes(type, text));
                    }
                }
                default -> kinds.add(Kind.OTHER);
            }
        }

        private static Kind fraction(String text) {
            try {
                return TextValues.isExactDouble(text) ? Kind.FRACTION : Kind.OTHER;
            } catch (NumberFormatException e) {
                return Kind.OTHER;
            }
        }

        private static boolean takes(Primitive type, String text) {
            return type == Primitive.UUID ? TextValues.parse(type, text) != null : TextValues.isTime(type, text);
        }

        DataType type() {
            if (kinds.isEmpty()) {
                return Primitive.STRING;
            }
            if (kinds.equals(EnumSet.of(Kind.BOOLEAN))) {
                return Primitive.BOOLEAN;
            }
            if (kinds.equals(EnumSet.of(Kind.INTEGER))) {
                return Primitive.INT64;
            }
            if (EnumSet.of(Kind.INTEGER, Kind.FRACTION).containsAll(kinds)) {
                return Primitive.FLOAT64;
            }
            if (kinds.equals(EnumSet.of(Kind.TEXT))) {
                return texts.isEmpty() ? Primitive.STRING : texts.iterator().next();
            }
            return Primitive.JSON;
        }
    }

    /** Looks at a record. One that cannot be read is passed over: it will be rejected. */
    void add(byte[] data, int start, int end) {
        try (JsonParser parser = JsonText.parser(data, start, end)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    addField(name, parser);
                }
            } else {
                addField(JsonRows.SINGLE, parser);
            }
            records++;
        } catch (JacksonException e) {
            return;
        }
    }

    private void addField(String name, JsonParser parser) {
        if (!name.isEmpty()) {
            fields.computeIfAbsent(name, key -> new Seen()).add(parser);
        }
        parser.skipChildren();
    }

    int records() {
        return records;
    }

    /** Types by field, in the order in which the fields came. */
    Map<String, DataType> types() {
        Map<String, DataType> types = new LinkedHashMap<>();
        fields.forEach((name, seen) -> types.put(name, seen.type()));
        return types;
    }

    /** Names that were seen. */
    Set<String> names() {
        return fields.keySet();
    }
}
