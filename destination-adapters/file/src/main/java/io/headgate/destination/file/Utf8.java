package io.headgate.destination.file;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Tells valid UTF-8, and shows what is not. */
final class Utf8 {

    /** Eight bytes as one number, the first byte its lowest. */
    static final VarHandle EIGHT_BYTES = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /** Whether the bytes are well-formed: no overlong forms, no surrogates, nothing cut off. */
    static boolean isValid(byte[] data, int start, int end) {
        int at = start;
        while (at < end) {
            if (end - at >= Long.BYTES) {
                long notAscii = (long) EIGHT_BYTES.get(data, at) & HIGH_BITS;
                if (notAscii == 0) {
                    at += Long.BYTES;
                    continue;
                }
                at += Long.numberOfTrailingZeros(notAscii) >> 3;
            }
            int size = sequence(data, at, end);
            if (size == 0) {
                return false;
            }
            at += size;
        }
        return true;
    }

    /** Length of the well-formed sequence at {@code at}, or 0. */
    static int sequence(byte[] data, int at, int end) {
        int first = data[at];
        if (first >= 0) {
            return 1;
        }
        first &= 0xFF;
        int size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        if (first < 0xC2 || first > 0xF4 || end - at < size) {
            return 0;
        }
        for (int i = 1; i < size; i++) {
            if ((data[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return isNarrow(first, data[at + 1] & 0xFF) ? size : 0;
    }

    /** The second byte's range is smaller after these: they begin overlong forms, surrogates and what lies beyond U+10FFFF. */
    private static boolean isNarrow(int first, int second) {
        return switch (first) {
            case 0xE0 -> second >= 0xA0;
            case 0xED -> second < 0xA0;
            case 0xF0 -> second >= 0x90;
            case 0xF4 -> second < 0x90;
            default -> true;
        };
    }

    /** The text, with every byte that is no part of valid text as {@code \xNN}. */
    static String show(byte[] data, int start, int end) {
        StringBuilder text = new StringBuilder(end - start);
        int at = start;
        while (at < end) {
            int size = sequence(data, at, end);
            if (size == 0) {
                text.append(String.format("\\x%02X", data[at++] & 0xFF));
            } else {
                text.append(new String(data, at, size, StandardCharsets.UTF_8));
                at += size;
            }
        }
        return text.toString();
    }
}
