package io.headgate.destination.jdbc;

import io.headgate.api.data.Column;
import io.headgate.api.data.DataType;
import io.headgate.api.data.Values;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Writes values of one column as PostgreSQL's binary COPY wants them: a length and the value. Bound to one batch's column at a
 * time; asked only for rows that are not null.
 */
abstract sealed class PostgresEncoder {

    abstract void bind(Column column);

    abstract void encode(int row, CopyBuffer out);

    static final class Bool extends PostgresEncoder {
        private int[] values = {};

        @Override
        void bind(Column column) {
            values = ((Column.Ints) column).values();
        }

        @Override
        void encode(int row, CopyBuffer out) {
            out.ensure(5);
            out.putInt(1);
            out.putByte(values[row]);
        }
    }

    /** Integers and dates. */
    static final class IntsAsInteger extends PostgresEncoder {
        private final int width;
        private final int offset;
        private int[] values = {};

        IntsAsInteger(int width, int offset) {
            this.width = width;
            this.offset = offset;
        }

        @Override
        void bind(Column column) {
            values = ((Column.Ints) column).values();
        }

        @Override
        void encode(int row, CopyBuffer out) {
            out.putInteger(width, values[row] + offset);
        }
    }

    /** Integers, times and timestamps. */
    static final class LongsAsInteger extends PostgresEncoder {
        private final int width;
        private final long offset;
        private long[] values = {};

        LongsAsInteger(int width, long offset) {
            this.width = width;
            this.offset = offset;
        }

        @Override
        void bind(Column column) {
            values = ((Column.Longs) column).values();
        }

        @Override
        void encode(int row, CopyBuffer out) {
            out.putInteger(width, values[row] + offset);
        }
    }

    static final class Float4 extends PostgresEncoder {
        private double[] values = {};

        @Override
        void bind(Column column) {
            values = ((Column.Doubles) column).values();
        }

        @Override
        void encode(int row, CopyBuffer out) {
            out.putInteger(4, Float.floatToIntBits((float) values[row]));
        }
    }

    static final class Float8 extends PostgresEncoder {
        private double[] values = {};

        @Override
        void bind(Column column) {
            values = ((Column.Doubles) column).values();
        }

        @Override
        void encode(int row, CopyBuffer out) {
            out.putInteger(8, Double.doubleToLongBits(values[row]));
        }
    }

    /** Integers and short decimals in a double: exact, because larger ones were refused before. */
    static final class Float8OfNumber extends PostgresEncoder {
        private final DataType type;
        private Column column = new Column.Longs(new long[0], null);

        Float8OfNumber(DataType type) {
            this.type = type;
        }

        @Override
        void bind(Column column) {
            this.column = column;
        }

        @Override
        void encode(int row, CopyBuffer out) {
            Number value = (Number) Objects.requireNonNull(Values.read(column, type, row));
            out.putInteger(8, Double.doubleToLongBits(value.doubleValue()));
        }
    }

    static final class NumericOfLong extends PostgresEncoder {
        private final NumericFormat format = new NumericFormat();
        private final int scale;
        private long[] values = {};

        NumericOfLong(int scale) {
            this.scale = scale;
        }

        @Override
        void bind(Column column) {
            values = ((Column.Longs) column).values();
        }

        @Override
        void encode(int row, CopyBuffer out) {
            format.put(values[row], scale, out);
        }
    }

    /** Numbers of any size, by way of BigDecimal. */
    static final class NumericOfNumber extends PostgresEncoder {
        private final NumericFormat format = new NumericFormat();
        private final DataType type;
        private Column column = new Column.Longs(new long[0], null);

        NumericOfNumber(DataType type) {
            this.type = type;
        }

        @Override
        void bind(Column column) {
            this.column = column;
        }

        @Override
        void encode(int row, CopyBuffer out) {
            Number value = (Number) Objects.requireNonNull(Values.read(column, type, row));
            format.put(DecimalCheck.toDecimal(value), out);
        }
    }

    /** Bytes as they are: texts, binaries, UUIDs. */
    static final class Raw extends PostgresEncoder {
        private byte[] data = {};
        private int[] offsets = {};

        @Override
        void bind(Column column) {
            Column.Bytes bytes = (Column.Bytes) column;
            data = bytes.data();
            offsets = bytes.offsets();
        }

        @Override
        void encode(int row, CopyBuffer out) {
            int start = offsets[row];
            int length = offsets[row + 1] - start;
            out.ensure(4 + length);
            out.putInt(length);
            out.putBytes(data, start, length);
        }
    }

    /** JSON text behind the version number of jsonb's format. */
    static final class Jsonb extends PostgresEncoder {
        private byte[] data = {};
        private int[] offsets = {};

        @Override
        void bind(Column column) {
            Column.Bytes bytes = (Column.Bytes) column;
            data = bytes.data();
            offsets = bytes.offsets();
        }

        @Override
        void encode(int row, CopyBuffer out) {
            int start = offsets[row];
            int length = offsets[row + 1] - start;
            out.ensure(5 + length);
            out.putInt(length + 1);
            out.putByte(1);
            out.putBytes(data, start, length);
        }
    }

    /** Anything as text, and nested values as JSON. */
    static final class TextForm extends PostgresEncoder {
        private final DataType type;
        private final boolean jsonb;
        private Column column = new Column.Longs(new long[0], null);

        TextForm(DataType type, boolean jsonb) {
            this.type = type;
            this.jsonb = jsonb;
        }

        @Override
        void bind(Column column) {
            this.column = column;
        }

        @Override
        void encode(int row, CopyBuffer out) {
            byte[] text = JsonText.plain(column, type, row).getBytes(StandardCharsets.UTF_8);
            out.ensure(5 + text.length);
            out.putInt(text.length + (jsonb ? 1 : 0));
            if (jsonb) {
                out.putByte(1);
            }
            out.putBytes(text, 0, text.length);
        }
    }
}
