package io.headgate.step;

import io.headgate.api.destination.DeliveryGuarantee;
import java.time.Duration;

/**
 * How often the JobRepository is told of a partition's chunks. It need not know of each: where to go on is the destination's word, which has
 * the checkpoint with the rows, and loses both at once if it loses any. Only a destination that may have rows without their checkpoint leaves
 * the JobRepository as the one to ask, and it is told of every chunk. For one thread.
 */
final class RepositoryPace {

    private final long intervalNanos;
    private boolean told;
    private long toldAt;
    private boolean behind;

    private RepositoryPace(Duration interval) {
        this.intervalNanos = interval.toNanos();
    }

    static RepositoryPace of(FlowRuntime runtime) {
        boolean alone =
                runtime.destination().guarantee(runtime.options().mode()).level()
                        == DeliveryGuarantee.Level.AT_LEAST_ONCE;
        return new RepositoryPace(alone ? Duration.ZERO : runtime.options().repositoryInterval());
    }

    /**
     * Whether the JobRepository is told of the chunk that ends now. Of the first that is durable it always is: from then on it knows that
     * there is something to be found in the destination.
     *
     * @param durable whether anything is
     * @param must whether it has to be
     */
    boolean tells(boolean durable, boolean must) {
        long now = System.nanoTime();
        behind = told && !must && now - toldAt < intervalNanos;
        if (!behind) {
            told = durable;
            toldAt = now;
        }
        return !behind;
    }

    /** Whether it has not been told of the last chunk. */
    boolean isBehind() {
        return behind;
    }
}
