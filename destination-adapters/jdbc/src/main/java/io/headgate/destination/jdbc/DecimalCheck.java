package io.headgate.destination.jdbc;

import io.headgate.api.data.Column;
import io.headgate.api.data.DataType;
import io.headgate.api.data.Values;
import java.math.BigDecimal;

/** Numbers with more digits than a NUMERIC column keeps: the database would round them without a word. */
record DecimalCheck(TargetColumn target) implements ValueCheck {

    /** Whether every value of the type fits, so that there is nothing to check. */
    static boolean isNeedless(DataType type, SqlType to) {
        if (to.precision() == 0) {
            return type != DataType.Primitive.FLOAT64;
        }
        int whole = to.precision() - to.scale();
        if (type instanceof DataType.Decimal decimal) {
            return to.scale() >= decimal.scale() && whole >= decimal.precision() - decimal.scale();
        }
        return (type == DataType.Primitive.INT32 && whole >= 10) || (type == DataType.Primitive.INT64 && whole >= 19);
    }

    @Override
    public void check(Column column, int rows, Misfits misfits) {
        for (int row = 0; row < rows; row++) {
            if (!column.isNull(row)) {
                checkValue(
                        (Number) java.util.Objects.requireNonNull(
                                Values.read(column, target.field().type(), row)),
                        row,
                        misfits);
            }
        }
    }

    private void checkValue(Number value, int row, Misfits misfits) {
        if (value instanceof Double number && (number.isNaN() || number.isInfinite())) {
            misfits.add(row, OUT_OF_RANGE, describe("is not a finite number, as wanted by"));
            return;
        }
        if (target.type().precision() == 0) {
            return;
        }
        BigDecimal decimal = toDecimal(value).stripTrailingZeros();
        if (decimal.signum() == 0) {
            return;
        }
        if (decimal.scale() > target.type().scale()) {
            misfits.add(row, LOSES_DIGITS, describe("has more digits after the point than"));
        } else if (decimal.precision() - decimal.scale()
                > target.type().precision() - target.type().scale()) {
            misfits.add(row, OUT_OF_RANGE, describe("is out of the range of"));
        }
    }

    static BigDecimal toDecimal(Number value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        return value instanceof Double
                ? BigDecimal.valueOf(value.doubleValue())
                : BigDecimal.valueOf(value.longValue());
    }

    private String describe(String relation) {
        return "the value of field '" + target.field().name() + "' " + relation + " column \"" + target.name() + "\" ("
                + target.type().text() + ")";
    }
}
