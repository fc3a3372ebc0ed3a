package io.headgate.flow;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A configured source: {@code [sources.ID]} of a configuration file, or the same from Java.
 *
 * @param id what flows refer to; a source with a single stream names it by this id
 * @param name the adapter: {@code csv}, {@code auto-generated-data}, …
 * @param config the adapter's keys and values, as a configuration file would hold them
 */
public record SourceDefinition(String id, String name, Map<String, Object> config) {

    /** What the table of the state can hold. */
    private static final int LONGEST_ID = 200;

    /**
     * @throws IllegalArgumentException if the id is too long: it would show only after rows are durable
     */
    public SourceDefinition {
        if (id.length() > LONGEST_ID) {
            throw new IllegalArgumentException(
                    "the id of the source has " + id.length() + " characters, and " + LONGEST_ID + " is the most");
        }
        config = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(config));
    }
}
