package io.headgate.cli;

import io.headgate.api.config.ByteSize;
import io.headgate.api.config.ConfigBinder;
import io.headgate.api.config.ConfigKey;
import io.headgate.api.config.Secret;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The keys of an adapter's configuration record, with those of the records within it. */
final class AdapterKeys {

    private static final Map<Class<?>, String> NAMES = Map.ofEntries(
            Map.entry(String.class, "text"),
            Map.entry(Secret.class, "secret text"),
            Map.entry(int.class, "integer"),
            Map.entry(Integer.class, "integer"),
            Map.entry(long.class, "integer"),
            Map.entry(Long.class, "integer"),
            Map.entry(double.class, "number"),
            Map.entry(Double.class, "number"),
            Map.entry(boolean.class, "true or false"),
            Map.entry(Boolean.class, "true or false"),
            Map.entry(ByteSize.class, "size"),
            Map.entry(Duration.class, "duration"),
            Map.entry(Object.class, "any"));

    private AdapterKeys() {}

    /**
     * One key.
     *
     * @param key with the keys above it: {@code columns[].type}
     * @param defaultValue as it would be written, or null
     */
    record Key(String key, String type, @Nullable String defaultValue, boolean required, String description) {}

    static List<Key> of(Class<?> record) {
        List<Key> keys = new ArrayList<>();
        add(record, "", keys);
        return keys;
    }

    private static void add(Class<?> record, String prefix, List<Key> keys) {
        for (RecordComponent component : record.getRecordComponents()) {
            String key = prefix + ConfigBinder.keyOf(component);
            ConfigKey described = component.getAnnotation(ConfigKey.class);
            Type type = component.getGenericType();
            keys.add(new Key(
                    key,
                    describe(type),
                    described == null || described.defaultValue().isEmpty() ? null : described.defaultValue(),
                    described != null && described.required(),
                    described == null ? "" : described.value()));
            nested(type, key, keys);
        }
    }

    private static void nested(Type type, String key, List<Key> keys) {
        if (type instanceof ParameterizedType generic) {
            boolean list = generic.getRawType() == List.class;
            nested(generic.getActualTypeArguments()[list ? 0 : 1], key + (list ? "[]" : ".NAME"), keys);
        } else if (type instanceof Class<?> record && record.isRecord() && !NAMES.containsKey(record)) {
            add(record, key + ".", keys);
        }
    }

    private static String describe(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class
                    ? "list of " + describe(arguments[0])
                    : "table of " + describe(arguments[1]);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return Arrays.stream(plain.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(" | "));
        }
        return NAMES.getOrDefault(plain, "table");
    }
}
