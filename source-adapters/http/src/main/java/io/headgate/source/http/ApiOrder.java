package io.headgate.source.http;

import io.headgate.api.config.ConfigException;
import io.headgate.api.data.DataType.Primitive;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;

/** The order of the values that an incremental endpoint goes by: numbers as numbers, times as times, anything else as text. */
final class ApiOrder {

    private static final int SHORTEST_INSTANT = "2026-01-31T00:00Z".length();

    private ApiOrder() {}

    static int compare(String a, String b) {
        if (isNumber(a) && isNumber(b)) {
            return new BigDecimal(a).compareTo(new BigDecimal(b));
        }
        if (isInstant(a) && isInstant(b)) {
            return ((OffsetDateTime) value(Primitive.TIMESTAMP_TZ, a))
                    .toInstant()
                    .compareTo(((OffsetDateTime) value(Primitive.TIMESTAMP_TZ, b)).toInstant());
        }
        return a.compareTo(b);
    }

    /** So much earlier. */
    static String before(String text, Duration lookback) {
        if (lookback.isZero()) {
            return text;
        }
        if (isInstant(text)) {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                    ((OffsetDateTime) value(Primitive.TIMESTAMP_TZ, text)).minus(lookback));
        }
        if (TextValues.isTime(Primitive.TIMESTAMP, text)) {
            return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                    ((LocalDateTime) value(Primitive.TIMESTAMP, text)).minus(lookback));
        }
        if (TextValues.isTime(Primitive.DATE, text)) {
            long days = lookback.plusDays(1).minusNanos(1).toDays();
            return ((LocalDate) value(Primitive.DATE, text)).minusDays(days).toString();
        }
        throw new ConfigException("incremental.lookback", "is for times and dates; '" + text + "' is none");
    }

    private static Object value(Primitive type, String text) {
        Object value = TextValues.parse(type, text);
        if (value == null) {
            throw new IllegalArgumentException(text);
        }
        return value;
    }

    /** However fine: servers leave zeros at the end of fractions out, so that as texts they would stand in no order. */
    private static boolean isInstant(String text) {
        return text.length() >= SHORTEST_INSTANT && TextValues.parse(Primitive.TIMESTAMP_TZ, text) != null;
    }

    private static boolean isNumber(String text) {
        return text.matches("-?\\d{1,30}(\\.\\d{1,30})?");
    }
}
