package io.headgate.source.http;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/** Looks things up in JSON text in UTF-8, without building a tree. */
final class JsonText {

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    static JsonParser parser(byte[] data, int start, int end) {
        return FACTORY.createParser(data, start, end - start);
    }

    /** Moves to the value that a pointer names; false if there is none, and the parser then stands somewhere. */
    static boolean seek(JsonParser parser, JsonPointer pointer) {
        JsonPointer rest = pointer;
        parser.nextToken();
        while (!rest.matches()) {
            boolean found =
                    switch (parser.currentToken()) {
                        case START_OBJECT -> seekMember(parser, rest);
                        case START_ARRAY -> seekElement(parser, rest);
                        default -> false;
                    };
            if (!found) {
                return false;
            }
            rest = rest.tail();
        }
        return true;
    }

    private static boolean seekMember(JsonParser parser, JsonPointer pointer) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean found = pointer.matchesProperty(parser.currentName());
            parser.nextToken();
            if (found) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }

    private static boolean seekElement(JsonParser parser, JsonPointer pointer) {
        int index = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (pointer.matchesElement(index++)) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }

    /** What stands at a place. */
    record Found(JsonToken token, String text) {

        /** Whether it is a value that leads on: neither null nor empty. */
        boolean isSomething() {
            return token != JsonToken.VALUE_NULL && !text.isEmpty();
        }
    }

    /**
     * The single value at a place: its text, or the JSON text of an object or array; null if there is nothing at all.
     *
     * @throws JacksonException if the text is no JSON up to there
     */
    static @Nullable Found find(byte[] data, int start, int end, JsonPointer pointer) {
        try (JsonParser parser = parser(data, start, end)) {
            if (!seek(parser, pointer)) {
                return null;
            }
            JsonToken token = parser.currentToken();
            if (token == JsonToken.VALUE_NULL) {
                return new Found(token, "");
            }
            if (token == JsonToken.VALUE_STRING) {
                return new Found(token, parser.getString());
            }
            int from = start + begin(parser);
            int to = start + finish(parser);
            return new Found(token, new String(data, from, to - from, StandardCharsets.UTF_8));
        }
    }

    /** Where the value that the parser stands at begins. */
    static int begin(JsonParser parser) {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    /** Goes to the end of the value that the parser stands at, and says where that is. */
    static int finish(JsonParser parser) {
        parser.skipChildren();
        parser.finishToken();
        return (int) parser.currentLocation().getByteOffset();
    }

    /** A text as a JSON string. */
    static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
