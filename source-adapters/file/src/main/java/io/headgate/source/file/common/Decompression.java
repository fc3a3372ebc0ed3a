package io.headgate.source.file.common;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Opens compressed files. What comes out is bounded by what lies on disk, so that a crafted file cannot fill a destination. */
final class Decompression {

    private static final int BUFFER = 1 << 16;
    /** What any file may become: a small file of blanks is no attack. */
    private static final long ALWAYS_ALLOWED = 64L << 20;

    private Decompression() {}

    /**
     * @param end bytes of the file on disk that belong to the plan
     * @param maxExpansion how many times as large the file may become
     */
    static InputStream open(SourceFile file, FileChannel channel, long end, int maxExpansion) throws IOException {
        InputStream onDisk = new OnDisk(file.path(), Channels.newInputStream(channel), end);
        InputStream decompressed =
                switch (file.compression()) {
                    // The JDK's own takes a damaged beginning of a further member for the end of the file.
                    case GZIP -> new GzipCompressorInputStream(new BufferedInputStream(onDisk, BUFFER), true);
                    case ZSTD -> new ZstdInputStreamNoFinalizer(onDisk);
                    case BZIP2 -> new BZip2CompressorInputStream(new BufferedInputStream(onDisk, BUFFER), true);
                    case ZIP -> ZippedFile.open(file.path());
                    default -> throw new IllegalArgumentException(file.name() + " is not compressed");
                };
        return new Bounded(file, decompressed, limit(end, maxExpansion), maxExpansion);
    }

    private static long limit(long end, int maxExpansion) {
        long expanded = maxExpansion > Long.MAX_VALUE / Math.max(1, end) ? Long.MAX_VALUE : end * maxExpansion;
        return Math.max(ALWAYS_ALLOWED, expanded);
    }

    /** Of an exception that the format itself has thrown: the bytes on disk could be read. */
    static HeadgateException failure(Path path, Compression compression, IOException e) {
        if (compression == Compression.NONE) {
            return FileInput.failure(path, e);
        }
        return new HeadgateException(
                CommonErrorCode.IO_FAILED,
                path + " is not a whole " + compression.name().toLowerCase(Locale.ROOT)
                        + " file: copy it again, or set compression = \"none\" if it is plain text ("
                        + FileInput.describe(e) + ")",
                e);
    }

    /** Ends at a number of bytes: what was appended since the plan is not read. Tells an error of the disk from one of the format. */
    private static final class OnDisk extends FilterInputStream {
        private final Path path;
        private long left;

        OnDisk(Path path, InputStream in, long left) {
            super(in);
            this.path = path;
            this.left = left;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            try {
                int got = left <= 0 ? -1 : in.read(target, offset, (int) Math.min(length, left));
                left -= Math.max(got, 0);
                return got;
            } catch (IOException e) {
                throw FileInput.failure(path, e);
            }
        }

        @Override
        public int available() throws IOException {
            return (int) Math.min(in.available(), left);
        }
    }

    private static final class Bounded extends FilterInputStream {
        private final SourceFile file;
        private final long limit;
        private final int maxExpansion;
        private long count;

        Bounded(SourceFile file, InputStream in, long limit, int maxExpansion) {
            super(in);
            this.file = file;
            this.limit = limit;
            this.maxExpansion = maxExpansion;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int got = decompress(target, offset, length);
            count += Math.max(got, 0);
            if (count > limit) {
                throw new HeadgateException(
                        FileErrorCode.EXPANDS_TOO_MUCH,
                        file.path() + " has " + file.size() + " bytes and becomes more than " + limit
                                + " decompressed, over max_expansion = " + maxExpansion
                                + ": raise it if the file is what it should be");
            }
            return got;
        }

        /** A codec may trip over damaged bytes in ways of its own. */
        private int decompress(byte[] target, int offset, int length) throws IOException {
            try {
                return in.read(target, offset, length);
            } catch (HeadgateException e) {
                throw e;
            } catch (RuntimeException e) {
                throw new IOException("damaged: " + e, e);
            }
        }

        @Override
        public long skip(long count) throws IOException {
            byte[] passed = new byte[(int) Math.min(BUFFER, count)];
            int got = count <= 0 ? 0 : read(passed, 0, passed.length);
            return Math.max(got, 0);
        }
    }
}
