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

    private final RowSchema schema;
    private final boolean withHeader;
    private final byte delimiter;
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
        int seen = 0;
        int marks = 0;
        for (int i = start; i < end; i++) {
            seen |= data[i];
            marks |= special[data[i] & 0xFF];
        }
        if (seen < 0 && !Utf8.isValid(data, start, end)) {
            throw new UnfitValueException("INVALID_UTF8", "the text is not valid UTF-8");
        }
        if (marks != 0) {
            writeQuoted(data, start, end, out);
            return;
        }
        int from = out.length;
        out.put(data, start, end - start);
        if (start == end || isMisread(data[start]) || out.endsWith(from, nullText)) {
            out.enclose(from, QUOTE);
        }
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
