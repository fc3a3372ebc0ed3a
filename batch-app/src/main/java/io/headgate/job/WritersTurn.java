package io.headgate.job;

import io.headgate.api.io.LockFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose turn it is to write to the embedded JobRepository, of the threads of this process and of all processes. A thread that has it may
 * take it again, and has to give it back as often.
 *
 * <p>A process that is frozen in its turn is waited for once and then passed over: it does not write either, and a database that nobody
 * can write to would be worse than one that is not safe against a kill while it wakes up.
 */
final class WritersTurn {

    private static final Logger LOG = LoggerFactory.getLogger(WritersTurn.class);

    private final ReentrantLock threads = new ReentrantLock();
    private final LockFile processes;
    private final Duration longestWait;
    private LockFile.@Nullable Held held;
    /** Of another process: zero while the last wait for one was in vain. */
    private Duration wait;

    /**
     * @param file the lock between the processes that share the database
     * @param longestWait for another process; a transaction that writes takes milliseconds
     */
    WritersTurn(Path file, Duration longestWait) {
        this.processes = new LockFile(file);
        this.longestWait = longestWait;
        this.wait = longestWait;
    }

    void take() {
        threads.lock();
        if (threads.getHoldCount() == 1) {
            held = fromProcesses();
        }
    }

    void giveBack() {
        try {
            if (threads.getHoldCount() == 1 && held != null) {
                held.close();
            }
        } catch (IOException e) {
            LOG.debug("The turn to write to the JobRepository was not given back properly", e);
        } finally {
            if (threads.getHoldCount() == 1) {
                held = null;
            }
            threads.unlock();
        }
    }

    /** Whether a thread of this process waits for it. */
    boolean isAwaited() {
        return threads.hasQueuedThreads();
    }

    private LockFile.@Nullable Held fromProcesses() {
        try {
            LockFile.Held taken = processes.tryTake(wait);
            if (taken == null && !wait.isZero()) {
                LOG.warn(
                        "Another process has kept the JobRepository from being written to for {}; not waiting for it",
                        wait);
            }
            wait = taken == null ? Duration.ZERO : longestWait;
            return taken;
        } catch (IOException e) {
            LOG.debug("No turns between processes that write to the JobRepository: {}", e.getMessage());
            return null;
        }
    }
}
