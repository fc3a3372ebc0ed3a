package io.headgate.destination.file;

import io.headgate.api.data.Column;
import io.headgate.api.data.DataType;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowSchema;
import java.nio.charset.StandardCharsets;

/** RFC 4180 with one addition: null and empty text stay apart, because only text is ever in quotes. */
final class CsvRowText implements RowText {

    private static final long[] NO_NULLS = {};
    private static final byte QUOTE = '"';
    private static final int BOM_START = 0xEF;
    private static final long EACH = 0x0101010101010101L;
    private static final long QUOTES = QUOTE * EACH;
    private static final long RETURNS = '\r' * EACH;
    private static final long FEEDS = '\n' * EACH;

    private final RowSchema schema;
    private final boolean withHeader;
    private final byte delimiter;
    private final long delimiters;
    private final byte[] nullText;
    private final byte[] lineEnd;
    private final byte[] special = new byte[256];
    private final ValueText[] fields;
    private final long[][] nulls;
    private int current;
    private final TextBuffer scratch = new TextBuffer();

    CsvRowText(RowSchema schema, FileConfig config) {
        this.schema = schema;
        withHeader = config.header();
        delimiter = (byte) config.delimiter().charAt(0);
        delimiters = delimiter * EACH;
        nullText = config.nullText().getBytes(StandardCharsets.UTF_8);
        lineEnd = config.lineEnd().bytes();
        for (int mark : new int[] {delimiter, QUOTE, '\r', '\n'}) {
            special[mark] = 1;
        }
        fields = new ValueText[schema.size()];
        nulls = new long[schema.size()][];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = create(schema.field(i).type());
        }
    }

    private ValueText create(DataType type) {
        if (type == DataType.Primitive.STRING || type == DataType.Primitive.JSON) {
            return new Text();
        }
        if (type instanceof DataType.Primitive || type instanceof DataType.Decimal) {
            ValueText plain = ValueText.of(type);
            return nullText.length == 0 && type != DataType.Primitive.BINARY ? plain : new Guarded(plain);
        }
        return new Nested();
    }

    @Override
    public void header(TextBuffer out) {
        if (!withHeader) {
            return;
        }
        for (int i = 0; i < fields.length; i++) {
            if (i > 0) {
                out.put(delimiter);
            }
            byte[] name = schema.field(i).name().getBytes(StandardCharsets.UTF_8);
            writeText(name, 0, name.length, out);
        }
        out.put(lineEnd);
    }

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
            if (i > 0) {
                out.put(delimiter);
            }
            current = i;
            if (isNull(nulls[i], row)) {
                out.put(nullText);
            } else {
                fields[i].write(row, out);
            }
        }
        if (out.length == start) {
            throw new UnfitValueException(
                    "BLANK_LINE",
                    "a record of one column without a value would be a blank line, which readers skip; set null_text");
        }
        out.put(lineEnd);
    }

    private void writeText(byte[] data, int start, int end, TextBuffer out) {
        int from = out.length;
        boolean marked = copy(data, start, end, out);
        if (marked) {
            out.length = from;
            writeQuoted(data, start, end, out);
            return;
        }
        if (start == end || isMisread(data[start]) || out.endsWith(from, nullText)) {
            out.enclose(from, QUOTE);
        }
    }

    /**
     * Copies text, eight bytes at a time.
     *
     * @return whether it holds a byte that wants quotes around it
     */
    private boolean copy(byte[] data, int start, int end, TextBuffer out) {
        out.ensure(end - start);
        byte[] bytes = out.bytes;
        int to = out.length;
        int at = start;
        long high = 0;
        long marks = 0;
        for (; end - at >= Long.BYTES; at += Long.BYTES, to += Long.BYTES) {
            long eight = (long) Utf8.EIGHT_BYTES.get(data, at);
            Utf8.EIGHT_BYTES.set(bytes, to, eight);
            high |= eight;
            marks |= zeros(eight ^ delimiters) | zeros(eight ^ QUOTES) | zeros(eight ^ RETURNS) | zeros(eight ^ FEEDS);
        }
        for (; at < end; at++, to++) {
            byte value = data[at];
            bytes[to] = value;
            high |= value;
            marks |= special[value & 0xFF];
        }
        out.length = to;
        if ((high & Utf8.HIGH_BITS) != 0 && !Utf8.isValid(data, start, end)) {
            throw new UnfitValueException("INVALID_UTF8", "the text is not valid UTF-8");
        }
        return marks != 0;
    }

    /** Not 0 exactly if one of the eight bytes is: only from zero does a subtraction borrow into a high bit that was not set. */
    private static long zeros(long eight) {
        return (eight - EACH) & ~eight & Utf8.HIGH_BITS;
    }

    /** A byte order mark at the head of a file would be taken for one, not for text. */
    private static boolean isMisread(byte first) {
        return (first & 0xFF) == BOM_START;
    }

    private static void writeQuoted(byte[] data, int start, int end, TextBuffer out) {
        out.ensure(2 * (end - start) + 2);
        byte[] bytes = out.bytes;
        int at = out.length;
        bytes[at++] = QUOTE;
        for (int i = start; i < end; i++) {
            byte value = data[i];
            bytes[at++] = value;
            if (value == QUOTE) {
                bytes[at++] = QUOTE;
            }
        }
        bytes[at++] = QUOTE;
        out.length = at;
    }

    /** STRING and JSON. */
    private final class Text extends ValueText.Slices {
        @Override
        void write(int start, int end, TextBuffer out) {
            writeText(data, start, end, out);
        }
    }

    /** LIST, STRUCT and MAP as JSON. */
    private final class Nested extends ValueText.ObjectValues {
        @Override
        void write(Object value, TextBuffer out) {
            scratch.clear();
            JsonValues.write(value, scratch);
            writeText(scratch.bytes, 0, scratch.length, out);
        }
    }

    /** Puts a number or a date that reads like the null text in quotes, and bytes of which there are none. */
    private final class Guarded extends ValueText {
        private final ValueText plain;

        Guarded(ValueText plain) {
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
            if (out.length == start || out.endsWith(start, nullText)) {
                out.enclose(start, QUOTE);
            }
        }
    }
}
