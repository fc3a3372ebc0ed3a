package io.headgate.api.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Binds the tree of values that a configuration file holds to a record, and finds all mistakes at once.
 *
 * <p>A key is a component's name in snake case ({@code sourcePath} is {@code source_path}); {@code source-path} and {@code
 * sourcePath} are understood as well. Components are String, int, long, boolean, double and their boxes, {@link Secret}, {@link
 * ByteSize}, {@link java.time.Duration} ({@code 500ms}, {@code 10s}, {@code 5m}, {@code 1h} or ISO-8601), enums (lower case in the
 * file), records of the same kind, and List and Map of these; {@code Map<String, Object>} takes anything. Defaults come from {@link
 * ConfigKey#defaultValue}; an absent component without one is null, false or 0, and an absent List or Map is empty. Unknown keys
 * are refused with the nearest known one. Rules that go beyond types stand in the record's compact constructor, by way of {@link
 * ConfigCheck}.
 */
public final class ConfigBinder {

    private ConfigBinder() {}

    /**
     * @throws ConfigException with every mistake found
     */
    public static <C extends Record> C bind(Class<C> type, Map<String, ?> values) {
        List<ConfigProblem> problems = new ArrayList<>();
        C record = bindRecord(type, values, "", problems);
        if (record == null || !problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return record;
    }

    /** The key that a component is written under. */
    public static String keyOf(RecordComponent component) {
        return component.getName().replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    static <C extends Record> @Nullable C bindRecord(
            Class<C> type, Map<String, ?> values, String path, List<ConfigProblem> problems) {
        RecordComponent[] components = type.getRecordComponents();
        int before = problems.size();
        refuseUnknown(components, values, path, problems);
        @Nullable Object[] arguments = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            arguments[i] = bindComponent(components[i], values, path, problems);
        }
        return problems.size() > before ? null : construct(type, components, arguments, path, problems);
    }

    private static void refuseUnknown(
            RecordComponent[] components, Map<String, ?> values, String path, List<ConfigProblem> problems) {
        List<String> known = Arrays.stream(components).map(ConfigBinder::keyOf).toList();
        Set<String> spelled = new HashSet<>();
        for (String key : values.keySet()) {
            if (!spelled.add(canonical(key))) {
                problems.add(new ConfigProblem(join(path, key), "stands twice, in two spellings"));
            }
            if (known.stream().noneMatch(name -> canonical(name).equals(canonical(key)))) {
                problems.add(
                        new ConfigProblem(join(path, key), "unknown key" + Nearest.suggest(canonical(key), known)));
            }
        }
    }

    private static @Nullable Object bindComponent(
            RecordComponent component, Map<String, ?> values, String path, List<ConfigProblem> problems) {
        String key = keyOf(component);
        ConfigKey description = component.getAnnotation(ConfigKey.class);
        Object value = lookUp(values, key);
        if (value == null && description != null && description.required()) {
            problems.add(new ConfigProblem(join(path, key), "is required: " + description.value()));
            return ConfigValues.absent(component.getType());
        }
        if (value == null && description != null && !description.defaultValue().isEmpty()) {
            value = description.defaultValue();
        }
        if (value == null) {
            return ConfigValues.absent(component.getType());
        }
        return ConfigValues.convert(component.getGenericType(), value, join(path, key), problems);
    }

    private static @Nullable Object lookUp(Map<String, ?> values, String key) {
        for (Map.Entry<String, ?> entry : values.entrySet()) {
            if (canonical(entry.getKey()).equals(canonical(key))) {
                return entry.getValue();
            }
        }
        return null;
    }

    private static <C extends Record> @Nullable C construct(
            Class<C> type,
            RecordComponent[] components,
            @Nullable Object[] arguments,
            String path,
            List<ConfigProblem> problems) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            Throwable cause = e.getTargetException();
            if (cause instanceof ConfigException wrong) {
                wrong.problems().forEach(problem -> problems.add(problem.under(path)));
            } else {
                problems.add(new ConfigProblem(path, String.valueOf(cause.getMessage())));
            }
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be constructed", e);
        }
    }

    static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String canonical(String key) {
        return key.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
    }
}
