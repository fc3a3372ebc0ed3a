package io.headgate.api.state;

/**
 * The exact place up to which a partition's records are durable.
 *
 * @param sequence number of commits so far in this partition and job instance, from 1; 0 is the beginning. Of two checkpoints of
 *     one partition the one with the larger sequence is ahead
 * @param recordsRead source records covered, rejected and filtered ones included
 * @param recordsWritten records of them that are in the target
 * @param recordsRejected records of them that are in the reject store. {@code recordsRead - recordsWritten - recordsRejected} were
 *     filtered out on purpose
 * @param state the stream's state after those records, as JSON text. A destination stores it and gives it back to the letter; it
 *     never looks inside. Its length is not bounded
 * @param complete true if the partition has ended: nothing follows
 */
public record Checkpoint(
        long sequence, long recordsRead, long recordsWritten, long recordsRejected, String state, boolean complete) {

    /** The checkpoint of a partition of which nothing is durable yet. */
    public static final Checkpoint NONE = new Checkpoint(0, 0, 0, 0, "{}", false);

    public Checkpoint {
        if (sequence < 0 || recordsRead < 0 || recordsWritten < 0 || recordsRejected < 0) {
            throw new IllegalArgumentException("A checkpoint counts from 0: " + sequence + ", " + recordsRead + ", "
                    + recordsWritten + ", " + recordsRejected);
        }
    }

    /** Whether this checkpoint covers more than the other one of the same partition. */
    public boolean isAheadOf(Checkpoint other) {
        return sequence > other.sequence;
    }
}
