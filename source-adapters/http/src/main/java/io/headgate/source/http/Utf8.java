package io.headgate.source.http;

import io.headgate.api.data.ColumnBuilder;

/** Characters as UTF-8, straight into a column. */
final class Utf8 {

    private Utf8() {}

    /** Sets the current row's value. False, and nothing set, if the text has half a character. */
    static boolean write(char[] text, int start, int length, ColumnBuilder.Bytes column) {
        int at = column.room(3 * length);
        byte[] out = column.data();
        for (int i = start; i < start + length; i++) {
            char c = text[i];
            if (c < 0x80) {
                out[at++] = (byte) c;
            } else if (c < 0x800) {
                out[at++] = (byte) (0xC0 | c >> 6);
                out[at++] = (byte) (0x80 | c & 0x3F);
            } else if (!Character.isSurrogate(c)) {
                out[at++] = (byte) (0xE0 | c >> 12);
                out[at++] = (byte) (0x80 | c >> 6 & 0x3F);
                out[at++] = (byte) (0x80 | c & 0x3F);
            } else {
                if (!Character.isHighSurrogate(c)
                        || i + 1 >= start + length
                        || !Character.isLowSurrogate(text[i + 1])) {
                    return false;
                }
                int point = Character.toCodePoint(c, text[++i]);
                out[at++] = (byte) (0xF0 | point >> 18);
                out[at++] = (byte) (0x80 | point >> 12 & 0x3F);
                out[at++] = (byte) (0x80 | point >> 6 & 0x3F);
                out[at++] = (byte) (0x80 | point & 0x3F);
            }
        }
        column.close(at);
        return true;
    }
}
