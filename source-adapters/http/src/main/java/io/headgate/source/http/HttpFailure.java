package io.headgate.source.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request that failed for the moment: worth another attempt. */
final class HttpFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    /**
     * @param retryAfter the pause that the server asks for, or null
     */
    HttpFailure(String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
