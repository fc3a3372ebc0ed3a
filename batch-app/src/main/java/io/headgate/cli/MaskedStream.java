package io.headgate.cli;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * Standard error without the secrets of the configuration, whoever writes there: notes, stack traces, and what libraries log. In
 * UTF-8; a line appears when it is complete, the last one at the end of the program even if it is not. Thread-safe.
 */
public final class MaskedStream extends PrintStream {

    private final Lines lines;

    public MaskedStream(OutputStream target) {
        this(new Lines(target));
    }

    /** Standard error of this process. */
    public static MaskedStream ofProcess() {
        MaskedStream stream = new MaskedStream(new FileOutputStream(FileDescriptor.err));
        // However it ends: most ways to the end of a JVM close no stream.
        Runtime.getRuntime().addShutdownHook(new Thread(stream::finish, "last-line"));
        return stream;
    }

    private MaskedStream(Lines lines) {
        super(lines, true, StandardCharsets.UTF_8);
        this.lines = lines;
    }

    /** Not in the middle of what another thread prints: a secret in two pieces would not be recognised. */
    private synchronized void finish() {
        lines.finish();
    }

    /** Whatever is written from now on goes through this. */
    void mask(UnaryOperator<String> redact) {
        lines.redact = redact;
    }

    /** A PrintStream passes a long text on in pieces, and a secret may stand across two of them: so lines, whatever it flushes. */
    private static final class Lines extends OutputStream {

        private static final int LONGEST = 1 << 20;

        private final OutputStream target;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private volatile UnaryOperator<String> redact = UnaryOperator.identity();

        Lines(OutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
            int end = offset + length;
            while (end > offset && bytes[end - 1] != '\n') {
                end--;
            }
            line.write(bytes, offset, end - offset);
            if (end > offset || line.size() > LONGEST) {
                pass();
            }
            line.write(bytes, end, offset + length - end);
        }

        synchronized void finish() {
            try {
                pass();
            } catch (IOException e) {
                // Nobody can be told any more.
            }
        }

        private void pass() throws IOException {
            String text = redact.apply(line.toString(StandardCharsets.UTF_8));
            line.reset();
            target.write(text.getBytes(StandardCharsets.UTF_8));
            target.flush();
        }

        @Override
        public synchronized void close() throws IOException {
            pass();
            target.close();
        }
    }
}
