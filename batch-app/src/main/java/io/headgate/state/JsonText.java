package io.headgate.state;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** JSON objects as text. Integers come back as Integer or Long, other numbers as Double. */
public final class JsonText {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final TypeReference<Map<String, @Nullable Object>> MAP = new TypeReference<>() {};

    private JsonText() {}

    public static String write(Map<String, ?> map) {
        return MAPPER.writeValueAsString(map);
    }

    /** Whether two maps are the same JSON object, however their numbers are held and in whichever order their keys stand. */
    static boolean isSame(Map<String, ?> one, Map<String, ?> other) {
        return read(write(one)).equals(read(write(other)));
    }

    /** Any JSON value as text. */
    public static String writeAny(@Nullable Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /**
     * Refuses what is not one JSON value.
     *
     * @throws IllegalArgumentException saying so
     */
    public static void check(String text) {
        try {
            if (MAPPER.readTree(text).isMissingNode()) {
                throw new IllegalArgumentException("is no JSON, but empty");
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("is no JSON", e);
        }
    }

    /**
     * @throws tools.jackson.core.JacksonException if the text is no JSON object
     */
    public static Map<String, @Nullable Object> read(String text) {
        return MAPPER.readValue(text, MAP);
    }
}
