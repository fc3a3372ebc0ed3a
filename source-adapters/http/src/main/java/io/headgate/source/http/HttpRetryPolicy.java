package io.headgate.source.http;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

/**
 * When one request is sent again: pauses that double, less up to half of each by chance so that clients which failed together do
 * not come back together, but never less than the server's Retry-After. For a single request and its thread.
 */
final class HttpRetryPolicy implements RetryPolicy {

    private final HttpRetryConfig config;
    private final RandomGenerator chance;
    private @Nullable Duration retryAfter;

    HttpRetryPolicy(HttpRetryConfig config, RandomGenerator chance) {
        this.config = config;
        this.chance = chance;
    }

    @Override
    public boolean shouldRetry(Throwable throwable) {
        if (throwable instanceof HttpFailure failure) {
            retryAfter = failure.retryAfter();
            return true;
        }
        return false;
    }

    /** Also keeps from a pause that would not end before it. */
    @Override
    public Duration getTimeout() {
        return config.budget();
    }

    @Override
    public BackOff getBackOff() {
        return () -> new BackOffExecution() {
            private int retries;

            @Override
            public long nextBackOff() {
                return ++retries >= config.attempts() ? STOP : pauseMillis(retries);
            }
        };
    }

    private long pauseMillis(int retry) {
        long longest = config.maxDelay().toMillis();
        long full = config.delay().toMillis() << Math.min(retry - 1, 20);
        long pause = full < 0 ? longest : Math.min(full, longest);
        pause -= (long) (pause / 2.0 * chance.nextDouble());
        Duration asked = retryAfter;
        return Math.max(1, asked == null ? pause : Math.max(asked.toMillis(), pause));
    }
}
