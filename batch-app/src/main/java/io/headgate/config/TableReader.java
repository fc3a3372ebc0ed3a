package io.headgate.config;

import io.headgate.api.config.Nearest;
import io.headgate.config.ConfigNode.Scalar;
import io.headgate.config.ConfigNode.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes single keys out of a table. */
final class TableReader {

    private final Table table;
    private final String path;
    private final Problems problems;

    private TableReader(Table table, String path, Problems problems) {
        this.table = table;
        this.path = path;
        this.problems = problems;
    }

    /** Notes keys that are unknown. Null if the node is no table, which is noted as well. */
    static @Nullable TableReader of(ConfigNode node, String path, List<String> known, Problems problems) {
        if (!(node instanceof Table table)) {
            problems.wrong(node.position(), path, "expected a table with the keys " + String.join(", ", known));
            return null;
        }
        List<String> unknown = new ArrayList<>();
        table.entries().forEach((key, value) -> {
            if (known.stream().noneMatch(name -> KeyPath.canonical(name).equals(KeyPath.canonical(key)))) {
                unknown.add(key);
                problems.wrong(value.position(), KeyPath.join(path, key), "unknown key" + suggestion(key, known));
            }
        });
        return new TableReader(table.without(unknown), path, problems);
    }

    /** A key of an adapter, such as a user name, is easily written beside its table {@code config}. */
    private static String suggestion(String key, List<String> known) {
        String suggestion = Nearest.suggest(key, known);
        return known.contains("config") && Nearest.find(key, known) == null
                ? suggestion + "; the adapter's own keys stand in config = { … }"
                : suggestion;
    }

    /** The table without its unknown keys. */
    Table known() {
        return table;
    }

    String path(String key) {
        return KeyPath.join(path, key);
    }

    /** Of the key, or of the table if it is missing. */
    Position position(String key) {
        return KeyPath.locate(table, key);
    }

    @Nullable
    String required(String key, String meaning) {
        if (table.get(key) == null) {
            problems.missing(table.position(), path(key), "is required: " + meaning);
        }
        return optional(key);
    }

    @Nullable
    String optional(String key) {
        ConfigNode node = table.get(key);
        if (node == null) {
            return null;
        }
        if (!(node instanceof Scalar scalar)) {
            problems.wrong(node.position(), path(key), "expected a text in quotes");
            return null;
        }
        String text = scalar.plain().toString();
        if (text.isBlank()) {
            problems.wrong(node.position(), path(key), "must not be empty");
            return null;
        }
        return text;
    }

    /** An empty table if the key is missing; null if it holds something else, which is noted. */
    @Nullable
    Table table(String key) {
        ConfigNode node = table.get(key);
        if (node == null) {
            return Table.empty(table.position());
        }
        if (node instanceof Table found) {
            return found;
        }
        problems.wrong(node.position(), path(key), "expected a table of keys and values");
        return null;
    }
}
