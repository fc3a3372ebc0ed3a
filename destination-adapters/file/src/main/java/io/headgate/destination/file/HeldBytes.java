package io.headgate.destination.file;

import java.io.IOException;
import java.io.InputStream;

/** A file's bytes one by one. One thread. */
final class HeldBytes {

    static final int END = -1;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int length;

    HeldBytes(InputStream in) {
        this.in = in;
    }

    /** The next byte, from 0 to 255, or {@link #END}. */
    int next() throws IOException {
        return at < length || fill() ? buffer[at++] & 0xFF : END;
    }

    /** The byte that {@link #next} will return. */
    int peek() throws IOException {
        return at < length || fill() ? buffer[at] & 0xFF : END;
    }

    private boolean fill() throws IOException {
        at = 0;
        length = Math.max(0, in.read(buffer));
        return length > 0;
    }

    /**
     * How many lines end from here on.
     *
     * @param quotes whether a line end between two quotes ends no line
     */
    long countLines(boolean quotes) throws IOException {
        long lines = 0;
        boolean quoted = false;
        while (at < length || fill()) {
            for (int i = at; i < length; i++) {
                byte value = buffer[i];
                if (value == '\n') {
                    lines += quoted ? 0 : 1;
                } else if (value == '"') {
                    quoted = quotes && !quoted;
                }
            }
            at = length;
        }
        return lines;
    }
}
