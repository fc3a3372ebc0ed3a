package io.headgate.source.http;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The pause that a server asks for, in seconds or as a date. */
final class HttpRetryAfter {

    private HttpRetryAfter() {}

    /** Null if the server asks for none, or in no way that is known. */
    static @Nullable Duration of(HttpHeaders headers, long nowMillis) {
        String text = headers.firstValue("Retry-After").orElse("").strip();
        if (text.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            long until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant()
                    .toEpochMilli();
            return Duration.ofMillis(Math.max(0, until - nowMillis));
        } catch (DateTimeException e) {
            return null;
        }
    }
}
