package io.headgate.destination.file;

import io.headgate.api.data.Column;
import io.headgate.api.data.DataType;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowSchema;
import java.util.Arrays;

/**
 * JSON Lines: one object per line with every field in the schema's order. A missing value is null, except for a JSON field, of
 * which null is a value: there it is left out.
 */
final class JsonRowText implements RowText {

    private static final long[] NO_NULLS = {};
    private static final byte[] NONE = {};

    private final byte[] lineEnd;
    /** What stands before each value: comma, name, colon, and the opening quote of a type that has quotes. */
    private final byte[][] keys;

    private final boolean[] quoted;
    /** What stands for a missing value, its name included. */
    private final byte[][] missing;

    private final ValueText[] fields;
    private final long[][] nulls;
    private int current;

    JsonRowText(RowSchema schema, FileConfig config) {
        lineEnd = config.lineEnd().bytes();
        keys = new byte[schema.size()][];
        quoted = new boolean[schema.size()];
        missing = new byte[schema.size()][];
        fields = new ValueText[schema.size()];
        nulls = new long[schema.size()][];
        for (int i = 0; i < fields.length; i++) {
            String name = schema.field(i).name();
            DataType type = schema.field(i).type();
            quoted[i] = isQuoted(type);
            keys[i] = key(name, quoted[i] ? "\"" : "");
            missing[i] = type == DataType.Primitive.JSON ? NONE : key(name, "null");
            fields[i] = create(type);
        }
    }

    private static byte[] key(String name, String behind) {
        TextBuffer key = new TextBuffer();
        key.put(',');
        JsonText.writeString(name, key);
        key.put(':');
        key.putText(behind);
        return Arrays.copyOf(key.bytes, key.length);
    }

    /** Whether each value of the type is in quotes, and its text has nothing to be escaped in them or escapes it itself. */
    private static boolean isQuoted(DataType type) {
        return type instanceof DataType.Primitive primitive
                && switch (primitive) {
                    case STRING, BINARY, DATE, TIME, TIMESTAMP, TIMESTAMP_TZ, UUID -> true;
                    case BOOLEAN, INT32, INT64, FLOAT32, FLOAT64, JSON -> false;
                };
    }

    private static ValueText create(DataType type) {
        if (type instanceof DataType.Decimal) {
            return ValueText.of(type);
        }
        if (!(type instanceof DataType.Primitive primitive)) {
            return new Nested();
        }
        return switch (primitive) {
            case STRING -> new Text();
            case JSON -> new Json();
            case FLOAT32, FLOAT64 -> new Floats(ValueText.of(type));
            case BOOLEAN, INT32, INT64, BINARY, DATE, TIME, TIMESTAMP, TIMESTAMP_TZ, UUID -> ValueText.of(type);
        };
    }

    @Override
    public void header(TextBuffer out) {}

    @Override
    public void bind(RowBatch batch) {
        for (int i = 0; i < fields.length; i++) {
            Column column = batch.column(i);
            fields[i].bind(column);
            nulls[i] = nullBits(column);
        }
    }

    @Override
    public int currentField() {
        return current;
    }

    private static long[] nullBits(Column column) {
        long[] bits = column.nullBits();
        return bits == null ? NO_NULLS : bits;
    }

    private static boolean isNull(long[] bits, int row) {
        return bits.length != 0 && (bits[row >> 6] & (1L << row)) != 0;
    }

    @Override
    public void write(int row, TextBuffer out) {
        int start = out.length;
        for (int i = 0; i < fields.length; i++) {
            current = i;
            if (isNull(nulls[i], row)) {
                out.put(missing[i]);
                continue;
            }
            out.put(keys[i]);
            fields[i].write(row, out);
            if (quoted[i]) {
                out.put('"');
            }
        }
        if (out.length == start) {
            out.put(',');
        }
        out.bytes[start] = '{';
        out.put('}');
        out.put(lineEnd);
    }

    private static final class Text extends ValueText.Slices {
        @Override
        void write(int start, int end, TextBuffer out) {
            JsonText.writeEscaped(data, start, end, out);
        }
    }

    private static final class Json extends ValueText.Slices {
        private final JsonCompact compact = new JsonCompact();

        @Override
        void write(int start, int end, TextBuffer out) {
            compact.copy(data, start, end, out);
        }
    }

    private static final class Nested extends ValueText.ObjectValues {
        @Override
        void write(Object value, TextBuffer out) {
            JsonValues.write(value, out);
        }
    }

    /** A number, except for NaN and the infinities, which JSON has no word for: in quotes. */
    private static final class Floats extends ValueText {
        private final ValueText plain;

        Floats(ValueText plain) {
            this.plain = plain;
        }

        @Override
        void bind(Column column) {
            plain.bind(column);
        }

        @Override
        void write(int row, TextBuffer out) {
            int start = out.length;
            plain.write(row, out);
            byte last = out.bytes[out.length - 1];
            if (last == 'N' || last == 'y') {
                out.enclose(start, (byte) '"');
            }
        }
    }
}
