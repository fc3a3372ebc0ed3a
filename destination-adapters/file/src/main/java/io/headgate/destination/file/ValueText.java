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
            int scale = decimal.scale();
            return decimal.precision() <= DataType.Decimal.MAX_LONG_PRECISION
                    ? new Longs((value, out) -> NumberText.writeDecimal(value, scale, out))
                    : new BigDecimals();
        }
        return switch ((DataType.Primitive) type) {
            case BOOLEAN -> new Ints(ValueText::writeBoolean);
            case INT32 -> new Ints(NumberText::writeLong);
            case DATE -> new Ints(TimeText::writeDate);
            case INT64 -> new Longs(NumberText::writeLong);
            case TIME -> new Longs(TimeText::writeTime);
            case TIMESTAMP -> new Longs(TimeText::writeTimestamp);
            case TIMESTAMP_TZ -> new Longs(TimeText::writeInstant);
            case FLOAT32 -> new Doubles((value, out) -> out.putText(Float.toString((float) value)));
            case FLOAT64 -> new Doubles(NumberText::writeDouble);
            case BINARY -> new Base64s();
            case UUID -> new Uuids();
            case STRING, JSON -> throw new IllegalArgumentException("text is written by the format");
        };
    }

    private static void writeBoolean(long value, TextBuffer out) {
        out.put(value == 0 ? FALSE : TRUE);
    }

    /** Writes a whole number's meaning. */
    interface LongWriter {
        void write(long value, TextBuffer out);
    }

    /** Writes a floating-point number. */
    interface DoubleWriter {
        void write(double value, TextBuffer out);
    }

    private static final class Ints extends ValueText {
        private final LongWriter writer;
        private int[] values = {};

        Ints(LongWriter writer) {
            this.writer = writer;
        }

        @Override
        void bind(Column column) {
            values = ((Column.Ints) column).values();
        }

        @Override
        void write(int row, TextBuffer out) {
            writer.write(values[row], out);
        }
    }

    private static final class Longs extends ValueText {
        private final LongWriter writer;
        private long[] values = {};

        Longs(LongWriter writer) {
            this.writer = writer;
        }

        @Override
        void bind(Column column) {
            values = ((Column.Longs) column).values();
        }

        @Override
        void write(int row, TextBuffer out) {
            writer.write(values[row], out);
        }
    }

    private static final class Doubles extends ValueText {
        private final DoubleWriter writer;
        private double[] values = {};

        Doubles(DoubleWriter writer) {
            this.writer = writer;
        }

        @Override
        void bind(Column column) {
            values = ((Column.Doubles) column).values();
        }

        @Override
        void write(int row, TextBuffer out) {
            writer.write(values[row], out);
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
