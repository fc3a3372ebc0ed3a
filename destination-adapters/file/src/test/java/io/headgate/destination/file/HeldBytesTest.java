package io.headgate.destination.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeldBytesTest {

    private static final String ALPHABET = "\n\"a,\r\u000b\u0080\u00ff\u008a\u00a2 ";

    @ParameterizedTest
    @CsvSource({"true, 2", "false, 4"})
    void linesBetweenQuotesAreOfOneRecordOnlyInCsv(boolean quotes, long expected) throws IOException {
        assertThat(count("a,\"b\n\nc\"\nd,e\n", Integer.MAX_VALUE, quotes)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void countsAsOneByteAfterTheOtherWould(boolean quotes) throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 3000; round++) {
            String text = text(random, random.nextInt(80));
            assertThat(count(text, 1 + random.nextInt(20), quotes)).as(text).isEqualTo(oneByOne(text, quotes));
        }
    }

    @Test
    void quotesStayOpenFromOneReadToTheNext() throws IOException {
        Random random = new Random(11);
        String text = text(random, 300_000);
        assertThat(count(text, Integer.MAX_VALUE, true)).isEqualTo(oneByOne(text, true));
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    private static long oneByOne(String text, boolean quotes) {
        long lines = 0;
        boolean quoted = false;
        for (char c : text.toCharArray()) {
            quoted ^= quotes && c == '"';
            lines += c == '\n' && !quoted ? 1 : 0;
        }
        return lines;
    }

    private static long count(String text, int atOnce, boolean quotes) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return new HeldBytes(new Portions(new ByteArrayInputStream(bytes), atOnce)).countLines(quotes);
    }

    /** Gives no more than so many bytes at once. */
    private static final class Portions extends InputStream {
        private final InputStream in;
        private final int atOnce;

        Portions(InputStream in, int atOnce) {
            this.in = in;
            this.atOnce = atOnce;
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] target, int start, int count) throws IOException {
            return in.read(target, start, Math.min(count, atOnce));
        }
    }
}
