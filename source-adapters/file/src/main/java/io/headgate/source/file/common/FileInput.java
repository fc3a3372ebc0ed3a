package io.headgate.source.file.common;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The bytes of a file from one place to another, decompressed if need be. One thread. */
public final class FileInput implements AutoCloseable {

    private final Path path;
    private final FileChannel channel;
    private final Compression compression;
    private final @Nullable InputStream decompressed;
    private final long end;
    private long at;

    private FileInput(
            Path path,
            FileChannel channel,
            Compression compression,
            @Nullable InputStream decompressed,
            long start,
            long end) {
        this.path = path;
        this.channel = channel;
        this.compression = compression;
        this.decompressed = decompressed;
        this.at = start;
        this.end = end;
    }

    /**
     * @param start first byte to read, of the decompressed file if it is compressed
     * @param end first byte not to read, of the file as it lies on disk
     * @param maxExpansion how many times as large as on disk a compressed file may become
     * @throws HeadgateException that names the file and says what is wrong with it
     */
    public static FileInput open(SourceFile file, long start, long end, int maxExpansion) {
        FileChannel channel = openChannel(file.path());
        try {
            if (!file.isCompressed()) {
                return new FileInput(file.path(), channel, Compression.NONE, null, start, end);
            }
            InputStream decompressed = Decompression.open(file, channel, end, maxExpansion);
            skip(decompressed, start);
            return new FileInput(file.path(), channel, file.compression(), decompressed, start, end);
        } catch (IOException e) {
            closeQuietly(channel);
            throw Decompression.failure(file.path(), file.compression(), e);
        } catch (RuntimeException e) {
            closeQuietly(channel);
            throw e;
        }
    }

    private static void skip(InputStream decompressed, long bytes) throws IOException {
        try {
            decompressed.skipNBytes(bytes);
        } catch (IOException | RuntimeException e) {
            closeQuietly(decompressed);
            throw e;
        }
    }

    /** A part of a file that is not compressed. */
    public static FileInput open(Path path, long start, long end) {
        return new FileInput(path, openChannel(path), Compression.NONE, null, start, end);
    }

    static FileChannel openChannel(Path path) {
        try {
            return FileChannel.open(path, StandardOpenOption.READ);
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    /** Reads up to {@code length} bytes, at least one; -1 at the end. */
    public int read(byte[] target, int offset, int length) {
        try {
            if (decompressed != null) {
                return decompressed.read(target, offset, length);
            }
            int wanted = (int) Math.min(length, end - at);
            int got = wanted <= 0 ? -1 : channel.read(ByteBuffer.wrap(target, offset, wanted), at);
            if (got < 0 && wanted > 0) {
                throw new HeadgateException(
                        CommonErrorCode.SOURCE_CHANGED,
                        path + " became shorter while it was read: restore it, or start anew with fresh=true");
            }
            at += Math.max(got, 0);
            return got;
        } catch (IOException e) {
            throw decompressed == null ? failure(path, e) : Decompression.failure(path, compression, e);
        }
    }

    /** The same bytes as a stream, which closes with this input. */
    public InputStream stream() {
        return new InputStream() {
            private final byte[] one = new byte[1];

            @Override
            public int read() {
                return FileInput.this.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                return length == 0 ? 0 : FileInput.this.read(target, offset, length);
            }
        };
    }

    @Override
    public void close() {
        closeQuietly(decompressed == null ? channel : decompressed);
        closeQuietly(channel);
    }

    /** What to tell the user about a file that cannot be read. */
    public static HeadgateException failure(Path path, IOException e) {
        if (e instanceof NoSuchFileException) {
            return new HeadgateException(CommonErrorCode.NOT_FOUND, path + " does not exist (any more)", e);
        }
        if (e instanceof AccessDeniedException) {
            return new HeadgateException(
                    CommonErrorCode.ACCESS_DENIED, path + " may not be read: give this user the right to", e);
        }
        return new HeadgateException(CommonErrorCode.IO_FAILED, path + " could not be read: " + describe(e), e);
    }

    static String describe(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // Nothing was written: there is nothing to lose by a failed close.
        }
    }
}
