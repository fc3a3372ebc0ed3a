package io.headgate.destination.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** Files of H2, {@code watched:PATH}, of which a copy is looked at after each write: what a process that is killed there would leave. */
public final class WatchedFiles extends FilePathWrapper {

    private static final String SCHEME = "watched";
    private static volatile Consumer<byte[]> look = image -> {};

    /** The database {@code data} in a folder. */
    static TestDatabase database(Path folder) {
        FilePath.register(new WatchedFiles());
        return new TestDatabase("jdbc:h2:" + SCHEME + ":" + folder.resolve("data"), "sa", "");
    }

    /**
     * @param eye is shown each image while the writer waits
     */
    static void watch(Consumer<byte[]> eye) {
        look = eye;
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Watched(super.open(mode));
    }

    /** H2 writes from one thread at a time, so that no image is taken in the middle of a write. */
    private static final class Watched extends FileBase {
        private final FileChannel file;

        Watched(FileChannel file) {
            this.file = file;
        }

        private void show() throws IOException {
            ByteBuffer image = ByteBuffer.allocate((int) file.size());
            while (image.hasRemaining() && file.read(image, image.position()) > 0) {
                continue;
            }
            look.accept(image.array());
        }

        @Override
        public int write(ByteBuffer from, long position) throws IOException {
            int written = file.write(from, position);
            show();
            return written;
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            int written = file.write(from);
            show();
            return written;
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            return file.read(into, position);
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            return file.read(into);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
        }

        @Override
        public void force(boolean metaData) {
            // What the disk has does not matter here.
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
