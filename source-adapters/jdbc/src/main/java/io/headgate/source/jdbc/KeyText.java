package io.headgate.source.jdbc;

import io.headgate.api.data.Column;
import io.headgate.api.data.DataType;
import io.headgate.api.data.Values;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Objects;

/** Values of keys as text: what states and plans hold, and what a database takes back unchanged. */
final class KeyText {

    private KeyText() {}

    /** The text of a column's value, which is not null. */
    static String of(Column column, DataType type, int row) {
        return of(Objects.requireNonNull(Values.read(column, type, row)));
    }

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

    private static String time(LocalDateTime time) {
        return date(time.toLocalDate())
                + String.format(
                        Locale.ROOT,
                        " %02d:%02d:%02d.%06d",
                        time.getHour(),
                        time.getMinute(),
                        time.getSecond(),
                        time.getNano() / 1000);
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
