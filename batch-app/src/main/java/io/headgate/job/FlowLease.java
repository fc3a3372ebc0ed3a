package io.headgate.job;

import io.headgate.step.FailureDescription;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lease that is held, and renewed by a thread of its own until it is closed. */
final class FlowLease implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FlowLease.class);

    private final String flow;
    private final ScheduledExecutorService renewal;
    private final LeaseRow row;
    private volatile Runnable onLoss = () -> {};
    private volatile boolean lost;
    /** Since the last renewal that succeeded; said once. */
    private boolean failing;

    /**
     * @param every how often it is renewed
     */
    // What goes wrong in a renewal is told by it.
    @SuppressWarnings("FutureReturnValueIgnored")
    FlowLease(String flow, LeaseRow row, Duration every) {
        this.flow = flow;
        this.row = row;
        this.renewal = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "lease-" + flow);
            thread.setDaemon(true);
            return thread;
        });
        long millis = every.toMillis();
        renewal.scheduleWithFixedDelay(this::renew, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** What to do when another process has taken the lease: this one was frozen for longer than the lease lasts. */
    void onLoss(Runnable action) {
        onLoss = action;
    }

    /** Asks the database whether the lease still holds, now and not at the next renewal. */
    boolean confirm() {
        renew();
        return !lost;
    }

    /**
     * A database that does not answer is tried again: the lease holds until its time is up, and beyond it as long as nobody else takes
     * it.
     */
    private synchronized void renew() {
        if (lost) {
            return;
        }
        try {
            boolean held = row.renew();
            failing = false;
            if (!held) {
                lost = true;
                LOG.error(
                        "The lease of flow {} ran out while this process was frozen or cut off, and another has taken it;"
                                + " stopping",
                        flow);
                onLoss.run();
            }
        } catch (RuntimeException e) {
            // Of whatever kind: an exception that got out would end the renewal for good, without a word.
            if (!failing) {
                LOG.warn(
                        "The lease of flow {} cannot be renewed now and is tried again: the JobRepository's database says '{}'",
                        flow,
                        FailureDescription.reason(e));
            }
            failing = true;
        }
    }

    @Override
    public synchronized void close() {
        renewal.shutdown();
        if (lost) {
            return;
        }
        try {
            row.release();
        } catch (RuntimeException e) {
            // The run is over: this must not make a failure of it.
            LOG.warn(
                    "The lease of flow {} could not be released and ends by itself: {}",
                    flow,
                    FailureDescription.reason(e));
        }
    }
}
