package io.headgate.source.http;

import io.headgate.api.config.ConfigCheck;
import io.headgate.api.config.ConfigKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a run asks for what is new since the last one. */
record ApiIncremental(
        @ConfigKey(value = "the query parameter that asks for what is new, or a name used as {name}", required = true)
                String parameter,
        @ConfigKey(
                        value = "JSON pointer within a record to the value whose largest one the next run sends",
                        required = true)
                String field,
        @ConfigKey("what the first run sends; without it the first run sends nothing") @Nullable String initial,
        @ConfigKey(
                        value = "for times: ask again for so much of what was read, for what appears late",
                        defaultValue = "0s")
                Duration lookback) {

    ApiIncremental {
        new ConfigCheck()
                .require(!parameter.isBlank(), "parameter", "is empty")
                .require(field.startsWith("/"), "field", "is a JSON pointer, which begins with /")
                .require(!lookback.isNegative(), "lookback", "is not negative")
                .throwIfAny();
    }
}
