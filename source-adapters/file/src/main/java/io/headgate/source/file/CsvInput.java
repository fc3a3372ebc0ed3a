package io.headgate.source.file;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The bytes of a file from one place to another, decompressed if need be. One thread. */
final class CsvInput implements AutoCloseable {

    private static final int GZIP_BUFFER = 1 << 16;

    private final Path path;
    private final FileChannel channel;
    private final @Nullable InputStream unzipped;
    private final long end;
    private long at;

    private CsvInput(Path path, FileChannel channel, @Nullable InputStream unzipped, long start, long end) {
        this.path = path;
        this.channel = channel;
        this.unzipped = unzipped;
        this.at = start;
        this.end = end;
    }

    /**
     * @param start first byte to read, of the decompressed file if it is compressed
     * @param end first byte not to read, of the file as it lies on disk
     */
    static CsvInput open(Path path, boolean gzip, long start, long end) {
        FileChannel channel = openChannel(path);
        try {
            if (!gzip) {
                return new CsvInput(path, channel, null, start, end);
            }
            InputStream bounded = new Bounded(Channels.newInputStream(channel), end);
            InputStream unzipped = new GZIPInputStream(bounded, GZIP_BUFFER);
            unzipped.skipNBytes(start);
            return new CsvInput(path, channel, unzipped, start, end);
        } catch (IOException e) {
            closeQuietly(channel);
            throw failure(path, e);
        }
    }

    static FileChannel openChannel(Path path) {
        try {
            return FileChannel.open(path, StandardOpenOption.READ);
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    /** Reads up to {@code length} bytes, at least one; -1 at the end. */
    int read(byte[] target, int offset, int length) {
        try {
            if (unzipped != null) {
                return unzipped.read(target, offset, length);
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
            throw failure(path, e);
        }
    }

    /** The same bytes as a stream, which closes with this input. */
    InputStream stream() {
        return new InputStream() {
            private final byte[] one = new byte[1];

            @Override
            public int read() {
                return CsvInput.this.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                return length == 0 ? 0 : CsvInput.this.read(target, offset, length);
            }
        };
    }

    @Override
    public void close() {
        closeQuietly(unzipped == null ? channel : unzipped);
        closeQuietly(channel);
    }

    static HeadgateException failure(Path path, IOException e) {
        if (e instanceof NoSuchFileException) {
            return new HeadgateException(CommonErrorCode.NOT_FOUND, path + " does not exist (any more)", e);
        }
        if (e instanceof AccessDeniedException) {
            return new HeadgateException(
                    CommonErrorCode.ACCESS_DENIED, path + " may not be read: give this user the right to", e);
        }
        if (e instanceof ZipException || e instanceof EOFException) {
            return new HeadgateException(
                    CommonErrorCode.IO_FAILED,
                    path
                            + " is not a whole gzip file: copy it again, or set compression = \"none\" if it is plain text",
                    e);
        }
        return new HeadgateException(CommonErrorCode.IO_FAILED, path + " could not be read: " + describe(e), e);
    }

    private static String describe(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // Nothing was written: there is nothing to lose by a failed close.
        }
    }

    /** Ends a stream at a number of bytes: what was appended since the plan is not read. */
    private static final class Bounded extends FilterInputStream {
        private long left;

        Bounded(InputStream in, long left) {
            super(in);
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            int value = left <= 0 ? -1 : in.read();
            left -= value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int got = left <= 0 ? -1 : in.read(target, offset, (int) Math.min(length, left));
            left -= Math.max(got, 0);
            return got;
        }

        @Override
        public int available() throws IOException {
            return (int) Math.min(in.available(), left);
        }
    }
}
