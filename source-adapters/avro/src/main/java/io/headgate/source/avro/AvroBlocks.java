package io.headgate.source.avro;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Walks over the blocks of a file without reading them: each says how many records and bytes it has, and ends with the file's
 * marker, which is compared.
 */
final class AvroBlocks implements AutoCloseable {

    private static final int MARKER = 16;
    private static final int MAX_HEAD = 20;

    private final FileChannel channel;
    private final long end;
    private final byte[] marker = new byte[MARKER];
    private final ByteBuffer buffer = ByteBuffer.allocate(MARKER + MAX_HEAD);
    private long start;
    private long next;
    private long records;

    /**
     * @param begin where a block begins
     * @param end where the last block ends
     */
    AvroBlocks(Path file, long headerEnd, long begin, long end) throws IOException {
        this.channel = FileChannel.open(file);
        this.end = end;
        this.next = begin;
        try {
            read(headerEnd - MARKER, MARKER);
            buffer.get(marker);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Goes to the next block; false at the end. */
    boolean next() throws IOException {
        if (next >= end) {
            return false;
        }
        start = next;
        read(start, (int) Math.min(MAX_HEAD, end - start));
        records = number();
        long size = number();
        next = start + buffer.position() + size + MARKER;
        if (records < 0 || size < 0 || next > end || next <= start) {
            throw new EOFException("the block at byte " + start + " does not end within the file");
        }
        byte[] found = new byte[MARKER];
        read(next - MARKER, MARKER);
        buffer.get(found);
        if (!Arrays.equals(found, marker)) {
            throw new IOException("the block at byte " + start + " does not end with the file's marker");
        }
        return true;
    }

    /** First byte of the block. */
    long start() {
        return start;
    }

    /** How many records it has. */
    long records() {
        return records;
    }

    private void read(long from, int bytes) throws IOException {
        buffer.clear().limit(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw new EOFException("the file ends within the block at byte " + start);
            }
        }
        buffer.flip();
    }

    /** A zig-zag number of variable length. */
    private long number() throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (!buffer.hasRemaining()) {
                throw new EOFException("the file ends within the block at byte " + start);
            }
            byte next7 = buffer.get();
            value |= (next7 & 0x7fL) << shift;
            if (next7 >= 0) {
                return value >>> 1 ^ -(value & 1);
            }
        }
        throw new IOException("the block at byte " + start + " has no size");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
