package io.headgate.source.http;

import io.headgate.api.config.ConfigCheck;
import io.headgate.api.config.ConfigKey;
import java.time.Duration;

/** How often a request that failed for the moment is sent again. */
record HttpRetryConfig(
        @ConfigKey(value = "how often a request is sent at most", defaultValue = "6", tuning = true) int attempts,
        @ConfigKey(
                        value = "the first pause; each further one is twice as long, less up to half of it by chance",
                        defaultValue = "500ms",
                        tuning = true)
                Duration delay,
        @ConfigKey(
                        value = "the longest pause, unless the server's Retry-After asks for more",
                        defaultValue = "30s",
                        tuning = true)
                Duration maxDelay,
        @ConfigKey(
                        value = "the time that one request may take with all its attempts and pauses",
                        defaultValue = "5m",
                        tuning = true)
                Duration budget) {

    static final HttpRetryConfig DEFAULT =
            new HttpRetryConfig(6, Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofMinutes(5));

    HttpRetryConfig {
        new ConfigCheck()
                .require(attempts >= 1 && attempts <= 1000, "attempts", "is a number from 1 to 1000")
                .require(isPositive(delay), "delay", "is more than nothing")
                .require(maxDelay.compareTo(delay) >= 0, "max_delay", "is at least as long as delay")
                .require(isPositive(budget), "budget", "is more than nothing")
                .throwIfAny();
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }
}
