package io.headgate.api.destination;

import java.util.List;

/**
 * A configured place to land streams in. Order of calls: {@link #guarantee}, then {@link #prepare} or {@link #attach} per stream,
 * then {@link #close}. Any thread may call; streams of one flow are prepared in parallel.
 */
public interface IDataDestination extends AutoCloseable {

    /**
     * What this destination promises for a mode. No I/O. A flow's mode is checked by this call when its configuration is read.
     *
     * @throws io.headgate.api.error.HeadgateException {@code INVALID_CONFIGURATION} if it does not have the mode, with a sentence
     *     that names what has; {@link #prepare} throws the same
     */
    DeliveryGuarantee guarantee(WriteMode mode);

    /**
     * How the columns of the target that is there now differ from {@link StreamPlan#target}. Changes nothing. Called before {@link
     * #prepare}, for every {@link SchemaMode}: the caller fails, leaves fields out or rejects records by what it is told, so that
     * a plan of a mode other than {@link SchemaMode#EVOLVE} comes to {@code prepare} with such fields only that the target has.
     *
     * @return one entry per column that differs, in the order of the fields and then of the target; empty if they agree or if there
     *     is no target yet
     */
    List<SchemaDifference> compare(StreamPlan plan);

    /**
     * Whether there is a target already, in which {@link #compare} would find differences. Changes nothing. By default a field of a
     * name that no target has is compared with it: only a target that is not there has no difference then.
     */
    default boolean hasTarget(StreamPlan plan) {
        return !compare(plan.withUnknownField()).isEmpty();
    }

    /**
     * Makes the target ready: creates tables and folders that are missing, and, with {@link SchemaMode#EVOLVE}, adds the columns
     * and widens the types that {@link #compare} names; with the other modes a target that is there keeps its columns as they are.
     * Records every partition of the plan with {@link
     * io.headgate.api.state.Checkpoint#NONE}, so that later only planned partitions can be opened. Called once per job instance
     * and again if the process died within it: repeating it changes nothing and never moves a checkpoint back.
     *
     * @throws io.headgate.api.error.HeadgateException if the target cannot hold the stream; nothing was moved then
     */
    StreamTarget prepare(StreamPlan plan);

    /** The target of a stream that has been prepared before, perhaps by another process. Changes nothing. */
    StreamTarget attach(StreamPlan plan);

    /** Releases everything. Closing twice does nothing. */
    @Override
    void close();
}
