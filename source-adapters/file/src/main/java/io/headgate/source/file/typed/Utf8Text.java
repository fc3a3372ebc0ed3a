package io.headgate.source.file.typed;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Whether bytes are text. A file that calls them text may be wrong, and no destination takes them as such. */
final class Utf8Text {

    private Utf8Text() {}

    static boolean isValid(byte[] bytes, int start, int length) {
        int end = start + length;
        for (int i = start; i < end; i++) {
            if (bytes[i] < 0) {
                return decodes(bytes, i, end - i);
            }
        }
        return true;
    }

    private static boolean decodes(byte[] bytes, int start, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
