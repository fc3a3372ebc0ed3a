package io.headgate.transform;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.state.JsonText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Casts single values between types, as Java objects. Nothing is rounded, cut off or guessed: a value that does not fit to the last
 * digit is a mistake. The column builders check what is left, such as the range of a number.
 */
final class Casts {

    private static final Set<Primitive> TEMPORAL =
            EnumSet.of(Primitive.DATE, Primitive.TIME, Primitive.TIMESTAMP, Primitive.TIMESTAMP_TZ);
    private static final Set<Primitive> WHOLE = EnumSet.of(Primitive.INT32, Primitive.INT64);
    private static final Set<Primitive> FLOATING = EnumSet.of(Primitive.FLOAT32, Primitive.FLOAT64);
    /** Longer numbers are no numbers that somebody meant; they would only cost time. */
    private static final int LONGEST_NUMBER = 1100;

    private final DataType to;
    private final TemporalCasts temporal;
    private final boolean emptyAsNull;

    Casts(DataType to, CastOptions options) {
        this.to = to;
        this.temporal = new TemporalCasts(to, options);
        this.emptyAsNull = options.emptyAsNull();
    }

    /** Whether values of one type can become another at all. */
    static boolean exist(DataType from, DataType to, CastOptions options) {
        if (from.equals(to) || to == Primitive.STRING) {
            return true;
        }
        if (from == Primitive.STRING || from == Primitive.JSON) {
            return to instanceof Primitive || to instanceof DataType.Decimal;
        }
        if (isNumber(to)) {
            return isNumber(from) || from == Primitive.BOOLEAN;
        }
        if (isTemporal(to)) {
            return isTemporal(from)
                    || (to == Primitive.TIMESTAMP_TZ && isWhole(from) && TimeText.isEpoch(options.format()));
        }
        boolean nested = !(from instanceof Primitive) && !(from instanceof DataType.Decimal);
        return (to == Primitive.BOOLEAN && isWhole(from)) || (to == Primitive.JSON && nested);
    }

    private static boolean isNumber(DataType type) {
        return type instanceof DataType.Decimal
                || isWhole(type)
                || (type instanceof Primitive primitive && FLOATING.contains(primitive));
    }

    static boolean isWhole(DataType type) {
        return type instanceof Primitive primitive && WHOLE.contains(primitive);
    }

    static boolean isTemporal(DataType type) {
        return type instanceof Primitive primitive && TEMPORAL.contains(primitive);
    }

    /**
     * Casts one value.
     *
     * @return a value for {@link io.headgate.api.data.Values#write}, or null
     * @throws RuntimeException with a message for the user, if it does not fit
     */
    @Nullable
    Object cast(Object value) {
        if (value instanceof String text && emptyAsNull && text.isBlank()) {
            return null;
        }
        if (to instanceof DataType.Decimal) {
            return number(value);
        }
        if (!(to instanceof Primitive primitive)) {
            return value;
        }
        return switch (primitive) {
            case BOOLEAN -> toBoolean(value);
            case INT32, INT64 -> number(value);
            case FLOAT32, FLOAT64 -> floating(value);
            case STRING -> text(value);
            case BINARY -> value instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : value;
            case DATE, TIME, TIMESTAMP, TIMESTAMP_TZ -> temporal.cast(value);
            case UUID -> value instanceof String text ? uuid(text) : value;
            case JSON -> json(value);
        };
    }

    private static boolean toBoolean(Object value) {
        if (value instanceof Boolean bool) {
            return bool;
        }
        return switch (value.toString().trim().toLowerCase(Locale.ROOT)) {
            case "true", "t", "yes", "y", "1" -> true;
            case "false", "f", "no", "n", "0" -> false;
            default -> throw new IllegalArgumentException("is neither true nor false");
        };
    }

    private static Number number(Object value) {
        if (value instanceof Boolean bool) {
            return bool ? 1 : 0;
        }
        if (value instanceof Double || value instanceof Float) {
            if (!Double.isFinite(((Number) value).doubleValue())) {
                throw new IllegalArgumentException("is no finite number");
            }
            return new BigDecimal(value.toString());
        }
        return value instanceof Number number ? number : parse(value.toString());
    }

    private static BigDecimal parse(String text) {
        String trimmed = text.trim();
        if (trimmed.isEmpty() || trimmed.length() > LONGEST_NUMBER) {
            throw new IllegalArgumentException("is no number");
        }
        try {
            return new BigDecimal(trimmed);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("is no number", e);
        }
    }

    private static Number floating(Object value) {
        if (!(value instanceof String text)) {
            return value instanceof Boolean bool ? (bool ? 1 : 0) : (Number) value;
        }
        return switch (text.trim()) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> parse(text);
        };
    }

    private String text(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof byte[] bytes) {
            return utf8(bytes);
        }
        if (value instanceof Map || value instanceof List) {
            return json(value);
        }
        boolean plain = value instanceof String
                || value instanceof Boolean
                || value instanceof Number
                || value instanceof UUID
                || value instanceof BigInteger;
        return plain ? value.toString() : temporal.text(value);
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("is no UTF-8 text", e);
        }
    }

    private static UUID uuid(String text) {
        String trimmed = text.trim();
        if (trimmed.length() != 36) {
            throw new IllegalArgumentException("is no UUID");
        }
        return UUID.fromString(trimmed);
    }

    private static String json(Object value) {
        if (value instanceof String text) {
            JsonText.check(text);
            return text;
        }
        return JsonText.writeAny(RecordJson.printable(value));
    }
}
