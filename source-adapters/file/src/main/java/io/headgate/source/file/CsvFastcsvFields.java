package io.headgate.source.file;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;

/** Takes fields from fastcsv and writes them as UTF-8 into the tokenizer's array. */
final class CsvFastcsvFields extends CsvCallbackHandler<Boolean> {

    private final CsvFastcsvTokenizer target;
    private int length;
    private boolean empty;

    CsvFastcsvFields(CsvFastcsvTokenizer target) {
        this.target = target;
    }

    void clear() {
        length = 0;
    }

    @Override
    protected RecordType getRecordType() {
        return empty ? RecordType.EMPTY : RecordType.DATA;
    }

    @Override
    protected int getFieldCount() {
        return target.count;
    }

    @Override
    protected void beginRecord(long startingLineNumber) {
        empty = false;
    }

    @Override
    protected void addField(char[] buffer, int offset, int count, boolean quoted) {
        int start = length;
        byte[] data = target.room(length, 3 * count);
        int end = offset + count;
        for (int i = offset; i < end; i++) {
            char c = buffer[i];
            if (c < 0x80) {
                data[length++] = (byte) c;
            } else if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(buffer[i + 1])) {
                put(data, Character.toCodePoint(c, buffer[++i]));
            } else {
                put(data, c);
            }
        }
        target.add(start, length, quoted);
    }

    private void put(byte[] data, int c) {
        if (c >= 0xd800 && c <= 0xdfff) {
            // No text: neither is this byte, so that the field is refused wherever text is wanted.
            data[length++] = (byte) 0xff;
        } else if (c < 0x800) {
            data[length++] = (byte) (0xc0 | c >> 6);
            data[length++] = (byte) (0x80 | c & 0x3f);
        } else if (c < 0x10000) {
            data[length++] = (byte) (0xe0 | c >> 12);
            data[length++] = (byte) (0x80 | c >> 6 & 0x3f);
            data[length++] = (byte) (0x80 | c & 0x3f);
        } else {
            data[length++] = (byte) (0xf0 | c >> 18);
            data[length++] = (byte) (0x80 | c >> 12 & 0x3f);
            data[length++] = (byte) (0x80 | c >> 6 & 0x3f);
            data[length++] = (byte) (0x80 | c & 0x3f);
        }
    }

    @Override
    protected void setComment(char[] buffer, int offset, int count) {
        throw new IllegalStateException("comments are not asked for");
    }

    @Override
    protected void setEmpty() {
        empty = true;
    }

    @Override
    protected Boolean buildRecord() {
        return !empty;
    }
}
