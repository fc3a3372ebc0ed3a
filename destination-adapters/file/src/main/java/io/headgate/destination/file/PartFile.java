package io.headgate.destination.file;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of a partition that is being written. Only its own writer ever has it open for writing: a successor copies it. One
 * thread.
 */
final class PartFile implements Closeable {

    /** The JDK copies each write into a buffer outside the heap as large as the write, and keeps that buffer. */
    private static final int WRITE_BYTES = 256 << 10;

    private static final int GZIP_BYTES = 64 << 10;

    private final Manifest.Kind kind;
    private final String table;
    private final Path path;
    private final FileChannel channel;
    private final boolean gzip;
    private @Nullable GZIPOutputStream member;
    private long lengthBytes;
    private boolean dirty;

    private PartFile(Manifest.Kind kind, String table, Path path, boolean gzip) throws IOException {
        this.kind = kind;
        this.table = table;
        this.path = path;
        this.gzip = gzip && kind == Manifest.Kind.RECORDS;
        this.channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.dirty = true;
    }

    static PartFile begin(Manifest.Kind kind, String table, Path path, boolean gzip) throws IOException {
        return new PartFile(kind, table, path, gzip);
    }

    /** A new file with the committed part of an older writer's. What that one holds beyond is left behind. */
    static PartFile copy(Manifest.Part part, Path from, Path to, boolean gzip) throws IOException {
        PartFile file = new PartFile(part.kind(), part.table(), to, gzip);
        try (FileChannel source = FileChannel.open(from, StandardOpenOption.READ)) {
            while (file.lengthBytes < part.lengthBytes()) {
                long count = source.transferTo(file.lengthBytes, part.lengthBytes() - file.lengthBytes, file.channel);
                if (count <= 0) {
                    throw lost(from, part.lengthBytes(), "only " + file.lengthBytes + " are there");
                }
                file.lengthBytes += count;
            }
        } catch (NoSuchFileException e) {
            file.discard();
            throw lost(from, part.lengthBytes(), "the file is gone");
        } catch (IOException e) {
            file.discard();
            throw file.named(e);
        } catch (RuntimeException e) {
            file.discard();
            throw e;
        }
        return file;
    }

    static HeadgateException lost(Path path, long lengthBytes, String instead) {
        return new HeadgateException(
                CommonErrorCode.CHECKPOINT_LOST,
                path + " held " + lengthBytes + " committed bytes, but " + instead
                        + ". Restore it from a backup, or start" + " anew with fresh=true.");
    }

    boolean holds(Manifest.Kind what, String whose) {
        return kind == what && table.equals(whose);
    }

    void append(TextBuffer text) throws IOException {
        dirty = true;
        if (!gzip) {
            append(text.bytes, 0, text.length);
            return;
        }
        GZIPOutputStream current = member;
        if (current == null) {
            current = new GZIPOutputStream(new Sink(), GZIP_BYTES);
            member = current;
        }
        current.write(text.bytes, 0, text.length);
    }

    private void append(byte[] bytes, int start, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int end = start + count;
        try {
            for (int at = start; at < end; at = buffer.position()) {
                buffer.limit(Math.min(end, at + WRITE_BYTES)).position(at);
                lengthBytes += channel.write(buffer);
            }
        } catch (IOException e) {
            throw named(e);
        }
    }

    /**
     * Ends what can be read on its own and waits until the disk has it. A gzip file is a row of members, one per commit: cut off
     * after any of them it is whole.
     */
    void sync(Disk disk) throws IOException {
        if (!dirty) {
            return;
        }
        GZIPOutputStream current = member;
        if (current != null) {
            current.close();
            member = null;
        }
        try {
            disk.sync(channel);
        } catch (IOException e) {
            throw named(e);
        }
        dirty = false;
    }

    /** A channel's exception does not know the file's name. */
    private FileSystemException named(IOException cause) {
        FileSystemException named = new FileSystemException(path.toString(), null, cause.getMessage());
        named.initCause(cause);
        return named;
    }

    /** Gives up a file that no manifest speaks of. */
    void discard() throws IOException {
        close();
        Files.deleteIfExists(path);
    }

    /** The file as it is now. */
    Manifest.Part part() {
        return new Manifest.Part(kind, table, String.valueOf(path.getFileName()), lengthBytes);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Leaves the channel open when a member ends. */
    private final class Sink extends OutputStream {
        @Override
        public void write(int value) throws IOException {
            append(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int start, int count) throws IOException {
            append(bytes, start, count);
        }
    }
}
