package io.headgate.source.orc;

import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * Lets ORC read local files. Hadoop's own file system for them would want Hadoop's users, security and metrics, and the 50 MB that
 * go with them.
 */
class OrcFileSystem extends FileSystem {

    private static final URI ROOT = URI.create("file:///");
    private static final int BLOCK_BYTES = 32 << 20;

    OrcFileSystem() {
        setConf(new Configuration(false));
    }

    static Path local(org.apache.hadoop.fs.Path path) {
        return Path.of(path.toUri().getPath());
    }

    @Override
    public URI getUri() {
        return ROOT;
    }

    @Override
    public FSDataInputStream open(org.apache.hadoop.fs.Path path, int bufferSize) throws IOException {
        return new FSDataInputStream(new ChannelStream(FileChannel.open(local(path))));
    }

    @Override
    public FileStatus getFileStatus(org.apache.hadoop.fs.Path path) throws IOException {
        Path file = local(path);
        return new FileStatus(
                Files.size(file),
                false,
                1,
                BLOCK_BYTES,
                Files.getLastModifiedTime(file).toMillis(),
                path);
    }

    private static final class ChannelStream extends FSInputStream {
        private final FileChannel channel;

        ChannelStream(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void seek(long position) throws IOException {
            channel.position(position);
        }

        @Override
        public long getPos() throws IOException {
            return channel.position();
        }

        @Override
        public boolean seekToNewSource(long position) {
            return false;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int start, int length) throws IOException {
            return channel.read(ByteBuffer.wrap(target, start, length));
        }

        @Override
        public int read(long position, byte[] target, int start, int length) throws IOException {
            return channel.read(ByteBuffer.wrap(target, start, length), position);
        }

        @Override
        public void readFully(long position, byte[] target, int start, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(target, start, length);
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, position + buffer.position() - start) < 0) {
                    throw new EOFException("the file ends before byte " + (position + length));
                }
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    @Override
    public FSDataOutputStream create(
            org.apache.hadoop.fs.Path path,
            FsPermission permission,
            boolean overwrite,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        throw readOnly();
    }

    @Override
    public FSDataOutputStream append(org.apache.hadoop.fs.Path path, int bufferSize, Progressable progress) {
        throw readOnly();
    }

    @Override
    public boolean rename(org.apache.hadoop.fs.Path from, org.apache.hadoop.fs.Path to) {
        throw readOnly();
    }

    @Override
    public boolean delete(org.apache.hadoop.fs.Path path, boolean recursive) {
        throw readOnly();
    }

    @Override
    public FileStatus[] listStatus(org.apache.hadoop.fs.Path path) {
        throw readOnly();
    }

    @Override
    public void setWorkingDirectory(org.apache.hadoop.fs.Path folder) {
        throw readOnly();
    }

    @Override
    public org.apache.hadoop.fs.Path getWorkingDirectory() {
        return new org.apache.hadoop.fs.Path(ROOT);
    }

    @Override
    public boolean mkdirs(org.apache.hadoop.fs.Path folder, FsPermission permission) {
        throw readOnly();
    }

    private static UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException("a source reads only");
    }
}
