package io.headgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

    /** A program that ends in the middle of a line. */
    static final class Ending {
        public static void main(String[] arguments) {
            MaskedStream stream = MaskedStream.ofProcess();
            stream.mask(text -> text.replace("hunter2", "******"));
            stream.print("first\nlast hunter2");
            System.exit(3);
        }
    }

    @Test
    void aLastLineWithoutItsEndIsNotLostAtTheEndOfTheProgram() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Ending.class.getName())
                .start();
        String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(error).isEqualTo(3);
        assertThat(error).isEqualTo("first\nlast ******");
    }

    @Test
    void aLineThatNeverEndsIsNotKeptForEver() {
        stream.print("x".repeat(2 << 20));
        assertThat(written()).hasSizeGreaterThan(1 << 20);
    }
}
