package io.headgate.destination.jdbc;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.destination.jdbc.SqlType.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Which column types can hold which field types without a silent loss. A column that holds only some of the values is accepted:
 * the others are found by a {@link ValueCheck} or refused by the database, and rejected. A column that would change values on the
 * way, as a float does to most decimals, is not.
 */
final class ColumnFit {

    /** Decimals of so many digits survive the way into a double and back. */
    static final int DOUBLE_DIGITS = 15;

    private static final int TIME_DIGITS = 6;
    private static final int MOST_DIGITS = 1000;

    private ColumnFit() {}

    static boolean holds(DataType from, SqlType to) {
        Kind kind = to.kind();
        if (from instanceof DataType.Decimal decimal) {
            return kind == Kind.NUMERIC
                    || kind == Kind.TEXT
                    || (kind == Kind.FLOAT64 && decimal.precision() <= DOUBLE_DIGITS);
        }
        if (!(from instanceof Primitive primitive)) {
            return isDocument(kind) || kind == Kind.TEXT;
        }
        if (kind == Kind.TEXT) {
            return primitive != Primitive.BINARY;
        }
        return switch (primitive) {
            case BOOLEAN -> kind == Kind.BOOLEAN;
            case INT32, INT64 -> isInteger(kind) || kind == Kind.NUMERIC || kind == Kind.FLOAT64;
            case FLOAT32 -> kind == Kind.FLOAT32 || kind == Kind.FLOAT64;
            case FLOAT64 -> kind == Kind.FLOAT64 || kind == Kind.NUMERIC;
            case STRING -> kind == Kind.ENUM || isDocument(kind);
            case BINARY -> kind == Kind.BINARY;
            case DATE -> kind == Kind.DATE;
            case TIME -> kind == Kind.TIME;
            case TIMESTAMP -> kind == Kind.TIMESTAMP;
            case TIMESTAMP_TZ -> kind == Kind.TIMESTAMP_TZ;
            case UUID -> kind == Kind.UUID;
            case JSON -> isDocument(kind);
        };
    }

    /**
     * Whether the column holds every value of the field as what it is. How long a text may be is not a matter of types: a field has
     * no such limit to compare with.
     */
    static boolean isSame(DataType from, SqlType to) {
        Kind kind = to.kind();
        if (from instanceof DataType.Decimal decimal) {
            return kind == Kind.NUMERIC && takes(to, decimal.precision() - decimal.scale(), decimal.scale());
        }
        if (!(from instanceof Primitive primitive)) {
            return isDocument(kind);
        }
        return switch (primitive) {
            case INT32 -> kind == Kind.INT32 || kind == Kind.INT64 || (kind == Kind.NUMERIC && takes(to, 10, 0));
            case INT64 -> kind == Kind.INT64 || (kind == Kind.NUMERIC && takes(to, 19, 0));
            case FLOAT64 -> kind == Kind.FLOAT64;
            case STRING -> kind == Kind.TEXT;
            case TIME, TIMESTAMP, TIMESTAMP_TZ -> holds(from, to) && kind != Kind.TEXT && to.precision() >= TIME_DIGITS;
            case BOOLEAN, FLOAT32, BINARY, DATE, UUID, JSON -> holds(from, to) && kind != Kind.TEXT;
        };
    }

    /** The type that the column has to have to hold all that it holds and all values of the field; null if there is none. */
    static @Nullable DataType widened(DataType from, SqlType to) {
        Kind kind = to.kind();
        if (from instanceof DataType.Decimal decimal) {
            return isInteger(kind) || kind == Kind.NUMERIC ? widened(decimal, to) : null;
        }
        if (from == Primitive.INT64 && (kind == Kind.INT16 || kind == Kind.INT32)) {
            return Primitive.INT64;
        }
        if (from == Primitive.INT32 && kind == Kind.INT16) {
            return Primitive.INT32;
        }
        return from == Primitive.FLOAT64 && kind == Kind.FLOAT32 ? Primitive.FLOAT64 : null;
    }

    private static @Nullable DataType widened(DataType.Decimal from, SqlType to) {
        int scale = Math.max(from.scale(), to.scale());
        int whole = Math.max(from.precision() - from.scale(), wholeDigits(to));
        return whole + scale > MOST_DIGITS ? null : new DataType.Decimal(whole + scale, scale);
    }

    private static int wholeDigits(SqlType type) {
        return switch (type.kind()) {
            case INT16 -> 5;
            case INT32 -> 10;
            case INT64 -> 19;
            default -> type.precision() - type.scale();
        };
    }

    private static boolean takes(SqlType numeric, int wholeDigits, int scale) {
        return numeric.precision() == 0
                || (numeric.precision() - numeric.scale() >= wholeDigits && numeric.scale() >= scale);
    }

    private static boolean isInteger(Kind kind) {
        return kind == Kind.INT16 || kind == Kind.INT32 || kind == Kind.INT64;
    }

    private static boolean isDocument(Kind kind) {
        return kind == Kind.JSON || kind == Kind.JSONB;
    }
}
