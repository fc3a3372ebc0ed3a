package io.headgate.transform;

import io.headgate.api.data.Column;
import io.headgate.api.data.ColumnBuilder;
import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.transform.CastOperator.CellCast;

/** Casts of text in its usual form straight from the bytes. Whatever looks different takes the long way. */
final class TextCells {

    private static final int SAFE_DIGITS = 18;
    private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    /** Days from 0000-03-01 to 1970-01-01. */
    private static final int EPOCH_SHIFT = 719468;

    private TextCells() {}

    static CellCast wholeNumbers(DataType to, CellCast longWay) {
        boolean narrow = to == Primitive.INT32;
        return (column, row, builder) -> {
            Column.Bytes text = (Column.Bytes) column;
            int start = text.start(row);
            int length = text.length(row);
            byte[] data = text.data();
            boolean negative = length > 0 && data[start] == '-';
            int from = negative ? 1 : 0;
            long value = 0;
            boolean plain = length > from && length - from <= SAFE_DIGITS;
            for (int i = from; plain && i < length; i++) {
                int digit = data[start + i] - '0';
                plain = digit >= 0 && digit <= 9;
                value = value * 10 + digit;
            }
            value = negative ? -value : value;
            if (!plain || (narrow && value != (int) value)) {
                longWay.cast(column, row, builder);
            } else if (narrow) {
                ((ColumnBuilder.Ints) builder).set((int) value);
            } else {
                ((ColumnBuilder.Longs) builder).set(value);
            }
        };
    }

    /** {@code 2026-01-31}, years 1 to 9999. */
    static CellCast dates(CellCast longWay) {
        return (column, row, builder) -> {
            Column.Bytes text = (Column.Bytes) column;
            int start = text.start(row);
            byte[] data = text.data();
            boolean shaped = text.length(row) == 10 && data[start + 4] == '-' && data[start + 7] == '-';
            int year = shaped ? digits(data, start, 4) : -1;
            int month = shaped ? digits(data, start + 5, 2) : -1;
            int day = shaped ? digits(data, start + 8, 2) : -1;
            if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) {
                longWay.cast(column, row, builder);
            } else {
                ((ColumnBuilder.Ints) builder).set(epochDay(year, month, day));
            }
        };
    }

    /** -1 if one of them is no digit. */
    private static int digits(byte[] data, int start, int count) {
        int value = 0;
        for (int i = start; i < start + count; i++) {
            int digit = data[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static int daysOf(int year, int month) {
        boolean leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        return month == 2 && leap ? 29 : DAYS[month - 1];
    }

    /** Counts years from March, so that the leap day is the last day of one. */
    private static int epochDay(int year, int month, int day) {
        int shifted = month <= 2 ? year - 1 : year;
        int dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - EPOCH_SHIFT;
    }
}
