package io.headgate.api.data;

import io.headgate.api.data.DataType.Decimal;
import io.headgate.api.data.DataType.ListOf;
import io.headgate.api.data.DataType.MapOf;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.DataType.Struct;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which types hold all values of others, each as itself: INT32 in INT64 in DECIMAL, FLOAT32 in FLOAT64, DECIMAL in a DECIMAL with
 * as many digits before and behind the point, a nested value in one with more fields. Nothing becomes text, a whole number no
 * binary fraction, a date no moment.
 */
public final class Widening {

    private Widening() {}

    /**
     * The narrowest type that holds the values of both, or null if there is none.
     *
     * @param column type that values have had so far: the answer if it holds the other as well
     */
    public static @Nullable DataType common(DataType column, DataType field) {
        if (column.equals(field)) {
            return column;
        }
        if (isFloat(column) && isFloat(field)) {
            return Primitive.FLOAT64;
        }
        if (isInteger(column) && isInteger(field)) {
            return Primitive.INT64;
        }
        return isExact(column) && isExact(field) ? decimal(column, field) : nested(column, field);
    }

    private static @Nullable DataType nested(DataType column, DataType field) {
        if (column instanceof ListOf a && field instanceof ListOf b) {
            DataType element = common(a.element(), b.element());
            return element == null ? null : new ListOf(element);
        }
        if (column instanceof MapOf a && field instanceof MapOf b && a.key().equals(b.key())) {
            DataType value = common(a.value(), b.value());
            return value == null ? null : new MapOf(a.key(), value);
        }
        return column instanceof Struct a && field instanceof Struct b ? struct(a, b) : null;
    }

    /** The fields of both; one that either lacks may be null. */
    private static @Nullable DataType struct(Struct column, Struct field) {
        Map<String, Field> fields = new LinkedHashMap<>();
        column.fields().forEach(a -> fields.put(a.name(), Field.of(a.name(), a.type())));
        for (Field b : field.fields()) {
            Field a = fields.get(b.name());
            DataType type = a == null ? b.type() : common(a.type(), b.type());
            if (type == null) {
                return null;
            }
            fields.put(b.name(), Field.of(b.name(), type));
        }
        return new Struct(List.copyOf(fields.values()));
    }

    private static @Nullable DataType decimal(DataType column, DataType field) {
        int scale = Math.max(scale(column), scale(field));
        int precision = Math.max(wholeDigits(column), wholeDigits(field)) + scale;
        return precision > 1000 ? null : new Decimal(precision, scale);
    }

    private static boolean isFloat(DataType type) {
        return type == Primitive.FLOAT32 || type == Primitive.FLOAT64;
    }

    private static boolean isInteger(DataType type) {
        return type == Primitive.INT32 || type == Primitive.INT64;
    }

    private static boolean isExact(DataType type) {
        return isInteger(type) || type instanceof Decimal;
    }

    private static int scale(DataType type) {
        return type instanceof Decimal decimal ? decimal.scale() : 0;
    }

    /** Digits before the point that a type may need. */
    private static int wholeDigits(DataType type) {
        if (type instanceof Decimal decimal) {
            return decimal.precision() - decimal.scale();
        }
        return type == Primitive.INT32 ? 10 : 19;
    }

    /**
     * A value in a wider type; a nested value as it is.
     *
     * @param value of a type for which {@link #common} with {@code to} is {@code to}
     */
    public static Object convert(Object value, DataType to) {
        if (to instanceof Decimal decimal) {
            BigDecimal number =
                    value instanceof BigDecimal exact ? exact : BigDecimal.valueOf(((Number) value).longValue());
            return number.setScale(decimal.scale());
        }
        if (to == Primitive.INT64) {
            return ((Number) value).longValue();
        }
        return to == Primitive.FLOAT64 ? (Object) ((Number) value).doubleValue() : value;
    }
}
