package io.headgate.source.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record of a page, as JSON, or what was found in its place.
 *
 * @param problem why it is none, or null
 */
record WebRecord(String text, @Nullable JsonProblem problem) {

    /** An object of texts; a value that is null is left out. */
    static WebRecord of(Map<String, @Nullable String> values) {
        StringBuilder out = new StringBuilder();
        values.forEach((name, value) -> {
            if (value != null) {
                out.append(out.length() == 0 ? '{' : ',')
                        .append(JsonText.quote(name))
                        .append(':')
                        .append(JsonText.quote(value));
            }
        });
        return new WebRecord(out.length() == 0 ? "{}" : out.append('}').toString(), null);
    }

    /** With one more field in front. */
    WebRecord with(String name, String value) {
        String field = "{" + JsonText.quote(name) + ":" + JsonText.quote(value);
        String rest = text.substring(1).stripLeading();
        return new WebRecord(field + (rest.startsWith("}") ? "" : ",") + rest, problem);
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
