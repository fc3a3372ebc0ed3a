package io.headgate.cli;

import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times for people, the same in every locale. */
final class Numbers {

    /** UTC. */
    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT);

    private Numbers() {}

    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 0.42}, {@code 12.3}, {@code 1,234}. */
    static String seconds(double seconds) {
        return String.format(Locale.ROOT, seconds < 10 ? "%.2f" : seconds < 100 ? "%.1f" : "%,.0f", seconds);
    }
}
