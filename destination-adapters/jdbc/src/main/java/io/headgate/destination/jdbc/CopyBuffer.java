package io.headgate.destination.jdbc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A byte array that grows, written big-endian. {@code put} without {@link #ensure} before it is for whoever has called it. */
final class CopyBuffer {

    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes;
    private int position;

    CopyBuffer(int size) {
        bytes = new byte[size];
    }

    byte[] bytes() {
        return bytes;
    }

    int position() {
        return position;
    }

    void clear() {
        position = 0;
    }

    void ensure(int more) {
        if (bytes.length - position < more) {
            int wanted = Math.addExact(position, more);
            bytes = Arrays.copyOf(bytes, Math.max(wanted, bytes.length + (bytes.length >> 1)));
        }
    }

    void putByte(int value) {
        bytes[position++] = (byte) value;
    }

    void putShort(int value) {
        SHORTS.set(bytes, position, (short) value);
        position += 2;
    }

    void putInt(int value) {
        INTS.set(bytes, position, value);
        position += 4;
    }

    /** Length and value of an integer of 2, 4 or 8 bytes. Makes room itself. */
    void putInteger(int width, long value) {
        ensure(12);
        INTS.set(bytes, position, width);
        position += 4;
        if (width == 8) {
            LONGS.set(bytes, position, value);
        } else if (width == 4) {
            INTS.set(bytes, position, (int) value);
        } else {
            SHORTS.set(bytes, position, (short) value);
        }
        position += width;
    }

    void putBytes(byte[] from, int start, int length) {
        System.arraycopy(from, start, bytes, position, length);
        position += length;
    }
}
