package ${package};

import io.headgate.api.config.ConfigCheck;
import io.headgate.api.config.ConfigKey;
import io.headgate.api.config.Secret;
import org.jspecify.annotations.Nullable;

/**
 * The keys under {@code config}: a component {@code pageSize} is the key {@code page_size}. What is "tuning" may be changed while a
 * run is unfinished; a secret always may, and is never printed.
 */
public record ${className}Config(
        @ConfigKey(value = "Records that the made-up other side has", defaultValue = "1000") long records,
        @ConfigKey(value = "Records fetched by one request", defaultValue = "500", tuning = true) int pageSize,
        @ConfigKey("Token for the other side, as text or as a placeholder") @Nullable Secret token) {

    public ${className}Config {
        new ConfigCheck()
                .require(records >= 0, "records", "must not be negative")
                .require(pageSize >= 1 && pageSize <= 10_000, "page_size", "must be from 1 to 10000")
                .throwIfAny();
    }
}
