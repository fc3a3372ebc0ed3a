package io.headgate.flow;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A configured destination: {@code [destinations.ID]} of a configuration file, or the same from Java.
 *
 * @param id what flows refer to
 * @param method the adapter: {@code jdbc}, {@code file}, {@code memory}, …
 * @param target where it is: a JDBC URL, a folder; null if the adapter needs none
 * @param config the adapter's keys and values, as a configuration file would hold them
 */
public record DestinationDefinition(String id, String method, @Nullable String target, Map<String, Object> config) {

    public DestinationDefinition {
        config = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(config));
    }
}
