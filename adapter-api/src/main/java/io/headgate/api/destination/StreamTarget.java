package io.headgate.api.destination;

/**
 * The place where one stream of one job instance lands. Partitions are opened by several threads or processes at the same time;
 * {@link #publish} and {@link #forget} are called by one.
 */
public interface StreamTarget extends AutoCloseable {

    /**
     * Opens a partition for writing and takes it over from any older run.
     *
     * <p>From here on a commit by a writer with a smaller epoch is refused by the destination itself, in the same atomic act that
     * would make it durable: a process that was frozen and wakes up cannot write behind its successor. What an older writer left
     * uncommitted is removed.
     *
     * @param epoch larger in every later run of the instance
     * @throws io.headgate.api.error.HeadgateException {@code FENCED} if a larger epoch has been here, or if the partition is not
     *     (or no longer) planned
     */
    PartitionWriter open(PartitionKey key, long epoch);

    /**
     * Makes the stream visible where it is not yet, in one act: renames finished files, swaps a staging table, applies it by key.
     * Called after all partitions are finished; again if the process died within it, and then it completes what is left to do,
     * or does nothing if all was done. A staged mode ({@link WriteMode#isStaged}) leaves what readers see as it was up to here.
     *
     * <p>{@link WriteMode#MERGE}: of the records with the same key the last one in source order counts, over all partitions.
     * {@link WriteMode#SCD2}: the history of each key that occurs becomes that of all its versions, those landed before and those
     * of this instance, in the order of their beginnings and then of the source; of those that begin at the same time the last
     * one counts, neighbours with the same hash are one, and a version ends where the next one, or a deletion, begins.
     *
     * @param epoch as for {@link #open}; a smaller one than the last seen is refused
     */
    void publish(long epoch);

    /**
     * Reads from the target what it holds of this instance. Called after {@link #publish}, before {@link #forget}, by one thread,
     * perhaps again; changes nothing. Counts what is there, not what was sent: rows that somebody has removed since are missing.
     *
     * @param level COUNT or CHECKSUM. Counting must be cheap compared with landing: where it would mean reading much more than
     *     the run has landed, the answer is {@link Holdings#unknown}
     */
    default Holdings holdings(ReconcileLevel level) {
        return Holdings.unknown("this destination does not read back what it holds");
    }

    /**
     * Removes the checkpoints of this instance and whatever else was needed only to restart it. Called after the JobRepository
     * has recorded that the instance is completed or given up, and perhaps again. It is no error if nothing is there.
     *
     * <p>An instance of a staged mode that was never published has landed nothing, and takes its rejected records with it: the next
     * one reads and rejects them anew.
     */
    void forget();

    /** Releases everything. Closing twice does nothing. */
    @Override
    void close();
}
