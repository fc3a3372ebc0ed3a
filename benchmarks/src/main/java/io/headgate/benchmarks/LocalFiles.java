package io.headgate.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** As much of Hadoop's file system as ORC's reader and writer ask for, without the rest of Hadoop. */
final class LocalFiles extends FilterFileSystem {

    private static Path local(org.apache.hadoop.fs.Path path) {
        return Path.of(path.toUri().getPath());
    }

    @Override
    public Configuration getConf() {
        return new Configuration(false);
    }

    @Override
    public short getDefaultReplication(org.apache.hadoop.fs.Path path) {
        return 1;
    }

    @Override
    public FileStatus getFileStatus(org.apache.hadoop.fs.Path path) throws IOException {
        return new FileStatus(Files.size(local(path)), false, 1, 1 << 25, 0, path);
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
        return new FSDataOutputStream(Files.newOutputStream(local(path)), null);
    }

    @Override
    public FSDataInputStream open(org.apache.hadoop.fs.Path path) throws IOException {
        return open(path, 0);
    }

    @Override
    public FSDataInputStream open(org.apache.hadoop.fs.Path path, int bufferSize) throws IOException {
        FileChannel channel = FileChannel.open(local(path));
        return new FSDataInputStream(new FSInputStream() {
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
            public void close() throws IOException {
                channel.close();
            }
        });
    }
}
