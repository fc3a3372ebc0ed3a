package io.headgate.destination.memory;

import io.headgate.api.config.ConfigKey;

/** Keys of the destination {@code memory}. */
public record MemoryConfig(
        @ConfigKey(value = "Keep the rows; false only counts them, for load tests", defaultValue = "true")
                boolean keepRows) {}
