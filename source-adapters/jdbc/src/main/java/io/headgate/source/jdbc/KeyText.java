package io.headgate.source.jdbc;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

/** Values of keys as text: what states and plans hold, and what a database takes back unchanged. */
final class KeyText {

    private KeyText() {}

    /** The text of a value as {@link io.headgate.api.data.Values} has it. */
    static String of(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof LocalDate date) {
            return date(date) + era(date);
        }
        if (value instanceof LocalDateTime time) {
            return time(time) + era(time.toLocalDate());
        }
        if (value instanceof Instant instant) {
            LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
            return time(time) + "+00" + era(time.toLocalDate());
        }
        return value instanceof byte[] bytes ? hex(bytes) : value.toString();
    }

    /** To the microsecond, and further where the value goes further: a place that is cut off is another place. */
    private static String time(LocalDateTime time) {
        boolean micros = time.getNano() % 1000 == 0;
        return date(time.toLocalDate())
                + String.format(
                        Locale.ROOT,
                        micros ? " %02d:%02d:%02d.%06d" : " %02d:%02d:%02d.%09d",
                        time.getHour(),
                        time.getMinute(),
                        time.getSecond(),
                        micros ? time.getNano() / 1000 : time.getNano());
    }

    /** The year before year 1 is year 1 before Christ. */
    private static String date(LocalDate date) {
        int year = date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
        return String.format(Locale.ROOT, "%04d-%02d-%02d", year, date.getMonthValue(), date.getDayOfMonth());
    }

    private static String era(LocalDate date) {
        return date.getYear() > 0 ? "" : " BC";
    }

    static String hex(byte[] bytes) {
        return "\\x" + java.util.HexFormat.of().formatHex(bytes);
    }
}
