package io.headgate.source.file;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How elements and attributes are called as fields. Names are made once each. One thread. */
final class XmlNames {

    private final Map<String, String> prefixes = new HashMap<>();
    private final String attributePrefix;
    private final Map<String, Map<String, String>> elements = new HashMap<>();
    private final Map<String, String> attributes = new HashMap<>();

    /**
     * @param namespaces by prefix: names within them are written with it; all others without any
     */
    XmlNames(Map<String, String> namespaces, String attributePrefix) {
        namespaces.forEach((prefix, uri) -> prefixes.put(uri, prefix));
        this.attributePrefix = attributePrefix;
    }

    String element(@Nullable String namespace, String local) {
        if (prefixes.isEmpty() || namespace == null || namespace.isEmpty()) {
            return local;
        }
        String prefix = prefixes.get(namespace);
        return prefix == null
                ? local
                : elements.computeIfAbsent(namespace, n -> new HashMap<>())
                        .computeIfAbsent(local, name -> prefix + ":" + name);
    }

    String attribute(@Nullable String namespace, String local) {
        return attributes.computeIfAbsent(element(namespace, local), name -> attributePrefix + name);
    }
}
