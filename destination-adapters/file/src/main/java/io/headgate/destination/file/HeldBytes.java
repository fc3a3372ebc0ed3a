package io.headgate.destination.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A file's bytes one by one. One thread. */
final class HeldBytes {

    static final int END = -1;

    private static final int SIZE = 1 << 16;
    private static final long EACH = 0x0101010101010101L;
    private static final long QUOTES = '"' * EACH;
    private static final long FEEDS = '\n' * EACH;
    /** Shifted by this, the bit of the last byte fills the word. */
    private static final int LAST_BYTE = 63;

    private final InputStream in;
    private final byte[] buffer = new byte[SIZE + Long.BYTES];
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
        length = Math.max(0, in.read(buffer, 0, SIZE));
        return length > 0;
    }

    /**
     * How many lines end from here on. Eight bytes at a time.
     *
     * @param quotes whether a line end between two quotes ends no line
     */
    long countLines(boolean quotes) throws IOException {
        long lines = 0;
        long quoted = 0;
        while (at < length || fill()) {
            byte[] b = buffer;
            // What is behind the last byte read is an older one.
            Arrays.fill(b, length, length + Long.BYTES, (byte) 0);
            for (int i = at; i < length; i += Long.BYTES) {
                long eight = (long) Utf8.EIGHT_BYTES.get(b, i);
                long marks = quotes ? equal(eight, QUOTES) : 0;
                long ends = equal(eight, FEEDS);
                if ((marks | quoted) != 0) {
                    long within = quotedAfter(marks) ^ quoted;
                    ends &= ~within;
                    quoted = within >> LAST_BYTE & Utf8.HIGH_BITS;
                }
                lines += Long.bitCount(ends);
            }
            at = length;
        }
        return lines;
    }

    /** The high bit of each byte that is the one that all bytes of {@code wanted} are. */
    private static long equal(long eight, long wanted) {
        long other = eight ^ wanted;
        return ~(((other & ~Utf8.HIGH_BITS) + ~Utf8.HIGH_BITS | other) | ~Utf8.HIGH_BITS);
    }

    /** The high bit of each byte up to which, itself included, the number of marks is odd. */
    private static long quotedAfter(long marks) {
        long odd = marks ^ marks << 8;
        odd ^= odd << 16;
        return odd ^ odd << 32;
    }
}
