package io.headgate.transform;

import io.headgate.api.data.RowSchema;
import java.util.function.Supplier;

/**
 * A transform that was planned against a schema.
 *
 * @param output what comes out of it
 * @param operator makes the operator of one partition
 */
record PlannedStep(RowSchema output, Supplier<Operator> operator) {

    static PlannedStep shared(RowSchema output, Operator stateless) {
        return new PlannedStep(output, () -> stateless);
    }
}
