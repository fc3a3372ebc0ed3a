package io.headgate.destination.jdbc;

import io.headgate.api.data.Column;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Text that is no valid UTF-8, for a driver that takes Strings: making one would replace such bytes without a word. */
record Utf8Check(TargetColumn target) implements ValueCheck {

    @Override
    public void check(Column column, int rows, Misfits misfits) {
        Column.Bytes texts = (Column.Bytes) column;
        if (isAscii(texts.data(), texts.start(0), texts.offsets()[rows])) {
            return;
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        for (int row = 0; row < rows; row++) {
            if (!texts.isNull(row) && !isText(decoder, texts, row)) {
                misfits.add(
                        row, INVALID_UTF8, "field '" + target.field().name() + "' holds bytes that are no valid UTF-8");
            }
        }
    }

    private static boolean isAscii(byte[] data, int start, int end) {
        int seen = 0;
        for (int i = start; i < end; i++) {
            seen |= data[i];
        }
        return seen >= 0;
    }

    private static boolean isText(CharsetDecoder decoder, Column.Bytes texts, int row) {
        try {
            decoder.decode(bytes(texts, row));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static ByteBuffer bytes(Column.Bytes texts, int row) {
        return ByteBuffer.wrap(texts.data(), texts.start(row), texts.length(row));
    }

    /** A text for people, its bytes that are none as {@code \xNN}. */
    static String printable(Column.Bytes texts, int row) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = bytes(texts, row);
        CharBuffer out = CharBuffer.allocate(in.remaining());
        StringBuilder text = new StringBuilder(in.remaining());
        while (true) {
            CoderResult result = decoder.reset().decode(in, out, true);
            text.append(out.flip());
            out.clear();
            if (!result.isError()) {
                return text.toString();
            }
            for (int i = 0; i < result.length(); i++) {
                text.append(String.format("\\x%02X", in.get() & 0xFF));
            }
        }
    }
}
