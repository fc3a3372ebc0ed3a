package io.headgate.destination.file;

import java.nio.charset.StandardCharsets;

/** Writes JSON strings as RFC 8259 wants them. */
final class JsonText {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    /** 0: as it is; 'u': as four hexadecimal digits; else the letter after the backslash. */
    private static final byte[] ESCAPES = escapes();

    private static final int LONGEST_ESCAPE = 6;
    /** For an escape in place of one byte, and for the bytes behind the last eight that are written with them. */
    private static final int ROOM = LONGEST_ESCAPE + Long.BYTES;

    private static final long EACH = 0x0101010101010101L;

    private JsonText() {}

    private static byte[] escapes() {
        byte[] escapes = new byte[128];
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
     * Writes UTF-8 bytes as what stands between the quotes of a string, eight at a time where nothing is to be escaped or checked.
     *
     * @throws UnfitValueException if they are not valid UTF-8
     */
    static void writeEscaped(byte[] data, int start, int end, TextBuffer out) {
        int at = start;
        out.ensure(end - at + ROOM);
        while (at < end) {
            at = copyPlain(data, at, end, out);
            if (at < end) {
                at = writeSpecial(data, at, end, out);
                out.ensure(end - at + ROOM);
            }
        }
    }

    /** Copies up to the first byte that is special or may be, and at least up to the last seven. There is room. */
    private static int copyPlain(byte[] data, int start, int end, TextBuffer out) {
        byte[] bytes = out.bytes;
        int to = out.length;
        int at = start;
        while (end - at >= Long.BYTES) {
            long eight = (long) Utf8.EIGHT_BYTES.get(data, at);
            Utf8.EIGHT_BYTES.set(bytes, to, eight);
            long special = special(eight);
            if (special != 0) {
                int plain = Long.numberOfTrailingZeros(special) >> 3;
                out.length = to + plain;
                return at + plain;
            }
            at += Long.BYTES;
            to += Long.BYTES;
        }
        while (at < end && data[at] >= 0 && ESCAPES[data[at]] == 0) {
            bytes[to++] = data[at++];
        }
        out.length = to;
        return at;
    }

    /**
     * The high bit of each byte that is a control character, a quote, a backslash or no ASCII. Bytes above the lowest one that is
     * marked may be marked wrongly: a subtraction borrows from them.
     */
    private static long special(long eight) {
        long control = eight - 0x20 * EACH;
        long quote = (eight ^ '"' * EACH) - EACH;
        long backslash = (eight ^ '\\' * EACH) - EACH;
        return (control | quote | backslash | eight) & Utf8.HIGH_BITS;
    }

    private static int writeSpecial(byte[] data, int at, int end, TextBuffer out) {
        if (data[at] < 0) {
            int size = Utf8.sequence(data, at, end);
            if (size == 0) {
                throw new UnfitValueException("INVALID_UTF8", "the text is not valid UTF-8");
            }
            for (int i = 0; i < size; i++) {
                out.bytes[out.length++] = data[at + i];
            }
            return at + size;
        }
        byte escape = ESCAPES[data[at]];
        if (escape == 'u') {
            writeCodeUnit(data[at], out);
        } else {
            out.bytes[out.length++] = '\\';
            out.bytes[out.length++] = escape;
        }
        return at + 1;
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
