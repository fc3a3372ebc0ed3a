package io.headgate.step;

import io.headgate.api.state.Checkpoint;
import io.headgate.state.CheckpointState;
import io.headgate.transform.LandedTotals;
import java.util.List;

/**
 * What became of the records of a finished stream, over all partitions and all executions of its run.
 *
 * @param read rejected and filtered ones included
 */
record StreamCounts(long read, long written, long rejected, LandedTotals landed) {

    /**
     * @param ends the last checkpoint of each partition
     */
    static StreamCounts of(List<Checkpoint> ends) {
        return new StreamCounts(
                ends.stream().mapToLong(Checkpoint::recordsRead).sum(),
                ends.stream().mapToLong(Checkpoint::recordsWritten).sum(),
                ends.stream().mapToLong(Checkpoint::recordsRejected).sum(),
                new LandedTotals(ends.stream()
                        .map(end -> CheckpointState.read(end.state()).landed())
                        .toList()));
    }
}
