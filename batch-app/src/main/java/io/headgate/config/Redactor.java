package io.headgate.config;

import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Takes values out of messages that must not be shown: what came from the environment, and secrets. Thread-safe. */
final class Redactor {

    private static final String MASK = "******";
    /** A shorter value is replaced only where it stands alone, so that hiding "5" or "data" leaves 15 and database readable. */
    private static final int SHORT = 8;

    private final Map<String, String> hidden = new ConcurrentHashMap<>();
    private final Map<String, String> secrets = new ConcurrentHashMap<>();

    /** Shows {@code written} wherever {@code value} would be. */
    void hide(String value, String written) {
        if (!value.isBlank()) {
            hidden.putIfAbsent(value.trim(), written);
        }
    }

    /** Shows asterisks wherever the value would be; of a key of several lines, wherever one of them would be. */
    void hideSecret(String value) {
        if (!value.isBlank()) {
            secrets.put(value.trim(), MASK);
        }
        if (value.trim().indexOf('\n') >= 0) {
            value.lines()
                    .map(String::trim)
                    .filter(line -> line.length() >= SHORT)
                    .forEach(line -> secrets.put(line, MASK));
        }
    }

    /** For messages about the configuration itself. */
    String redact(String message) {
        return replace(replace(message, hidden), secrets);
    }

    /** For messages of a run, where a host name from the environment helps and only secrets must not be seen. */
    String redactSecrets(String message) {
        return replace(message, secrets);
    }

    private static String replace(String message, Map<String, String> values) {
        if (values.isEmpty()) {
            return message;
        }
        // The longest first: a URL before the password within it.
        String pattern = values.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Redactor::pattern)
                .collect(Collectors.joining("|"));
        return Pattern.compile(pattern)
                .matcher(message)
                .replaceAll(match -> Matcher.quoteReplacement(values.getOrDefault(match.group(), MASK)));
    }

    private static String pattern(String value) {
        String quoted = Pattern.quote(value);
        return value.length() < SHORT ? "(?<![\\p{Alnum}_])" + quoted + "(?![\\p{Alnum}_])" : quoted;
    }
}
