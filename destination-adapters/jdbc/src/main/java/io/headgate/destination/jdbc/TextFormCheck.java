package io.headgate.destination.jdbc;

import io.headgate.api.data.Column;

/** Values of other types whose text form is longer than a text column takes. */
record TextFormCheck(TargetColumn target) implements ValueCheck {

    @Override
    public void check(Column column, int rows, Misfits misfits) {
        int limit = target.type().length();
        for (int row = 0; row < rows; row++) {
            if (!column.isNull(row)) {
                int length = JsonText.plain(column, target.field().type(), row).length();
                if (length > limit) {
                    misfits.add(
                            row,
                            TOO_LONG,
                            "field '" + target.field().name() + "' has " + length + " characters as text, column \""
                                    + target.name() + "\" is " + target.type().text());
                }
            }
        }
    }
}
