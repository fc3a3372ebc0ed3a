package io.headgate.destination.file;

import java.nio.charset.StandardCharsets;

/** Writes JSON strings as RFC 8259 wants them. */
final class JsonText {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    /** 0: as it is; 'u': as four hexadecimal digits; else the letter after the backslash. */
    private static final byte[] ESCAPES = escapes();

    private static final int LONGEST_ESCAPE = 6;

    private JsonText() {}

    private static byte[] escapes() {
        byte[] escapes = new byte[256];
        for (int i = 0; i < 0x20; i++) {
            escapes[i] = 'u';
        }
        escapes['\b'] = 'b';
        escapes['\f'] = 'f';
        escapes['\n'] = 'n';
        escapes['\r'] = 'r';
        escapes['\t'] = 't';
        escapes['"'] = '"';
        escapes['\\'] = '\\';
        return escapes;
    }

    /**
     * Writes UTF-8 bytes as a string in quotes.
     *
     * @throws UnfitValueException if they are not valid UTF-8
     */
    static void writeString(byte[] data, int start, int end, TextBuffer out) {
        int seen = 0;
        int special = 0;
        for (int i = start; i < end; i++) {
            seen |= data[i];
            special |= ESCAPES[data[i] & 0xFF];
        }
        if (seen < 0 && !Utf8.isValid(data, start, end)) {
            throw new UnfitValueException("INVALID_UTF8", "the text is not valid UTF-8");
        }
        out.put('"');
        if (special == 0) {
            out.put(data, start, end - start);
        } else {
            writeEscaped(data, start, end, out);
        }
        out.put('"');
    }

    private static void writeEscaped(byte[] data, int start, int end, TextBuffer out) {
        for (int i = start; i < end; i++) {
            out.ensure(LONGEST_ESCAPE);
            byte escape = ESCAPES[data[i] & 0xFF];
            if (escape == 0) {
                out.bytes[out.length++] = data[i];
            } else if (escape == 'u') {
                writeCodeUnit(data[i], out);
            } else {
                out.bytes[out.length++] = '\\';
                out.bytes[out.length++] = escape;
            }
        }
    }

    private static void writeCodeUnit(int unit, TextBuffer out) {
        out.ensure(LONGEST_ESCAPE);
        byte[] bytes = out.bytes;
        int at = out.length;
        bytes[at] = '\\';
        bytes[at + 1] = 'u';
        for (int i = 0; i < 4; i++) {
            bytes[at + 2 + i] = HEX[(unit >> (12 - 4 * i)) & 15];
        }
        out.length = at + LONGEST_ESCAPE;
    }

    /** Writes a Java string in quotes; half of a surrogate pair is kept as an escape. Not for a hot path. */
    static void writeString(String text, TextBuffer out) {
        out.put('"');
        int at = 0;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            int next = at + Character.charCount(codePoint);
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                writeCodeUnit(codePoint, out);
            } else {
                byte[] bytes = text.substring(at, next).getBytes(StandardCharsets.UTF_8);
                writeEscaped(bytes, 0, bytes.length, out);
            }
            at = next;
        }
        out.put('"');
    }
}
