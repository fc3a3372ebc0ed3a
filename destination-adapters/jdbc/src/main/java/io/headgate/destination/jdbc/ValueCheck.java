package io.headgate.destination.jdbc;

import io.headgate.api.data.Column;

/** Finds the values of a column that its target cannot hold. Walks a whole batch at once; immutable. */
@FunctionalInterface
interface ValueCheck {

    String OUT_OF_RANGE = "VALUE_OUT_OF_RANGE";
    String TOO_LONG = "VALUE_TOO_LONG";
    String LOSES_DIGITS = "VALUE_LOSES_DIGITS";
    String NUL_IN_TEXT = "NUL_IN_TEXT";
    String INVALID_UTF8 = "INVALID_UTF8";

    void check(Column column, int rows, Misfits misfits);
}
