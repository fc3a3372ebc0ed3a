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
        try (Held held = tryTake(longestWait)) {
            if (held == null) {
                throw new IOException("another process has held the lock file " + file + " for "
                        + longestWait.toMillis() / 1000.0 + " s. If that process is frozen, end it; then run the same"
                        + " command again");
            }
            return action.run();
        }
    }

    /**
     * As {@link #hold}, until it is given back by the thread that has taken it. A thread that has it must not take it again.
     *
     * @param wait for another process; zero asks once
     * @return null if another process holds it for that long
     * @throws IOException if the file cannot be opened or locked
     */
    public @Nullable Held tryTake(Duration wait) throws IOException {
        long until = System.nanoTime() + wait.toNanos();
        Path folder = Objects.requireNonNull(file.getParent(), "a file lies in a folder");
        Files.createDirectories(folder);
        Path real = folder.toRealPath().resolve(file.getFileName());
        ReentrantLock turn = IN_PROCESS.computeIfAbsent(real, path -> new ReentrantLock());
        turn.lock();
        Held held = null;
        try {
            held = open(real, turn, until);
            return held;
        } finally {
            if (held == null) {
                turn.unlock();
            }
        }
    }

    private static @Nullable Held open(Path real, ReentrantLock turn, long until) throws IOException {
        FileChannel channel = FileChannel.open(real, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = await(channel, until);
            return locked ? new Held(channel, turn) : null;
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    /** The lock, in the hands of the thread that has taken it. */
    public static final class Held implements AutoCloseable {
        private final FileChannel channel;
        private final ReentrantLock turn;

        private Held(FileChannel channel, ReentrantLock turn) {
            this.channel = channel;
            this.turn = turn;
        }

        /** Gives it back; to be called once, by the same thread. */
        @Override
        public void close() throws IOException {
            try {
                channel.close();
            } finally {
                turn.unlock();
            }
        }
    }

    private static boolean await(FileChannel channel, long until) throws IOException {
        FileLock lock = tryLock(channel);
        while (lock == null) {
            if (System.nanoTime() - until >= 0) {
                return false;
            }
            pause();
            lock = tryLock(channel);
        }
        return true;
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
