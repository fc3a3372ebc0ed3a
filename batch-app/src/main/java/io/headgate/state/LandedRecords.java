package io.headgate.state;

import io.headgate.api.data.RowBatch;
import java.util.BitSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept in mind of the records of one partition that land, over all executions of its run. Its state is part of each
 * checkpoint, so that a crash neither forgets nor doubles anything. One thread.
 */
public interface LandedRecords {

    /** Keeps nothing in mind. */
    LandedRecords NONE = new LandedRecords() {
        @Override
        public void add(RowBatch batch, BitSet rejected, boolean known) {}

        @Override
        public @Nullable Map<String, Object> state() {
            return null;
        }
    };

    /**
     * Adds what the destination has just taken.
     *
     * @param rejected rows of the batch that it has rejected
     * @param known whether these are all that it has rejected
     */
    void add(RowBatch batch, BitSet rejected, boolean known);

    /** What has to be known to go on after this, as JSON has it; null if there is nothing to keep in mind. */
    @Nullable
    Map<String, Object> state();
}
