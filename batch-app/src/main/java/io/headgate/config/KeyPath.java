package io.headgate.config;

import io.headgate.config.ConfigNode.Sequence;
import io.headgate.config.ConfigNode.Table;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dotted paths of keys, {@code columns[2].type}, and where they lead. */
final class KeyPath {

    private static final Pattern INDEX = Pattern.compile("\\[(\\d{1,9})](.*)", Pattern.DOTALL);
    private static final Pattern SEGMENT = Pattern.compile("([^.\\[]+)(.*)", Pattern.DOTALL);

    private KeyPath() {}

    /** Where a list is expected, a single value is a list of one. */
    private static final String ONLY = "[0]";

    static String join(String path, String key) {
        return path.isEmpty() ? key : key.isEmpty() ? path : path + (key.startsWith("[") ? "" : ".") + key;
    }

    static String element(String path, int index) {
        return path + "[" + index + "]";
    }

    /** The place of the key, or, if there is no such key, of the innermost table that should have it. */
    static Position locate(ConfigNode from, String path) {
        return walk(from, path).node().position();
    }

    /** Whether the path leads to a value. */
    static boolean leads(ConfigNode from, String path) {
        return walk(from, path).rest().isEmpty();
    }

    private static Step walk(ConfigNode from, String path) {
        Step here = new Step(from, path);
        while (!here.rest().isEmpty()) {
            Step next = step(here.node(), here.rest());
            if (next == null) {
                break;
            }
            here = next;
        }
        return here;
    }

    private record Step(ConfigNode node, String rest) {}

    private static @Nullable Step step(ConfigNode node, String path) {
        String rest = path.startsWith(".") ? path.substring(1) : path;
        if (node instanceof Sequence sequence) {
            return element(sequence, rest);
        }
        if (rest.startsWith(ONLY)) {
            return new Step(node, rest.substring(ONLY.length()));
        }
        return node instanceof Table table ? entry(table, rest) : null;
    }

    private static @Nullable Step element(Sequence sequence, String path) {
        Matcher matcher = INDEX.matcher(path);
        if (!matcher.matches()
                || Integer.parseInt(matcher.group(1)) >= sequence.elements().size()) {
            return null;
        }
        return new Step(sequence.elements().get(Integer.parseInt(matcher.group(1))), matcher.group(2));
    }

    /** Keys may hold dots themselves, so the longest key that fits is taken first, and only then another spelling. */
    private static @Nullable Step entry(Table table, String path) {
        String longest = null;
        for (String key : table.entries().keySet()) {
            boolean fits = path.startsWith(key)
                    && (path.length() == key.length() || ".[".indexOf(path.charAt(key.length())) >= 0);
            if (fits && (longest == null || key.length() > longest.length())) {
                longest = key;
            }
        }
        if (longest != null) {
            return new Step(Objects.requireNonNull(table.get(longest)), path.substring(longest.length()));
        }
        Matcher segment = SEGMENT.matcher(path);
        return segment.matches() ? otherSpelling(table, segment.group(1), segment.group(2)) : null;
    }

    private static @Nullable Step otherSpelling(Table table, String name, String rest) {
        for (Map.Entry<String, ConfigNode> entry : table.entries().entrySet()) {
            if (canonical(entry.getKey()).equals(canonical(name))) {
                return new Step(entry.getValue(), rest);
            }
        }
        return null;
    }

    /** {@code source_path}, {@code source-path} and {@code sourcePath} are one key. */
    static String canonical(String key) {
        return key.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
    }
}
