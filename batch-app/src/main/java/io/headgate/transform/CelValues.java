package io.headgate.transform;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Between the values of columns and those of expressions. */
final class CelValues {

    private CelValues() {}

    /**
     * What a column is within an expression. A nested value that may be null is checked when it is evaluated only: CEL's checker
     * cannot look into a list that is nullable.
     */
    static CelType typeOf(Field field) {
        CelType type = typeOf(field.type());
        if (field.nullable() && isNested(field.type())) {
            return SimpleType.DYN;
        }
        return field.nullable() ? NullableType.create(type) : type;
    }

    private static CelType typeOf(DataType type) {
        if (type instanceof DataType.Decimal) {
            return ExactFunctions.DECIMAL;
        }
        if (type instanceof DataType.ListOf list) {
            return ListType.create(typeOf(list.element()));
        }
        if (type instanceof DataType.Struct) {
            return MapType.create(SimpleType.STRING, SimpleType.DYN);
        }
        if (type instanceof DataType.MapOf map) {
            return MapType.create(typeOf(map.key()), typeOf(map.value()));
        }
        return switch ((Primitive) type) {
            case BOOLEAN -> SimpleType.BOOL;
            case INT32, INT64 -> SimpleType.INT;
            case FLOAT32, FLOAT64 -> SimpleType.DOUBLE;
            case STRING, UUID, JSON -> SimpleType.STRING;
            case BINARY -> SimpleType.BYTES;
            case DATE, TIMESTAMP, TIMESTAMP_TZ -> SimpleType.TIMESTAMP;
            case TIME -> SimpleType.DURATION;
        };
    }

    /** The type of column that holds an expression's values as they are, or null if there is none without being told. */
    static @Nullable DataType columnOf(CelType type) {
        return switch (type.kind()) {
            case BOOL -> Primitive.BOOLEAN;
            case INT, UINT -> Primitive.INT64;
            case DOUBLE -> Primitive.FLOAT64;
            case STRING -> Primitive.STRING;
            case BYTES -> Primitive.BINARY;
            case TIMESTAMP -> Primitive.TIMESTAMP_TZ;
            default -> type instanceof NullableType nullable ? columnOf(nullable.targetType()) : null;
        };
    }

    /** A column's value, as {@link io.headgate.api.data.Values} reads it, for an expression. */
    static Object toCel(@Nullable Object value) {
        if (value == null) {
            return NullValue.NULL_VALUE;
        }
        if (value instanceof String || value instanceof Long || value instanceof Boolean || value instanceof Double) {
            return value;
        }
        if (value instanceof Integer number) {
            return number.longValue();
        }
        if (value instanceof Float number) {
            return number.doubleValue();
        }
        if (value instanceof BigDecimal decimal) {
            return new Exact(decimal);
        }
        if (value instanceof byte[] bytes) {
            return CelByteString.of(bytes);
        }
        return value instanceof List || value instanceof Map ? nested(value) : temporal(value);
    }

    private static Object nested(Object value) {
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(toCel(element)));
            return copy;
        }
        Map<Object, Object> copy = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((key, element) -> copy.put(toCel(key), toCel(element)));
        return copy;
    }

    /** A date is its midnight, a time without zone is taken as UTC, a time of day is what has passed since midnight. */
    private static Object temporal(Object value) {
        if (value instanceof LocalDate date) {
            return date.atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        if (value instanceof LocalDateTime time) {
            return time.toInstant(ZoneOffset.UTC);
        }
        if (value instanceof LocalTime time) {
            return Duration.ofNanos(time.toNanoOfDay());
        }
        return value instanceof UUID ? value.toString() : value;
    }

    /** An expression's value as a Java object that columns understand. */
    static @Nullable Object fromCel(@Nullable Object value) {
        if (value == null || value instanceof NullValue) {
            return null;
        }
        if (value instanceof Exact exact) {
            return exact.value();
        }
        if (value instanceof UnsignedLong number) {
            return number.bigIntegerValue();
        }
        if (value instanceof CelByteString bytes) {
            return bytes.toByteArray();
        }
        if (value instanceof Duration duration) {
            return LocalTime.ofNanoOfDay(duration.toNanos());
        }
        if (value instanceof Double number && !Double.isFinite(number)) {
            throw new ArithmeticException("the result is " + number + ", no finite number");
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(fromCel(element)));
            return copy;
        }
        return value;
    }

    /** Whether the value of an expression can become a value of a column's type. */
    static boolean canBecome(CelType from, DataType to, CastOptions options) {
        if (from instanceof NullableType nullable) {
            return canBecome(nullable.targetType(), to, options);
        }
        DataType natural =
                switch (from.kind()) {
                    case OPAQUE -> new DataType.Decimal(DataType.Decimal.MAX_LONG_PRECISION, 0);
                    case DURATION -> Primitive.TIME;
                    default -> columnOf(from);
                };
        boolean open = from.kind() == dev.cel.common.types.CelKind.DYN
                || from.kind() == dev.cel.common.types.CelKind.NULL_TYPE;
        return natural == null ? open && !isNested(to) : Casts.exist(natural, to, options);
    }

    private static boolean isNested(DataType type) {
        return !(type instanceof Primitive) && !(type instanceof DataType.Decimal);
    }
}
