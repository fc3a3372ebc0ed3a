package io.headgate.destination.jdbc;

import io.headgate.api.data.Column;
import io.headgate.api.destination.StreamPlan;
import java.util.ArrayList;
import java.util.List;

/** Finds records without a value where their mode cannot do without. */
record NullCheck(String field, String code, String consequence) implements ValueCheck {

    static final String KEY_NULL = "KEY_NULL";
    static final String EFFECTIVE_NULL = "EFFECTIVE_NULL";

    /** The checks of a field that the mode of the plan needs. */
    static List<ValueCheck> of(StreamPlan plan, String field) {
        List<ValueCheck> checks = new ArrayList<>();
        if (plan.key().contains(field)) {
            checks.add(new NullCheck(field, KEY_NULL, "is part of the key: without it the record has no identity"));
        }
        if (plan.mode().hasKey() && field.equals(plan.options().scd2().effective())) {
            checks.add(new NullCheck(field, EFFECTIVE_NULL, "tells from when on the record is valid"));
        }
        return checks;
    }

    @Override
    public void check(Column column, int rows, Misfits misfits) {
        if (!column.hasNulls()) {
            return;
        }
        for (int row = 0; row < rows; row++) {
            if (column.isNull(row)) {
                misfits.add(row, code, "field '" + field + "' is null and " + consequence);
            }
        }
    }
}
