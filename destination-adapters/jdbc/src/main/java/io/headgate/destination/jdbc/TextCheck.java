package io.headgate.destination.jdbc;

import io.headgate.api.data.Column;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Text that is too long, or that holds the character NUL where the database has no place for it. */
record TextCheck(TargetColumn target, boolean nulForbidden, boolean utf16) implements ValueCheck {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    @Override
    public void check(Column column, int rows, Misfits misfits) {
        Column.Bytes texts = (Column.Bytes) column;
        if (nulForbidden && hasNul(texts.data(), texts.start(0), texts.offsets()[rows])) {
            findNuls(texts, rows, misfits);
        }
        if (target.type().length() > 0) {
            findLong(texts, rows, misfits);
        }
    }

    private void findNuls(Column.Bytes texts, int rows, Misfits misfits) {
        for (int row = 0; row < rows; row++) {
            if (!texts.isNull(row) && hasNul(texts.data(), texts.start(row), texts.offsets()[row + 1])) {
                misfits.add(
                        row,
                        NUL_IN_TEXT,
                        "field '" + target.field().name() + "' contains the character NUL, which the database cannot"
                                + " hold in a text");
            }
        }
    }

    private void findLong(Column.Bytes texts, int rows, Misfits misfits) {
        int limit = target.type().length();
        for (int row = 0; row < rows; row++) {
            // There are never more characters than bytes.
            if (texts.length(row) > limit && !texts.isNull(row) && characters(texts, row) > limit) {
                misfits.add(
                        row,
                        TOO_LONG,
                        "field '" + target.field().name() + "' has " + characters(texts, row) + " characters, column \""
                                + target.name() + "\" is " + target.type().text());
            }
        }
    }

    private int characters(Column.Bytes texts, int row) {
        int count = 0;
        for (int i = texts.start(row); i < texts.offsets()[row + 1]; i++) {
            int lead = texts.data()[i] & 0xFF;
            if ((lead & 0xC0) != 0x80) {
                count += utf16 && lead >= 0xF0 ? 2 : 1;
            }
        }
        return count;
    }

    /** Eight bytes at a time: a byte is zero if subtracting one from it borrows from its top bit. */
    static boolean hasNul(byte[] data, int start, int end) {
        int i = start;
        for (; i <= end - 8; i += 8) {
            long eight = (long) LONGS.get(data, i);
            if ((eight - 0x0101010101010101L & ~eight & 0x8080808080808080L) != 0) {
                return true;
            }
        }
        for (; i < end; i++) {
            if (data[i] == 0) {
                return true;
            }
        }
        return false;
    }
}
