package io.headgate.source.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Bounds of every request of a source.
 *
 * @param timeout for one whole answer
 * @param maxResponseBytes of one answer, decompressed
 */
record HttpSettings(
        Duration connectTimeout,
        Duration timeout,
        long maxResponseBytes,
        HttpRetryConfig retry,
        @Nullable HttpTlsConfig tls) {}
