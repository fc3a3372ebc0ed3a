package io.headgate.destination.jdbc;

import io.headgate.api.config.ConfigKey;
import io.headgate.api.config.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code config = { … }} of a jdbc destination holds. */
public record JdbcDestinationConfig(
        @ConfigKey(value = "User that writes; default: what the URL or the driver says", tuning = true) @Nullable
                String username,
        @ConfigKey("The user's password") @Nullable Secret password,
        @ConfigKey("Schema of tables that are named without one; default: the connection's current schema") @Nullable
                String schema,
        @ConfigKey(value = "Further properties for the JDBC driver, as the driver names them", tuning = true)
                Map<String, String> properties) {

    public JdbcDestinationConfig {
        properties = Map.copyOf(properties);
    }

    /** Shows the names of the properties only: their values may be secrets. */
    @Override
    public String toString() {
        return "JdbcDestinationConfig[username=" + username + ", password=" + password + ", schema=" + schema
                + ", properties=" + properties.keySet() + "]";
    }
}
