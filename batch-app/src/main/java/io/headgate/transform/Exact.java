package io.headgate.transform;

import java.math.BigDecimal;

/** A decimal number within an expression. Equal to another one of the same value, whatever their scales: 1.1 and 1.10. */
record Exact(BigDecimal value) {

    @Override
    public boolean equals(Object other) {
        return other instanceof Exact exact && value.compareTo(exact.value) == 0;
    }

    @Override
    public int hashCode() {
        return value.stripTrailingZeros().hashCode();
    }

    static Exact of(long value) {
        return new Exact(BigDecimal.valueOf(value));
    }

    /** As it is written: 0.1 is a tenth. */
    static Exact of(double value) {
        if (!Double.isFinite(value)) {
            throw new ArithmeticException(value + " is no decimal number");
        }
        return new Exact(new BigDecimal(Double.toString(value)));
    }
}
