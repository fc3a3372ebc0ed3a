package io.headgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MaskedStreamTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final MaskedStream stream = new MaskedStream(written);

    private String written() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aSecretIsNotShownWhereverItStandsInALine() {
        stream.mask(text -> text.replace("hunter2", "******"));
        // Long enough to be passed on in several pieces, with the secret at every offset of their borders.
        String line = "größe hunter2 ".repeat(5000);
        stream.println(line);
        assertThat(written()).isEqualTo(line.replace("hunter2", "******") + System.lineSeparator());
    }

    @Test
    void pieceByPieceItIsNotShownEither() {
        stream.mask(text -> text.replace("hunter2", "******"));
        stream.print("a hunt");
        stream.flush();
        stream.print("er2\nb");
        assertThat(written()).isEqualTo("a ******\n");
        stream.close();
        assertThat(written()).isEqualTo("a ******\nb");
    }

    @Test
    void aLineThatNeverEndsIsNotKeptForEver() {
        stream.print("x".repeat(2 << 20));
        assertThat(written()).hasSizeGreaterThan(1 << 20);
    }
}
