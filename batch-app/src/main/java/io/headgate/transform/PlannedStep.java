package io.headgate.transform;

import io.headgate.api.data.RowSchema;
import java.util.function.Supplier;

/**
 * A transform that was planned against a schema.
 *
 * @param name where it stands in the configuration of its stream, for the reject store
 * @param output what comes out of it
 * @param operator makes the operator of one partition
 */
record PlannedStep(String name, RowSchema output, Supplier<Operator> operator) {

    PlannedStep(RowSchema output, Supplier<Operator> operator) {
        this("", output, operator);
    }

    PlannedStep named(String newName) {
        return new PlannedStep(newName, output, operator);
    }

    static PlannedStep shared(RowSchema output, Operator stateless) {
        return new PlannedStep(output, () -> stateless);
    }
}
