package io.headgate.fake;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Switches that a test sets before a run. Static, because adapters are made by the engine. */
public final class Faults {

    static volatile boolean failing;
    private static volatile @Nullable Gate gate;

    private Faults() {}

    public static void failing(boolean on) {
        failing = on;
    }

    /** A number at which the source waits until the test lets it go on. */
    public record Gate(long number, CountDownLatch reached, CountDownLatch open) {}

    public static Gate gateAt(long number) {
        Gate made = new Gate(number, new CountDownLatch(1), new CountDownLatch(1));
        gate = made;
        return made;
    }

    public static void reset() {
        failing = false;
        gate = null;
    }

    static HeadgateException unreachable() {
        return new HeadgateException(CommonErrorCode.UNREACHABLE, "the numbers cannot be reached; try again later");
    }

    static void beforeRecord(long number, int failAt) {
        if (failing && number == failAt) {
            throw unreachable();
        }
        Gate current = gate;
        if (current != null && current.number() == number) {
            current.reached().countDown();
            try {
                current.open().await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
