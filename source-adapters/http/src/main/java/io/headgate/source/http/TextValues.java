package io.headgate.source.http;

import io.headgate.api.data.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/** Values from text, as {@link io.headgate.api.data.Values} takes them. */
final class TextValues {

    private static final int MAX_NUMBER = 2000;
    private static final DateTimeFormatter TIMESTAMP_TZ = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(java.util.Locale.ROOT);

    private TextValues() {}

    /** The value, or null if the text is none of the type. */
    static @Nullable Object parse(DataType type, String text) {
        try {
            if (type instanceof DataType.Decimal) {
                return number(text);
            }
            return type instanceof DataType.Primitive known ? primitive(known, text) : null;
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
            return null;
        }
    }

    private static @Nullable Object primitive(DataType.Primitive type, String text) {
        return switch (type) {
            case BOOLEAN -> bool(text);
            case INT32, INT64 -> number(text).toBigIntegerExact();
            case FLOAT32, FLOAT64 -> floating(text);
            case STRING -> text;
            case BINARY -> Base64.getDecoder().decode(text);
            case DATE -> LocalDate.parse(text);
            case TIME -> LocalTime.parse(text);
            case TIMESTAMP -> LocalDateTime.parse(withT(text));
            case TIMESTAMP_TZ -> time(text);
            case UUID -> uuid(text);
            case JSON -> isJson(text) ? text : null;
        };
    }

    private static @Nullable Object bool(String text) {
        return switch (text.toLowerCase(java.util.Locale.ROOT)) {
            case "true", "1", "yes" -> true;
            case "false", "0", "no" -> false;
            default -> null;
        };
    }

    private static BigDecimal number(String text) {
        if (text.length() > MAX_NUMBER) {
            throw new NumberFormatException("too long");
        }
        BigDecimal number = new BigDecimal(text);
        // Writing 1e999999999 out would fill the memory.
        if (Math.abs((long) number.scale()) > MAX_NUMBER) {
            throw new NumberFormatException("too large");
        }
        return number;
    }

    private static Object floating(String text) {
        if (text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity")) {
            return Double.valueOf(text);
        }
        return number(text);
    }

    private static OffsetDateTime time(String text) {
        return OffsetDateTime.parse(withT(text), TIMESTAMP_TZ);
    }

    private static String withT(String text) {
        return text.length() > 10 && text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11) : text;
    }

    private static @Nullable UUID uuid(String text) {
        return text.length() == 36 ? UUID.fromString(text) : null;
    }

    private static boolean isJson(String text) {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        try (JsonParser parser = JsonText.parser(data, 0, data.length)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }

    /** Whether the text is such a value, none finer than a microsecond, for which it stands alone. */
    static boolean isTime(DataType.Primitive type, String text) {
        if (text.length() < 10 || text.charAt(4) != '-' && text.charAt(0) != '-' && text.charAt(0) != '+') {
            return false;
        }
        Object value = parse(type, text);
        if (value instanceof LocalDateTime time) {
            return time.get(ChronoField.NANO_OF_SECOND) % 1000 == 0;
        }
        if (value instanceof OffsetDateTime time) {
            return time.get(ChronoField.NANO_OF_SECOND) % 1000 == 0;
        }
        return value != null;
    }

    /** Whether a fraction comes back as it is from the floating-point number that is nearest to it. */
    static boolean isExactDouble(String text) {
        BigDecimal exact = number(text);
        double nearest = exact.doubleValue();
        return Double.isFinite(nearest) && new BigDecimal(Double.toString(nearest)).compareTo(exact) == 0;
    }

    /** Whether a whole number fits 64 bits. */
    static boolean isLong(String text) {
        return text.length() <= 20 && new BigInteger(text).bitLength() < 64;
    }
}
