package io.headgate.source.file;

import io.headgate.api.config.Nearest;
import io.headgate.api.error.HeadgateException;
import io.headgate.source.file.common.FileErrorCode;
import io.headgate.source.file.common.FileInput;
import io.headgate.source.file.common.SourceFile;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** A file that is one JSON value, and the records in it: the array, or the object, at a pointer. */
final class JsonDocument {

    private static final JsonFactory FACTORY = new JsonFactory();
    /** Names that are remembered for a message. */
    private static final int MAX_NAMES = 100;

    private final SourceFile file;
    private final List<String> pointer;
    private final int maxExpansion;

    /**
     * Where the records are.
     *
     * @param offset of the bracket or brace
     * @param array whether it is an array of records; if not, it is one record
     * @param way what leads to it, written so that what follows the value closes it
     */
    record Place(long offset, boolean array, String way) {}

    /**
     * @param pointer RFC 6901; empty for the whole document
     */
    JsonDocument(SourceFile file, String pointer, int maxExpansion) {
        this.file = file;
        this.pointer = segments(pointer);
        this.maxExpansion = maxExpansion;
    }

    static List<String> segments(String pointer) {
        List<String> segments = new ArrayList<>();
        if (!pointer.isEmpty()) {
            for (String segment : pointer.substring(1).split("/", -1)) {
                segments.add(segment.replace("~1", "/").replace("~0", "~"));
            }
        }
        return segments;
    }

    /** Null if the records' place holds null: there are none. */
    @Nullable
    Place find(long end) {
        try (FileInput input = FileInput.open(file, 0, end, maxExpansion);
                JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), input.stream())) {
            StringBuilder way = new StringBuilder();
            JsonToken token = parser.nextToken();
            for (String segment : pointer) {
                token = step(parser, token, segment, way);
            }
            if (token == JsonToken.VALUE_NULL) {
                return null;
            }
            if (token != JsonToken.START_ARRAY && token != JsonToken.START_OBJECT) {
                throw bad(at() + " holds no array and no object");
            }
            long offset = parser.currentTokenLocation().getByteOffset();
            if (offset < 0) {
                throw bad("is not in UTF-8, the only encoding of JSON files");
            }
            return new Place(offset, token == JsonToken.START_ARRAY, way.toString());
        } catch (JacksonException e) {
            throw broken(e);
        }
    }

    /** Goes into one level. */
    private JsonToken step(JsonParser parser, @Nullable JsonToken token, String segment, StringBuilder way) {
        List<String> names = new ArrayList<>();
        if (token == JsonToken.START_OBJECT) {
            way.append('{').append(quoted(segment)).append(':');
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                if (names.size() < MAX_NAMES) {
                    names.add(parser.currentName());
                }
                boolean found = segment.equals(parser.currentName());
                JsonToken value = parser.nextToken();
                if (found) {
                    return value;
                }
                parser.skipChildren();
            }
        } else if (token == JsonToken.START_ARRAY && segment.matches("0|[1-9][0-9]{0,8}")) {
            way.append('[');
            JsonToken value = parser.nextToken();
            for (int i = Integer.parseInt(segment); i > 0 && value != JsonToken.END_ARRAY; i--) {
                way.append("0,");
                parser.skipChildren();
                value = parser.nextToken();
            }
            if (value != JsonToken.END_ARRAY) {
                return value;
            }
        }
        throw bad("has nothing at pointer " + text(pointer) + " ('" + segment + "' is not there"
                + Nearest.suggest(segment, names) + ")");
    }

    /**
     * Reads from behind the records to the end of the file: what follows must make the file whole, and must not be other records under
     * the same pointer.
     */
    void checkRest(Place place, long offset, long end) {
        try (FileInput input = FileInput.open(file, offset, end, maxExpansion);
                JsonParser parser = FACTORY.createParser(
                        ObjectReadContext.empty(), new SequenceInputStream(bytes(place.way() + "0"), input.stream()))) {
            int level = 0;
            boolean passed = false;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (passed && level == 0 && pointer.isEmpty()) {
                    throw bad("holds something behind its first value");
                }
                if (token == JsonToken.START_ARRAY || token == JsonToken.START_OBJECT) {
                    if (passed) {
                        parser.skipChildren();
                    } else {
                        level++;
                    }
                } else if (token == JsonToken.END_ARRAY || token == JsonToken.END_OBJECT) {
                    level--;
                } else if (passed && token == JsonToken.PROPERTY_NAME && isOnTheWay(parser.currentName(), level)) {
                    throw bad("has '" + parser.currentName() + "' of the pointer " + text(pointer) + " twice");
                } else if (level == pointer.size() && token.isScalarValue()) {
                    passed = true;
                }
            }
        } catch (JacksonException e) {
            throw broken(e);
        }
    }

    private boolean isOnTheWay(@Nullable String name, int level) {
        return level >= 1 && level <= pointer.size() && pointer.get(level - 1).equals(name);
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(String name) {
        StringBuilder text = new StringBuilder("\"");
        for (char c : name.toCharArray()) {
            text.append(c == '"' || c == '\\' || c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
        }
        return text.append('"').toString();
    }

    private static String text(List<String> pointer) {
        return "'/" + String.join("/", pointer) + "'";
    }

    private String at() {
        return pointer.isEmpty() ? "as a whole" : "at pointer " + text(pointer);
    }

    private HeadgateException bad(String what) {
        return new HeadgateException(
                FileErrorCode.BAD_FILE, file.path() + " " + what + ": correct the file, or pointer and layout");
    }

    private HeadgateException broken(JacksonException e) {
        return new HeadgateException(
                FileErrorCode.BAD_FILE,
                file.path() + " is no JSON document: " + e.getOriginalMessage() + " (byte "
                        + (e.getLocation() == null ? -1 : e.getLocation().getByteOffset())
                        + "). Copy the file again; if each line is a record, set layout = \"lines\"",
                e);
    }
}
