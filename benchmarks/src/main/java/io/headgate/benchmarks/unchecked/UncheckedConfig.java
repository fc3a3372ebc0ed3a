package io.headgate.benchmarks.unchecked;

import io.headgate.api.config.ConfigKey;

/** Keys of the destination {@code unchecked}. */
public record UncheckedConfig(
        @ConfigKey(value = "method of the destination that is used without checkpoints", required = true)
                String method) {}
