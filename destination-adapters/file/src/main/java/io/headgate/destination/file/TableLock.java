package io.headgate.destination.file;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** One process at a time, and one thread of it. A holder that stands still is waited for so long and no longer. */
final class TableLock {

    private static final long POLL_MILLIS = 20;

    /** Locks on files are between processes; threads take turns here first. One for all files keeps it simple. */
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    private TableLock() {}

    @FunctionalInterface
    interface Action<T> {
        T run() throws IOException;
    }

    /**
     * @param file made if it is not there, and left; its folder must be there
     * @param wait for another process
     * @throws HeadgateException IO_FAILED if that was not long enough, or the thread was interrupted
     */
    static <T> T holding(Path file, Duration wait, Action<T> action) throws IOException {
        IN_THIS_PROCESS.lock();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // Given back when the channel is closed.
            take(channel, file, wait);
            return action.run();
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }

    private static void take(FileChannel channel, Path file, Duration wait) throws IOException {
        long end = System.nanoTime() + wait.toNanos();
        while (!isTaken(channel)) {
            if (System.nanoTime() - end > 0) {
                throw held(file, "for " + wait.toSeconds() + " s");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw held(file, "until this one was told to stop");
            }
        }
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static HeadgateException held(Path file, String howLong) {
        return new HeadgateException(
                CommonErrorCode.IO_FAILED,
                "another process has held " + file + " " + howLong
                        + ". One that is frozen, on this or another machine, has to go on or be ended; then run again");
    }
}
