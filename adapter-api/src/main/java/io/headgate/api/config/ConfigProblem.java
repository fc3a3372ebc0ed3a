package io.headgate.api.config;

/**
 * One mistake in a configuration.
 *
 * @param key dotted path of the key within the adapter's configuration, list elements as {@code columns[2].type}; empty for the
 *     configuration as a whole
 * @param message what is wrong and what would be right; never contains a secret
 */
public record ConfigProblem(String key, String message) {

    ConfigProblem under(String prefix) {
        String separator = key.isEmpty() || key.startsWith("[") ? "" : ".";
        return prefix.isEmpty() ? this : new ConfigProblem(prefix + separator + key, message);
    }
}
