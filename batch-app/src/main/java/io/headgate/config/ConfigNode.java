package io.headgate.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What TOML and YAML have in common: a tree of values, each with its place. An entry of a table has the place of its key. */
sealed interface ConfigNode {

    Position position();

    /** The value as String, Long, Double, Boolean, List or Map. */
    Object plain();

    /** Keys and values in the order of the file. */
    record Table(Position position, Map<String, ConfigNode> entries) implements ConfigNode {

        static Table empty(Position position) {
            return new Table(position, new LinkedHashMap<>());
        }

        @Nullable
        ConfigNode get(String key) {
            return entries.get(key);
        }

        @Override
        public Map<String, Object> plain() {
            Map<String, Object> map = new LinkedHashMap<>();
            entries.forEach((key, node) -> map.put(key, node.plain()));
            return map;
        }

        /** The table without some keys. */
        Table without(List<String> keys) {
            Map<String, ConfigNode> rest = new LinkedHashMap<>(entries);
            keys.forEach(rest::remove);
            return new Table(position, rest);
        }
    }

    /** Values in order. */
    record Sequence(Position position, List<ConfigNode> elements) implements ConfigNode {
        @Override
        public List<Object> plain() {
            List<Object> list = new ArrayList<>();
            elements.forEach(element -> list.add(element.plain()));
            return list;
        }
    }

    /**
     * A single value.
     *
     * @param plain String, Long, Double or Boolean
     */
    record Scalar(Position position, Object plain) implements ConfigNode {}
}
