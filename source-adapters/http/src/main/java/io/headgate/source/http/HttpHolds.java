package io.headgate.source.http;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Servers that have asked for a pause: it holds for every request of a source to them, and for none to others. Any thread. */
final class HttpHolds {

    /** Some servers name a day in the year 9999, which is more than fits in nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private final Map<String, Long> until = new ConcurrentHashMap<>();

    /** Nothing is sent to the address's server before so long; a longer pause that it has asked for stays. */
    void hold(URI uri, Duration pause) {
        long end = System.nanoTime() + (pause.compareTo(LONGEST) > 0 ? LONGEST : pause).toNanos();
        until.merge(HttpHosts.server(uri), end, (known, more) -> more - known > 0 ? more : known);
    }

    /** How long nothing is to be sent to the address's server; zero if it has asked for no pause or it is over. */
    Duration left(URI uri) {
        Long end = until.get(HttpHosts.server(uri));
        long left = end == null ? 0 : end - System.nanoTime();
        return left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
    }
}
