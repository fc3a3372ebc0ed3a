package io.headgate.source.jdbc;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** PostgreSQL's dates and timestamps, which count from 2000-01-01 and know infinity. */
final class PostgresTimes {

    static final int EPOCH_DAYS = 10_957;
    static final long DAY_MICROS = 86_400_000_000L;
    static final long EPOCH_MICROS = EPOCH_DAYS * DAY_MICROS;

    private PostgresTimes() {}

    static boolean isInfinite(int days) {
        return days == Integer.MAX_VALUE || days == Integer.MIN_VALUE;
    }

    static boolean isInfinite(long micros) {
        return micros == Long.MAX_VALUE || micros == Long.MIN_VALUE;
    }

    static String date(int days) {
        return isInfinite(days) ? infinity(days > 0) : KeyText.of(LocalDate.ofEpochDay((long) days + EPOCH_DAYS));
    }

    static String timestamp(long micros, boolean zoned) {
        if (isInfinite(micros)) {
            return infinity(micros > 0);
        }
        long seconds = Math.floorDiv(micros, 1_000_000L) + EPOCH_DAYS * 86_400L;
        int nanos = (int) Math.floorMod(micros, 1_000_000L) * 1000;
        LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC);
        return zoned ? KeyText.of(time.toInstant(ZoneOffset.UTC)) : KeyText.of(time);
    }

    private static String infinity(boolean positive) {
        return positive ? "infinity" : "-infinity";
    }
}
