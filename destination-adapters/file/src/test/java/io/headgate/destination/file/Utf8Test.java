package io.headgate.destination.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes that are looked at eight at a time, against the JDK's decoder. */
class Utf8Test {

    private static final byte[] PIECES = {
        'a',
        'z',
        '"',
        0,
        0x7F,
        (byte) 0x80,
        (byte) 0xBF,
        (byte) 0xC2,
        (byte) 0xC1,
        (byte) 0xE2,
        (byte) 0x82,
        (byte) 0xAC,
        (byte) 0xED,
        (byte) 0xA0,
        (byte) 0xF0,
        (byte) 0x9F,
        (byte) 0x98,
        (byte) 0xF4,
        (byte) 0x90,
        (byte) 0xFF
    };

    private final Random random = new Random(11);

    @Test
    void agreesWithTheDecoderOnWhatIsValid() {
        int valid = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] data = i % 2 == 0 ? spoiled() : anything();
            int start = data.length == 0 ? 0 : random.nextInt(Math.min(9, data.length));
            boolean expected = decodes(data, start);
            valid += expected ? 1 : 0;
            assertThat(Utf8.isValid(data, start, data.length)).isEqualTo(expected);
        }
        assertThat(valid).isBetween(20_000, 180_000);
    }

    /** Text of all lengths of characters, in half of the cases with one byte changed. */
    private byte[] spoiled() {
        byte[] data = "plain text, é and € and 😀 in it".repeat(2).getBytes(StandardCharsets.UTF_8);
        if (random.nextBoolean()) {
            data[random.nextInt(data.length)] = PIECES[random.nextInt(PIECES.length)];
        }
        return data;
    }

    private byte[] anything() {
        byte[] data = new byte[random.nextInt(24)];
        for (int i = 0; i < data.length; i++) {
            data[i] = PIECES[random.nextInt(8) == 0 ? random.nextInt(PIECES.length) : random.nextInt(2)];
        }
        return data;
    }

    private static boolean decodes(byte[] data, int start) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data, start, data.length - start));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
