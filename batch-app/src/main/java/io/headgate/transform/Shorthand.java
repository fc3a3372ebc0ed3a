package io.headgate.transform;

import io.headgate.api.config.ConfigException;
import io.headgate.api.config.ConfigProblem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table of which one key is enough may be written as that key's value alone. */
final class Shorthand {

    private Shorthand() {}

    static Map<String, Object> table(Object value, String key) {
        if (!(value instanceof Map<?, ?> map)) {
            return Map.of(key, value);
        }
        Map<String, Object> table = new LinkedHashMap<>();
        map.forEach((name, entry) -> table.put(String.valueOf(name), entry));
        return table;
    }

    /**
     * The same mistakes below a path.
     *
     * @param implied key that the user did not write, and that the path therefore leaves out; or null
     */
    static List<ConfigProblem> under(String path, ConfigException e, @Nullable String implied) {
        return e.problems().stream()
                .map(problem -> problem.key().isEmpty() || problem.key().equals(implied)
                        ? new ConfigProblem(path, problem.message())
                        : new ConfigProblem(join(path, problem.key()), problem.message()))
                .toList();
    }

    static String join(String path, String key) {
        return path.isEmpty() ? key : key.isEmpty() ? path : path + (key.startsWith("[") ? "" : ".") + key;
    }
}
