package io.headgate.source.http;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;

/**
 * The objects that lead to the place of a pointer, as far as a parser that has been there, or has not found it, is still within them. A
 * second member with a name of the way in one of them would hide what it holds.
 */
final class JsonWay {

    private final List<JsonPointer> steps = new ArrayList<>();
    private int open;

    /**
     * @param parser where {@link JsonText#seek} has led it, or behind the value that is there
     */
    JsonWay(JsonPointer pointer, JsonParser parser) {
        for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
            steps.add(rest);
        }
        this.open = parser.streamReadContext().getNestingDepth();
    }

    /** Whether the token is a name that the way has taken already. To be asked of every token. */
    boolean isRepeated(JsonParser parser, JsonToken token) {
        int depth = parser.streamReadContext().getNestingDepth();
        open = Math.min(open, depth);
        return token == JsonToken.PROPERTY_NAME
                && depth == open
                && steps.get(depth - 1).matchesProperty(parser.currentName());
    }
}
