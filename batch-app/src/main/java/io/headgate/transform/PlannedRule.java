package io.headgate.transform;

import io.headgate.api.data.RowBatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One check of one rule, planned against a schema.
 *
 * @param code of a record that breaks it
 * @param requirement what it demands, for people: {@code 'age' must be from 0 to 150}
 * @param check makes the check of one partition; null for {@code unique}
 * @param key positions of the columns that are unique together; empty for other checks
 */
record PlannedRule(String code, String requirement, OnFailure onFailure, @Nullable Supplier<Check> check, int[] key) {

    static final String UNIQUE = "RULE_UNIQUE";

    /** Looks at one row. Used by one thread. */
    @FunctionalInterface
    interface Check {

        /**
         * @return whether the row is right
         * @throws IllegalArgumentException with the reason, if that cannot be told: the row is wrong then
         */
        boolean holds(RowBatch batch, int row);
    }

    boolean isUnique() {
        return check == null;
    }
}
