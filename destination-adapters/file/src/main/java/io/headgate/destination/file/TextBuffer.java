package io.headgate.destination.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow. Encoders write into {@link #bytes} directly after {@link #ensure}; one thread. */
final class TextBuffer {

    /** Beyond this an emptied buffer gives its memory back: one huge record shall not stay for the whole run. */
    private static final int KEEP_BYTES = 4 << 20;

    private static final int INITIAL_BYTES = 64 << 10;

    byte[] bytes = new byte[INITIAL_BYTES];
    int length;

    /** Makes room for {@code more} bytes after {@link #length}. */
    void ensure(int more) {
        if (bytes.length - length < more) {
            grow(more);
        }
    }

    private void grow(int more) {
        long wanted = Math.max((long) length + more, bytes.length * 2L);
        if ((long) length + more > Integer.MAX_VALUE - 64) {
            throw new IllegalStateException("a record takes less than 2 GiB as text");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 64));
    }

    void put(int value) {
        ensure(1);
        bytes[length++] = (byte) value;
    }

    void put(byte[] source) {
        put(source, 0, source.length);
    }

    void put(byte[] source, int start, int count) {
        ensure(count);
        System.arraycopy(source, start, bytes, length, count);
        length += count;
    }

    void putText(String text) {
        put(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether what was written from {@code start} on is exactly these bytes. */
    boolean endsWith(int start, byte[] expected) {
        return length - start == expected.length && Arrays.equals(bytes, start, length, expected, 0, expected.length);
    }

    /** Puts one byte before and one after what was written from {@code start} on. */
    void enclose(int start, byte with) {
        ensure(2);
        System.arraycopy(bytes, start, bytes, start + 1, length - start);
        bytes[start] = with;
        bytes[length + 1] = with;
        length += 2;
    }

    void clear() {
        length = 0;
        if (bytes.length > KEEP_BYTES) {
            bytes = new byte[INITIAL_BYTES];
        }
    }
}
