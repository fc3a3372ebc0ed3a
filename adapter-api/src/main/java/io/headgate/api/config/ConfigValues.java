package io.headgate.api.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts single configuration values. */
final class ConfigValues {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?\\d{1,30}");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|d)");

    private ConfigValues() {}

    static @Nullable Object absent(Class<?> type) {
        if (type == boolean.class) {
            return false;
        }
        if (type == int.class) {
            return 0;
        }
        if (type == long.class) {
            return 0L;
        }
        if (type == double.class) {
            return 0.0;
        }
        return type == List.class ? List.of() : type == Map.class ? Map.of() : null;
    }

    static @Nullable Object convert(Type type, @Nullable Object value, String path, List<ConfigProblem> problems) {
        if (value == null) {
            problems.add(new ConfigProblem(path, "has no value"));
            return null;
        }
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class
                    ? list(arguments[0], value, path, problems)
                    : map(arguments[1], value, path, problems);
        }
        Class<?> wanted = (Class<?>) type;
        if (wanted.isRecord() && wanted != ByteSize.class) {
            return record(wanted.asSubclass(Record.class), value, path, problems);
        }
        try {
            return scalar(wanted, value);
        } catch (IllegalArgumentException | ArithmeticException e) {
            problems.add(new ConfigProblem(path, String.valueOf(e.getMessage())));
            return absent(wanted);
        }
    }

    private static List<Object> list(Type element, Object value, String path, List<ConfigProblem> problems) {
        List<Object> result = new ArrayList<>();
        List<?> values = value instanceof List<?> list ? list : List.of(value);
        for (int i = 0; i < values.size(); i++) {
            Object converted = convert(element, values.get(i), path + "[" + i + "]", problems);
            if (converted != null) {
                result.add(converted);
            }
        }
        return List.copyOf(result);
    }

    private static Map<String, Object> map(Type element, Object value, String path, List<ConfigProblem> problems) {
        Map<String, Object> result = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> values) {
            values.forEach((key, entry) -> {
                Object converted = convert(element, entry, path + "." + key, problems);
                if (converted != null) {
                    result.put(String.valueOf(key), converted);
                }
            });
        } else {
            problems.add(new ConfigProblem(path, "expected a table of keys and values, found " + describe(value)));
        }
        return result;
    }

    private static @Nullable Object record(
            Class<? extends Record> type, Object value, String path, List<ConfigProblem> problems) {
        if (!(value instanceof Map<?, ?> values)) {
            problems.add(new ConfigProblem(path, "expected a table of keys and values, found " + describe(value)));
            return null;
        }
        Map<String, Object> keys = new LinkedHashMap<>();
        values.forEach((key, entry) -> keys.put(String.valueOf(key), entry));
        return ConfigBinder.bindRecord(type, keys, path, problems);
    }

    private static Object scalar(Class<?> type, Object value) {
        if (type == Object.class || type.isInstance(value)) {
            return value;
        }
        if (value instanceof Map || value instanceof List) {
            throw new IllegalArgumentException("expected a single value, found " + describe(value));
        }
        String text = value.toString().trim();
        if (type == String.class) {
            return value.toString();
        }
        if (type == Secret.class) {
            return new Secret(value.toString());
        }
        if (type == ByteSize.class) {
            return ByteSize.parse(text);
        }
        if (type == Duration.class) {
            return duration(text);
        }
        return type.isEnum() ? enumConstant(type, text) : primitive(type, text);
    }

    private static Object primitive(Class<?> type, String text) {
        if (type == boolean.class || type == Boolean.class) {
            if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
                return Boolean.valueOf(text);
            }
            throw new IllegalArgumentException("expected true or false, found '" + text + "'");
        }
        if (type == int.class || type == Integer.class) {
            return (int) wholeNumber(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (type == long.class || type == Long.class) {
            return wholeNumber(text, Long.MIN_VALUE, Long.MAX_VALUE);
        }
        if (type == double.class || type == Double.class) {
            return number(text);
        }
        throw new IllegalStateException("a configuration record cannot hold " + type);
    }

    private static long wholeNumber(String text, long least, long most) {
        if (!WHOLE_NUMBER.matcher(text).matches()) {
            double fraction = number(text);
            throw new IllegalArgumentException("expected a whole number, found '" + fraction + "'");
        }
        BigInteger number = new BigInteger(text);
        if (number.compareTo(BigInteger.valueOf(least)) < 0 || number.compareTo(BigInteger.valueOf(most)) > 0) {
            throw new IllegalArgumentException(
                    "expected a number from " + least + " to " + most + ", found '" + text + "'");
        }
        return number.longValue();
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a number, found '" + text + "'", e);
        }
    }

    private static Object enumConstant(Class<?> type, String text) {
        String wanted = text.replace('-', '_');
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equalsIgnoreCase(wanted)) {
                return constant;
            }
        }
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                .toList();
        throw new IllegalArgumentException(
                "'" + text + "' is none of " + String.join(", ", names) + Nearest.suggest(text, names));
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            try {
                return Duration.parse(text);
            } catch (java.time.format.DateTimeParseException e) {
                throw new IllegalArgumentException("expected a duration such as 10s or 5m, found '" + text + "'", e);
            }
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /** Never the value itself, which may be a secret that was put in the wrong place. */
    private static String describe(Object value) {
        return value instanceof Map ? "a table" : value instanceof List ? "a list" : "a single value";
    }
}
