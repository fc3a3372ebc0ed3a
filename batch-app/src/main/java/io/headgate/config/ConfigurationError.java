package io.headgate.config;

/**
 * One mistake in a configuration file.
 *
 * @param position where it stands; for a key that is missing, the table that should have it
 * @param key dotted path of the key, {@code sources.trips.config.delimiter} or {@code flows[0].from}; empty if it is about no key
 * @param message what is wrong and what would be right; holds no value that came from the environment, and no secret
 */
public record ConfigurationError(Position position, String key, String message) {

    /** One line: {@code config.toml:12:3: sources.trips.config.delimitr: unknown key; did you mean 'delimiter'?} */
    @Override
    public String toString() {
        return position + ": " + (key.isEmpty() ? "" : key + ": ") + message;
    }
}
