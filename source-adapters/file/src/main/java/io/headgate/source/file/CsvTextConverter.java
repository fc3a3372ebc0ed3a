package io.headgate.source.file;

import io.headgate.api.data.ColumnBuilder;
import io.headgate.api.data.DataType;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Converters into columns of bytes. */
abstract class CsvTextConverter extends CsvConverter {

    final ColumnBuilder.Bytes bytes;

    private CsvTextConverter(DataType type, ColumnBuilder.Bytes bytes) {
        super(type, bytes);
        this.bytes = bytes;
    }

    static CsvConverter ofString(ColumnBuilder.Bytes bytes, byte @Nullable [][] toUtf8) {
        return toUtf8 == null ? new OfUtf8(bytes) : new OfSingleBytes(bytes, toUtf8);
    }

    /** 1, 0, or -1 for text that is neither; {@code declared} takes more words for it. */
    static int parseBoolean(byte[] data, int start, int end, boolean declared) {
        if (equalsIgnoringCase(data, start, end, "true")) {
            return 1;
        }
        if (equalsIgnoringCase(data, start, end, "false")) {
            return 0;
        }
        if (!declared) {
            return -1;
        }
        if (end - start == 1) {
            return switch (data[start]) {
                case '1', 't', 'T', 'y', 'Y' -> 1;
                case '0', 'f', 'F', 'n', 'N' -> 0;
                default -> -1;
            };
        }
        return equalsIgnoringCase(data, start, end, "yes") ? 1 : equalsIgnoringCase(data, start, end, "no") ? 0 : -1;
    }

    private static boolean equalsIgnoringCase(byte[] data, int start, int end, String lower) {
        if (end - start != lower.length()) {
            return false;
        }
        for (int i = 0; i < lower.length(); i++) {
            if ((data[start + i] | 0x20) != lower.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Writes the 16 bytes of a UUID; false if the text is none. */
    static boolean parseUuid(byte[] data, int start, int end, byte[] target, int at) {
        if (end - start != 36) {
            return false;
        }
        int out = at;
        for (int i = 0; i < 36; ) {
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                if (data[start + i] != '-') {
                    return false;
                }
                i++;
                continue;
            }
            int high = Character.digit(data[start + i], 16);
            int low = Character.digit(data[start + i + 1], 16);
            if ((high | low) < 0) {
                return false;
            }
            target[out++] = (byte) (high << 4 | low);
            i += 2;
        }
        return true;
    }

    /** Hexadecimal digits after {@code \x}, else Base64; null for text that is neither. */
    static byte @Nullable [] parseBinary(byte[] data, int start, int end) {
        return end - start >= 2 && data[start] == '\\' && data[start + 1] == 'x'
                ? parseHex(data, start + 2, end)
                : parseBase64(data, start, end);
    }

    private static byte @Nullable [] parseHex(byte[] data, int start, int end) {
        byte[] value = new byte[(end - start) / 2];
        for (int i = 0; i < value.length; i++) {
            int high = Character.digit(data[start + 2 * i], 16);
            int low = Character.digit(data[start + 2 * i + 1], 16);
            if ((high | low) < 0) {
                return null;
            }
            value[i] = (byte) (high << 4 | low);
        }
        return (end - start) % 2 == 0 ? value : null;
    }

    private static byte @Nullable [] parseBase64(byte[] data, int start, int end) {
        try {
            return Base64.getDecoder().decode(java.util.Arrays.copyOfRange(data, start, end));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Text that is UTF-8 in the file already: checked and copied. */
    private static final class OfUtf8 extends CsvTextConverter {
        OfUtf8(ColumnBuilder.Bytes bytes) {
            super(DataType.Primitive.STRING, bytes);
        }

        @Override
        boolean convert(byte[] data, int start, int end) {
            if (!CsvText.isUtf8(data, start, end)) {
                return false;
            }
            bytes.set(data, start, end - start);
            return true;
        }

        @Override
        boolean takesEmpty() {
            return true;
        }

        @Override
        String code() {
            return CsvRecordReader.INVALID_TEXT;
        }
    }

    /** Text of a single-byte character set. */
    private static final class OfSingleBytes extends CsvTextConverter {
        private final byte[][] toUtf8;

        OfSingleBytes(ColumnBuilder.Bytes bytes, byte[][] toUtf8) {
            super(DataType.Primitive.STRING, bytes);
            this.toUtf8 = toUtf8;
        }

        @Override
        boolean convert(byte[] data, int start, int end) {
            if (CsvText.isAscii(data, start, end)) {
                bytes.set(data, start, end - start);
                return true;
            }
            int at = bytes.room(3 * (end - start));
            int stop = recode(data, start, end, toUtf8, bytes.data(), at);
            if (stop < 0) {
                return false;
            }
            bytes.close(stop);
            return true;
        }

        @Override
        boolean takesEmpty() {
            return true;
        }

        @Override
        String code() {
            return CsvRecordReader.INVALID_TEXT;
        }
    }

    /** Writes UTF-8; returns its end, or -1 if a byte is no text. */
    static int recode(byte[] data, int start, int end, byte[][] toUtf8, byte[] target, int at) {
        int out = at;
        for (int i = start; i < end; i++) {
            if (data[i] >= 0) {
                target[out++] = data[i];
                continue;
            }
            byte[] character = toUtf8[data[i] & 0x7f];
            if (character.length == 0) {
                return -1;
            }
            for (byte b : character) {
                target[out++] = b;
            }
        }
        return out;
    }

    static final class OfUuid extends CsvTextConverter {
        OfUuid(ColumnBuilder.Bytes bytes) {
            super(DataType.Primitive.UUID, bytes);
        }

        @Override
        boolean convert(byte[] data, int start, int end) {
            int at = bytes.room(16);
            if (!parseUuid(data, start, end, bytes.data(), at)) {
                return false;
            }
            bytes.close(at + 16);
            return true;
        }
    }

    /** Hexadecimal digits after {@code \x}, else Base64. */
    static final class OfBinary extends CsvTextConverter {
        OfBinary(ColumnBuilder.Bytes bytes) {
            super(DataType.Primitive.BINARY, bytes);
        }

        @Override
        boolean convert(byte[] data, int start, int end) {
            byte[] value = parseBinary(data, start, end);
            if (value == null) {
                return false;
            }
            bytes.set(value, 0, value.length);
            return true;
        }

        @Override
        boolean takesEmpty() {
            return true;
        }

        @Override
        String expected() {
            return "binary (\\x and hexadecimal digits, or Base64)";
        }
    }

    static final class OfJson extends CsvTextConverter {
        private final byte @Nullable [][] toUtf8;

        OfJson(ColumnBuilder.Bytes bytes, byte @Nullable [][] toUtf8) {
            super(DataType.Primitive.JSON, bytes);
            this.toUtf8 = toUtf8;
        }

        @Override
        boolean convert(byte[] data, int start, int end) {
            if (toUtf8 == null && !CsvText.isUtf8(data, start, end) || !JsonScan.isJson(data, start, end)) {
                return false;
            }
            int at = bytes.room(3 * (end - start));
            int stop = at + end - start;
            if (toUtf8 == null) {
                System.arraycopy(data, start, bytes.data(), at, end - start);
            } else {
                stop = recode(data, start, end, toUtf8, bytes.data(), at);
            }
            if (stop < 0) {
                return false;
            }
            bytes.close(stop);
            return true;
        }
    }
}
