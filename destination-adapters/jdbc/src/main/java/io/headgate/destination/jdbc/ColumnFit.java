package io.headgate.destination.jdbc;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.destination.jdbc.SqlType.Kind;

/**
 * Which column types can hold which field types without a silent loss. A column that holds only some of the values is accepted:
 * the others are found by a {@link ValueCheck} or refused by the database, and rejected. A column that would change values on the
 * way, as a float does to most decimals, is not.
 */
final class ColumnFit {

    /** Decimals of so many digits survive the way into a double and back. */
    static final int DOUBLE_DIGITS = 15;

    private ColumnFit() {}

    static boolean holds(DataType from, SqlType to) {
        Kind kind = to.kind();
        if (from instanceof DataType.Decimal decimal) {
            return kind == Kind.NUMERIC
                    || kind == Kind.TEXT
                    || (kind == Kind.FLOAT64 && decimal.precision() <= DOUBLE_DIGITS);
        }
        if (!(from instanceof Primitive primitive)) {
            return kind == Kind.JSON || kind == Kind.JSONB || kind == Kind.TEXT;
        }
        if (kind == Kind.TEXT) {
            return primitive != Primitive.BINARY;
        }
        return switch (primitive) {
            case BOOLEAN -> kind == Kind.BOOLEAN;
            case INT32, INT64 -> isInteger(kind) || kind == Kind.NUMERIC || kind == Kind.FLOAT64;
            case FLOAT32 -> kind == Kind.FLOAT32 || kind == Kind.FLOAT64;
            case FLOAT64 -> kind == Kind.FLOAT64 || kind == Kind.NUMERIC;
            case STRING -> kind == Kind.ENUM || kind == Kind.JSON || kind == Kind.JSONB;
            case BINARY -> kind == Kind.BINARY;
            case DATE -> kind == Kind.DATE;
            case TIME -> kind == Kind.TIME;
            case TIMESTAMP -> kind == Kind.TIMESTAMP;
            case TIMESTAMP_TZ -> kind == Kind.TIMESTAMP_TZ;
            case UUID -> kind == Kind.UUID;
            case JSON -> kind == Kind.JSON || kind == Kind.JSONB;
        };
    }

    private static boolean isInteger(Kind kind) {
        return kind == Kind.INT16 || kind == Kind.INT32 || kind == Kind.INT64;
    }
}
