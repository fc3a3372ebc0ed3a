package io.headgate.api.source;

import io.headgate.api.data.RowSchema;
import io.headgate.api.state.StreamState;
import java.util.List;
import java.util.Map;

/**
 * A named subset of a source that can be read on its own: a table, an endpoint, a file pattern.
 *
 * <p>Order of calls within a job instance: {@link #schema} and {@link #partitions} once, when the instance is planned; the plan is
 * stored. Then {@link #open} for each partition, again after every restart, perhaps in another process, with the stored
 * partition, so nothing may depend on what {@code partitions} left behind in memory. Any thread may call; a cursor belongs to one
 * thread at a time.
 */
public interface IDataSourceStream {

    /** Unique in its source, stable across runs, at most 80 characters. */
    String name();

    /** Declared or inferred from a sample. */
    RowSchema schema();

    /**
     * Cuts what is to be read in this run into parts that can be read independently. Their union is the whole; none overlaps
     * another. The default is one part, {@link StreamPartition#WHOLE}, which continues from the stream's stored state.
     *
     * @param hint how many partitions will run at the same time; a plan may have more or fewer
     * @return empty if there is nothing new to read
     */
    default List<StreamPartition> partitions(int hint) {
        return List.of(StreamPartition.WHOLE);
    }

    /**
     * Opens a partition.
     *
     * @param partition as {@code partitions} returned it, perhaps in an earlier process
     * @param from the state of the last payload that is durable. At the first open of a job instance: the stream's stored state
     *     for {@link StreamPartition#WHOLE}, and {@link StreamState#EMPTY} for any other partition
     * @param options the schema planned for this instance, and the size of payload that is wanted
     */
    PayloadCursor open(StreamPartition partition, StreamState from, ReadOptions options);

    /**
     * How many records a plan has, by the source's own word and not by having read them: what was read is then compared with it.
     * Called after all partitions of an instance have ended, perhaps by another process than has read them.
     *
     * @param partitions all of the plan, as {@link #partitions} returned them
     * @param before the stream's stored state when the instance was planned
     * @return -1 if the source cannot tell, or only about
     */
    default long records(List<StreamPartition> partitions, StreamState before) {
        return -1;
    }

    /**
     * The stream's state after all partitions of an instance have ended; the next run starts from it.
     *
     * @param finished each partition of the plan with the state of its last payload ({@link StreamState#EMPTY} if it gave none)
     * @param before the stream's stored state when the instance was planned
     */
    default StreamState stateAfter(Map<StreamPartition, StreamState> finished, StreamState before) {
        StreamState whole = finished.get(StreamPartition.WHOLE);
        return whole == null || whole.isEmpty() ? before : whole;
    }
}
