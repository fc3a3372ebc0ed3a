package io.headgate.api.destination;

import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.state.Checkpoint;
import org.jspecify.annotations.Nullable;

/**
 * Writes one partition. Used by one thread at a time.
 *
 * <p>Order of calls: {@link #lastCommitted} first; then for each chunk {@link #write} zero or more times and {@link #commit} once;
 * then {@link #finish} once, perhaps after some more writes; {@link #close} at any time. After an exception only {@code close} may
 * be called; the partition is opened anew.
 */
public interface PartitionWriter extends AutoCloseable {

    /** What the destination itself remembers of this partition, or null if it has committed nothing yet. */
    @Nullable
    Checkpoint lastCommitted();

    /**
     * Takes records and those rejected by the source ({@code payload.rejected()}), which go to the reject store in the same
     * commit. A record that this destination cannot hold goes to the reject store as well, and is reported to {@code rejects}; so
     * does, in a mode with a key, a record with a null in its key ({@code KEY_NULL}) or in the effective field ({@code
     * EFFECTIVE_NULL}).
     * Keeps no reference to the payload after it returns.
     *
     * @param rejects called for records that this destination rejects, before they are stored; throws if there are too many. Not
     *     called for {@code payload.rejected()}, which the caller has counted already
     */
    void write(DataSourcePayload payload, Rejects rejects);

    /**
     * Ends a chunk: makes rows, rejected records and the checkpoint durable in one atomic act.
     *
     * @return what is durable now. Normally {@code upTo}; a writer that holds rows back returns an older one, {@link
     *     Checkpoint#NONE} while nothing is
     * @throws io.headgate.api.error.HeadgateException {@code FENCED} if a younger run has taken over; {@code
     *     COMMIT_OUTCOME_UNKNOWN} if the connection died within it
     */
    Checkpoint commit(Checkpoint upTo);

    /** Ends the partition: everything is durable when it returns. {@code upTo.complete()} is true. */
    void finish(Checkpoint upTo);

    /** Releases everything; what is not committed is given up. Closing twice does nothing. */
    @Override
    void close();
}
