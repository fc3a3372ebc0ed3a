package io.headgate.destination.file;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The few operations on files that the protocol stands on, each durable when {@link #sync} calls follow. Any thread.
 *
 * @param fsync whether to wait for the disk; without, what is written survives the process but not a power failure
 */
record Disk(boolean fsync) {

    private static final boolean WINDOWS = System.getProperty("os.name", "").startsWith("Windows");

    /** Creates a folder and what is missing above it, and makes each new name durable in the folder that holds it. */
    void createFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.getParent();
        if (parent != null) {
            createFolders(parent);
        }
        createFolder(folder);
    }

    /** Creates a folder in one that exists; it may exist already. */
    void createFolder(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        Path parent = folder.getParent();
        if (parent != null) {
            syncFolder(parent);
        }
    }

    /** Writes a whole file under a name that nobody reads yet. */
    void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            sync(channel);
        }
    }

    /** Gives a file its final name in one act; what had that name is replaced. */
    static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Gives a file its final name in one act unless there is one of that name; then that one stays. */
    static void renameUnlessThere(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
        } catch (FileAlreadyExistsException e) {
            // Somebody else was first.
        } catch (UnsupportedOperationException | FileSystemException e) {
            // A file system without links.
            rename(from, to);
        }
        Files.deleteIfExists(from);
    }

    void sync(FileChannel channel) throws IOException {
        if (fsync) {
            channel.force(false);
        }
    }

    /** Makes the names in a folder durable. Windows has no such call and needs none. */
    void syncFolder(Path folder) throws IOException {
        if (fsync && !WINDOWS) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** What a user is told when the file system refuses. */
    static HeadgateException failed(Path path, IOException cause) {
        String name = cause instanceof FileSystemException other && other.getFile() != null
                ? other.getFile()
                : path.toString();
        if (cause instanceof AccessDeniedException) {
            return new HeadgateException(
                    CommonErrorCode.ACCESS_DENIED,
                    "No right to write " + name
                            + "; give the user that runs this the right to read and write it, then rerun.",
                    cause);
        }
        if (cause instanceof AtomicMoveNotSupportedException) {
            return new HeadgateException(
                    CommonErrorCode.IO_FAILED,
                    name
                            + " cannot be renamed into another file system in one act; keep all tables of a destination in one"
                            + " file system, then rerun.",
                    cause);
        }
        if (cause instanceof FileAlreadyExistsException) {
            return new HeadgateException(
                    CommonErrorCode.IO_FAILED,
                    name + " is a file where a folder is needed; remove it or choose another target, then rerun.",
                    cause);
        }
        return new HeadgateException(CommonErrorCode.IO_FAILED, sentence(name, cause), cause);
    }

    private static String sentence(String name, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return name + " has vanished; nothing but this program may change what lies under " + WorkFolder.HOME
                    + ". Rerun; what is missing will be named.";
        }
        return "Writing " + name + " failed (" + reason(cause) + "). Free space or repair the disk, then rerun:"
                + " it resumes after the last committed record.";
    }

    private static @Nullable String reason(IOException cause) {
        return cause instanceof FileSystemException other && other.getReason() != null
                ? other.getReason()
                : cause.getMessage();
    }
}
