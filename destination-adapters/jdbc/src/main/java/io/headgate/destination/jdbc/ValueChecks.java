package io.headgate.destination.jdbc;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Storage;
import io.headgate.destination.jdbc.SqlType.Kind;
import java.util.ArrayList;
import java.util.List;

/** The checks that a pair of field and column needs on every database. Most pairs need none. */
final class ValueChecks {

    private static final long EXACT_IN_DOUBLE = 1L << 53;

    private ValueChecks() {}

    /**
     * @param nulForbidden texts of this database cannot hold the character NUL
     * @param utf16 this database counts the length of a text in UTF-16 units, not in code points
     */
    static List<ValueCheck> common(TargetColumn column, boolean nulForbidden, boolean utf16) {
        List<ValueCheck> checks = new ArrayList<>();
        DataType type = column.field().type();
        SqlType to = column.type();
        if (type == Primitive.STRING || type == Primitive.JSON) {
            if (nulForbidden || to.length() > 0) {
                checks.add(new TextCheck(column, nulForbidden, utf16));
            }
        } else if (to.kind() == Kind.TEXT && to.length() > 0) {
            checks.add(new TextFormCheck(column));
        } else if (to.kind() == Kind.NUMERIC && !DecimalCheck.isNeedless(type, to)) {
            checks.add(new DecimalCheck(column));
        } else if (type == Primitive.INT32 || type == Primitive.INT64) {
            checks.addAll(integers(column));
        } else if (isTimed(type) && to.precision() < 6) {
            checks.add(new RangeCheck(column, Long.MIN_VALUE, Long.MAX_VALUE, power(6 - to.precision())));
        }
        return checks;
    }

    private static List<ValueCheck> integers(TargetColumn column) {
        return switch (column.type().kind()) {
            case INT16 -> List.of(new RangeCheck(column, Short.MIN_VALUE, Short.MAX_VALUE, 1));
            case INT32 ->
                column.field().type().storage() == Storage.LONG
                        ? List.of(new RangeCheck(column, Integer.MIN_VALUE, Integer.MAX_VALUE, 1))
                        : List.of();
            case FLOAT64 ->
                column.field().type().storage() == Storage.LONG
                        ? List.of(new RangeCheck(column, -EXACT_IN_DOUBLE, EXACT_IN_DOUBLE, 1))
                        : List.of();
            default -> List.of();
        };
    }

    private static boolean isTimed(DataType type) {
        return type == Primitive.TIME || type == Primitive.TIMESTAMP || type == Primitive.TIMESTAMP_TZ;
    }

    private static long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }
}
