package io.headgate.destination.file;

import io.headgate.api.data.Column;
import io.headgate.api.data.DataType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;

/**
 * Writes the values of one field. Fetches the column's array once per batch in {@link #bind}; then {@link #write} is called for
 * each row that is not null. One thread.
 */
abstract class ValueText {

    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

    /** Takes the column that the following rows are of. */
    abstract void bind(Column column);

    /**
     * Appends a row's value.
     *
     * @throws UnfitValueException if the format cannot hold it; what was appended already is taken back by the caller
     */
    abstract void write(int row, TextBuffer out);

    /** For a type whose text never needs quotes or escapes: all but STRING, JSON, LIST, STRUCT and MAP. */
    static ValueText of(DataType type) {
        if (type instanceof DataType.Decimal decimal) {
            return decimal.precision() <= DataType.Decimal.MAX_LONG_PRECISION
                    ? new ShortDecimals(decimal.scale())
                    : new BigDecimals();
        }
        return switch ((DataType.Primitive) type) {
            case BOOLEAN -> new Booleans();
            case INT32 -> new Ints();
            case DATE -> new Dates();
            case INT64 -> new Longs();
            case TIME -> new Times();
            case TIMESTAMP -> new Timestamps();
            case TIMESTAMP_TZ -> new Instants();
            case FLOAT32 -> new Floats();
            case FLOAT64 -> new Doubles();
            case BINARY -> new Base64s();
            case UUID -> new Uuids();
            case STRING, JSON -> throw new IllegalArgumentException("text is written by the format");
        };
    }

    private static class Ints extends ValueText {
        int[] values = {};

        @Override
        final void bind(Column column) {
            values = ((Column.Ints) column).values();
        }

        @Override
        void write(int row, TextBuffer out) {
            NumberText.writeLong(values[row], out);
        }
    }

    private static final class Booleans extends Ints {
        @Override
        void write(int row, TextBuffer out) {
            out.put(values[row] == 0 ? FALSE : TRUE);
        }
    }

    private static final class Dates extends Ints {
        @Override
        void write(int row, TextBuffer out) {
            TimeText.writeDate(values[row], out);
        }
    }

    private static class Longs extends ValueText {
        long[] values = {};

        @Override
        final void bind(Column column) {
            values = ((Column.Longs) column).values();
        }

        @Override
        void write(int row, TextBuffer out) {
            NumberText.writeLong(values[row], out);
        }
    }

    private static final class ShortDecimals extends Longs {
        private final int scale;

        ShortDecimals(int scale) {
            this.scale = scale;
        }

        @Override
        void write(int row, TextBuffer out) {
            NumberText.writeDecimal(values[row], scale, out);
        }
    }

    private static final class Times extends Longs {
        @Override
        void write(int row, TextBuffer out) {
            TimeText.writeTime(values[row], out);
        }
    }

    private static final class Timestamps extends Longs {
        @Override
        void write(int row, TextBuffer out) {
            TimeText.writeTimestamp(values[row], out);
        }
    }

    private static final class Instants extends Longs {
        @Override
        void write(int row, TextBuffer out) {
            TimeText.writeInstant(values[row], out);
        }
    }

    private static class Doubles extends ValueText {
        double[] values = {};

        @Override
        final void bind(Column column) {
            values = ((Column.Doubles) column).values();
        }

        @Override
        void write(int row, TextBuffer out) {
            NumberText.writeDouble(values[row], out);
        }
    }

    private static final class Floats extends Doubles {
        @Override
        void write(int row, TextBuffer out) {
            out.putText(Float.toString((float) values[row]));
        }
    }

    /** A field that is kept as slices of bytes. */
    abstract static class Slices extends ValueText {
        byte[] data = {};
        int[] offsets = {};

        @Override
        void bind(Column column) {
            Column.Bytes bytes = (Column.Bytes) column;
            data = bytes.data();
            offsets = bytes.offsets();
        }

        @Override
        void write(int row, TextBuffer out) {
            write(offsets[row], offsets[row + 1], out);
        }

        abstract void write(int start, int end, TextBuffer out);
    }

    private static final class Base64s extends Slices {
        @Override
        void write(int start, int end, TextBuffer out) {
            byte[] value = Arrays.copyOfRange(data, start, end);
            out.put(Base64.getEncoder().encode(value));
        }
    }

    private static final class Uuids extends Slices {
        private static final int BYTES = 16;
        private static final int TEXT_LENGTH = 36;
        private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

        @Override
        void write(int start, int end, TextBuffer out) {
            if (end - start != BYTES) {
                throw new UnfitValueException("BAD_UUID", "a UUID has 16 bytes, not " + (end - start));
            }
            out.ensure(TEXT_LENGTH);
            byte[] bytes = out.bytes;
            int at = out.length;
            for (int i = 0; i < BYTES; i++) {
                if (i == 4 || i == 6 || i == 8 || i == 10) {
                    bytes[at++] = '-';
                }
                bytes[at++] = HEX[(data[start + i] >> 4) & 15];
                bytes[at++] = HEX[data[start + i] & 15];
            }
            out.length = at;
        }
    }

    /** A field that is kept as Java objects. */
    abstract static class ObjectValues extends ValueText {
        private Column.Objects column = new Column.Objects(new Object[0], null);

        @Override
        void bind(Column bound) {
            column = (Column.Objects) bound;
        }

        @Override
        void write(int row, TextBuffer out) {
            write(Objects.requireNonNull(column.get(row)), out);
        }

        abstract void write(Object value, TextBuffer out);
    }

    private static final class BigDecimals extends ObjectValues {
        @Override
        void write(Object value, TextBuffer out) {
            out.putText(((BigDecimal) value).toPlainString());
        }
    }
}
