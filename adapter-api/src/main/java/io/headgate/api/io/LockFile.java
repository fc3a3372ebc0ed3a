package io.headgate.api.io;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets one at a time change files that belong together, of the threads of this process and of all processes. A process that is
 * frozen while it holds the file must not stop the others for ever: they wait for it for a while and then fail.
 *
 * <p>Any thread may call. Between machines it is as good as the locks of the file system that they share.
 */
public final class LockFile {

    /** Longer than small files take to be written. */
    public static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private static final long POLL_MILLIS = 2;

    /**
     * File locks are per process: its threads take turns here first. More than that, only the one whose turn it is may open the
     * file, because closing any channel of it gives up the process's lock on some systems.
     */
    private static final Map<Path, ReentrantLock> IN_PROCESS = new ConcurrentHashMap<>();

    private final Path file;
    private final Duration longestWait;

    /** Waits for {@link #LONGEST_WAIT}. */
    public LockFile(Path file) {
        this(file, LONGEST_WAIT);
    }

    /**
     * @param file the lock alone; nothing is written to it
     * @param longestWait for another process
     */
    public LockFile(Path file, Duration longestWait) {
        this.file = file.toAbsolutePath();
        this.longestWait = longestWait;
    }

    /** What is done under the lock. */
    @FunctionalInterface
    public interface Action<T> {
        T run() throws IOException;
    }

    /**
     * Makes the folder and the file if need be. The file stays: a lock on a file that somebody removes keeps nobody out.
     *
     * @throws IOException the action's, or saying that another process keeps the lock
     */
    public <T> T hold(Action<T> action) throws IOException {
        long until = System.nanoTime() + longestWait.toNanos();
        Path folder = Objects.requireNonNull(file.getParent(), "a file lies in a folder");
        Files.createDirectories(folder);
        Path real = folder.toRealPath().resolve(file.getFileName());
        ReentrantLock turn = IN_PROCESS.computeIfAbsent(real, path -> new ReentrantLock());
        turn.lock();
        try (FileChannel channel = FileChannel.open(real, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = await(channel, until)) {
            return action.run();
        } finally {
            turn.unlock();
        }
    }

    private FileLock await(FileChannel channel, long until) throws IOException {
        FileLock lock = tryLock(channel);
        while (lock == null) {
            if (System.nanoTime() - until >= 0) {
                throw new IOException("another process has held the lock file " + file + " for "
                        + longestWait.toMillis() / 1000.0 + " s. If that process is frozen, end it; then run the same"
                        + " command again");
            }
            pause();
            lock = tryLock(channel);
        }
        return lock;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another class loader of this process has it: it is held like any other.
            return null;
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while another process held the lock");
        }
    }
}
