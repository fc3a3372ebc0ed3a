package io.headgate.source.http;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Keeps requests apart, over all streams and partitions of a source. Any thread. */
final class HttpPace {

    private static final double SECOND = 1e9;

    private long intervalNanos;
    private long next = System.nanoTime();

    /**
     * @param perSecond requests per second; 0 for no limit
     */
    HttpPace(double perSecond) {
        this.intervalNanos = perSecond > 0 ? (long) (SECOND / perSecond) : 0;
    }

    /** From now on at least so long between two requests, for instance because a robots.txt asks for it. */
    synchronized void slowDown(Duration interval) {
        intervalNanos = Math.max(intervalNanos, interval.toNanos());
    }

    /** Waits until it is this request's turn. */
    void await() {
        awaitUntil(reserve());
    }

    /** Waits until a time, by {@link System#nanoTime}. */
    static void awaitUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.currentThread().isInterrupted()) {
                throw new HeadgateException(CommonErrorCode.IO_FAILED, "interrupted while waiting to send a request");
            }
        }
    }

    private synchronized long reserve() {
        long now = System.nanoTime();
        long turn = next - now > 0 ? next : now;
        next = turn + intervalNanos;
        return turn;
    }
}
