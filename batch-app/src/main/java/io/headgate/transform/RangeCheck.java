package io.headgate.transform;

import io.headgate.api.config.ConfigException;
import io.headgate.api.data.Column;
import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.transform.PlannedRule.Check;
import io.headgate.transform.RuleOptions.RangeOptions;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Plans a range: bounds as the column stores them, since what is stored is ordered as its values are. */
final class RangeCheck {

    private final Field field;
    private final int position;
    private final RangeOptions range;
    private final String path;

    RangeCheck(Field field, int position, RangeOptions range, String path) {
        this.field = field;
        this.position = position;
        this.range = range;
        this.path = path;
    }

    /**
     * @throws ConfigException if the column has no order, or a bound is no value of it
     */
    Check check() {
        boolean ordered = field.type() instanceof DataType.Decimal
                || (field.type() instanceof Primitive
                        && switch (field.type().storage()) {
                            case INT -> field.type() != Primitive.BOOLEAN;
                            case LONG, DOUBLE -> true;
                            default -> false;
                        });
        if (!ordered) {
            throw new ConfigException(
                    path,
                    "column '" + field.name() + "' is " + field.type().text()
                            + "; a range is of numbers, dates or times");
        }
        Column min = bound("min", range.min());
        Column max = bound("max", range.max());
        return switch (field.type().storage()) {
            case INT -> ints(min, max);
            case LONG -> longs(min, max);
            case DOUBLE -> doubles(min, max);
            default -> decimals(min, max);
        };
    }

    private @Nullable Column bound(String key, @Nullable Object literal) {
        try {
            return literal == null ? null : Literals.column(field, literal);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(path + "." + key, String.valueOf(e.getMessage()));
        }
    }

    private Check ints(@Nullable Column min, @Nullable Column max) {
        int least = min == null ? Integer.MIN_VALUE : ((Column.Ints) min).get(0);
        int most = max == null ? Integer.MAX_VALUE : ((Column.Ints) max).get(0);
        return (batch, row) -> {
            Column.Ints column = batch.ints(position);
            return column.isNull(row) || (column.get(row) >= least && column.get(row) <= most);
        };
    }

    private Check longs(@Nullable Column min, @Nullable Column max) {
        long least = min == null ? Long.MIN_VALUE : ((Column.Longs) min).get(0);
        long most = max == null ? Long.MAX_VALUE : ((Column.Longs) max).get(0);
        return (batch, row) -> {
            Column.Longs column = batch.longs(position);
            return column.isNull(row) || (column.get(row) >= least && column.get(row) <= most);
        };
    }

    /** NaN is in no range. */
    private Check doubles(@Nullable Column min, @Nullable Column max) {
        double least = min == null ? Double.NEGATIVE_INFINITY : ((Column.Doubles) min).get(0);
        double most = max == null ? Double.POSITIVE_INFINITY : ((Column.Doubles) max).get(0);
        return (batch, row) -> {
            Column.Doubles column = batch.doubles(position);
            return column.isNull(row) || (column.get(row) >= least && column.get(row) <= most);
        };
    }

    private Check decimals(@Nullable Column min, @Nullable Column max) {
        BigDecimal least = min == null ? null : decimal(min, 0);
        BigDecimal most = max == null ? null : decimal(max, 0);
        return (batch, row) -> {
            Column column = batch.column(position);
            if (column.isNull(row)) {
                return true;
            }
            BigDecimal value = decimal(column, row);
            return (least == null || value.compareTo(least) >= 0) && (most == null || value.compareTo(most) <= 0);
        };
    }

    private static BigDecimal decimal(Column column, int row) {
        return (BigDecimal) Objects.requireNonNull(((Column.Objects) column).get(row));
    }
}
