package io.headgate.source.file;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Scans and checks text eight bytes at a time. Arrays that are scanned end at least {@link #SLACK} bytes after the scanned part. */
final class CsvText {

    /** Bytes behind the scanned part that are read but not looked at. */
    static final int SLACK = 8;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long LINE_FEEDS = ONES * '\n';
    private static final long RETURNS = ONES * '\r';

    private CsvText() {}

    static long word(byte[] data, int at) {
        return (long) LONG.get(data, at);
    }

    static long repeat(int b) {
        return ONES * (b & 0xff);
    }

    /** High bits of the bytes of {@code word} that equal the repeated byte: the lowest is exact, those above it may be wrong. */
    static long firstEqual(long word, long repeated) {
        long x = word ^ repeated;
        return (x - ONES) & ~x & HIGHS;
    }

    /** High bits of exactly the bytes of {@code word} that equal the repeated byte. */
    static long allEqual(long word, long repeated) {
        long x = word ^ repeated;
        return ~(((x & ~HIGHS) + ~HIGHS) | x) & HIGHS;
    }

    /** The first delimiter, line feed or carriage return from {@code from} on, or {@code limit}. */
    static int fieldEnd(byte[] data, int from, int limit, long delimiters) {
        for (int i = from; i < limit; i += 8) {
            long word = word(data, i);
            long found = firstEqual(word, delimiters) | firstEqual(word, LINE_FEEDS) | firstEqual(word, RETURNS);
            if (found != 0) {
                return Math.min(limit, i + (Long.numberOfTrailingZeros(found) >>> 3));
            }
        }
        return limit;
    }

    /** The first quote from {@code from} on, or {@code limit}. */
    static int find(byte[] data, int from, int limit, long quotes) {
        for (int i = from; i < limit; i += 8) {
            long found = firstEqual(word(data, i), quotes);
            if (found != 0) {
                return Math.min(limit, i + (Long.numberOfTrailingZeros(found) >>> 3));
            }
        }
        return limit;
    }

    /** Line ends in a part: line feeds, carriage returns, and pairs of them as one. */
    static int lineEnds(byte[] data, int from, int to) {
        int lines = 0;
        for (int i = from; i < to; i++) {
            byte b = data[i];
            if (b == '\n' && i > from && data[i - 1] == '\r') {
                continue;
            }
            lines += b == '\n' || b == '\r' ? 1 : 0;
        }
        return lines;
    }

    static boolean isAscii(byte[] data, int from, int to) {
        return firstNonAscii(data, from, to) == to;
    }

    static boolean isUtf8(byte[] data, int from, int to) {
        return firstNonUtf8(data, from, to) == to;
    }

    /** Index of the first byte that begins no well-formed character, or {@code to}. */
    static int firstNonUtf8(byte[] data, int from, int to) {
        int i = from;
        while (i < to) {
            i = firstNonAscii(data, i, to);
            if (i == to) {
                return to;
            }
            int length = characterLength(data, i, to);
            if (length == 0) {
                return i;
            }
            i += length;
        }
        return to;
    }

    private static int firstNonAscii(byte[] data, int from, int to) {
        int i = from;
        for (; i + 8 <= to; i += 8) {
            long found = word(data, i) & HIGHS;
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (i < to && data[i] >= 0) {
            i++;
        }
        return i;
    }

    /** Bytes of the character at {@code i}, or 0 if there is no well-formed one. */
    private static int characterLength(byte[] data, int i, int to) {
        int b = data[i] & 0xff;
        if (b < 0x80) {
            return 1;
        }
        int length = b >= 0xc2 && b <= 0xdf ? 2 : b >= 0xe0 && b <= 0xef ? 3 : b >= 0xf0 && b <= 0xf4 ? 4 : 0;
        if (length == 0 || i + length > to) {
            return 0;
        }
        int second = data[i + 1] & 0xff;
        // Overlong forms, surrogates and everything above U+10FFFF show in the second byte.
        int low = b == 0xe0 ? 0xa0 : b == 0xf0 ? 0x90 : 0x80;
        int high = b == 0xed ? 0x9f : b == 0xf4 ? 0x8f : 0xbf;
        if (second < low || second > high) {
            return 0;
        }
        for (int k = 2; k < length; k++) {
            if ((data[i + k] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    /** For people: UTF-8 as text, every byte that is none as {@code \xNN}. */
    static String printable(byte[] data, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        int i = from;
        while (i < to) {
            int bad = firstNonUtf8(data, i, to);
            text.append(new String(data, i, bad - i, StandardCharsets.UTF_8));
            if (bad < to) {
                appendHex(text, data[bad]);
            }
            i = bad + 1;
        }
        return text.toString();
    }

    /** For people: bytes of a single-byte character set, those that it lacks as {@code \xNN}. */
    static String printable(byte[] data, int from, int to, byte[][] toUtf8) {
        StringBuilder text = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            if (data[i] >= 0) {
                text.append((char) data[i]);
            } else if (toUtf8[data[i] & 0x7f].length == 0) {
                appendHex(text, data[i]);
            } else {
                text.append(new String(toUtf8[data[i] & 0x7f], StandardCharsets.UTF_8));
            }
        }
        return text.toString();
    }

    static void appendHex(StringBuilder text, int b) {
        text.append("\\x")
                .append(Character.toUpperCase(Character.forDigit(b >> 4 & 15, 16)))
                .append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
    }
}
