package io.headgate.destination.jdbc;

import io.headgate.api.data.Column;

/**
 * Whole numbers outside of what a column holds, or finer than it keeps: numbers, dates, times.
 *
 * @param step values must be a multiple of it: 1,000 for a time in microseconds of which the column keeps milliseconds
 */
record RangeCheck(TargetColumn target, long min, long max, long step) implements ValueCheck {

    @Override
    public void check(Column column, int rows, Misfits misfits) {
        if (column instanceof Column.Ints ints) {
            checkInts(ints, rows, misfits);
        } else {
            checkLongs((Column.Longs) column, rows, misfits);
        }
    }

    private void checkInts(Column.Ints ints, int rows, Misfits misfits) {
        int[] values = ints.values();
        for (int row = 0; row < rows; row++) {
            if ((values[row] < min || values[row] > max) && !ints.isNull(row)) {
                addOutOfRange(row, misfits);
            }
        }
    }

    private void checkLongs(Column.Longs longs, int rows, Misfits misfits) {
        long[] values = longs.values();
        for (int row = 0; row < rows; row++) {
            if ((values[row] < min || values[row] > max) && !longs.isNull(row)) {
                addOutOfRange(row, misfits);
            }
        }
        if (step > 1) {
            checkSteps(longs, rows, misfits);
        }
    }

    private void checkSteps(Column.Longs longs, int rows, Misfits misfits) {
        for (int row = 0; row < rows; row++) {
            if (longs.get(row) % step != 0 && !longs.isNull(row)) {
                misfits.add(row, LOSES_DIGITS, describe("is finer than"));
            }
        }
    }

    private void addOutOfRange(int row, Misfits misfits) {
        misfits.add(row, OUT_OF_RANGE, describe("is out of the range of"));
    }

    private String describe(String relation) {
        return "the value of field '" + target.field().name() + "' " + relation + " column \"" + target.name() + "\" ("
                + target.type().text() + ")";
    }
}
