package io.headgate.api.destination;

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
     * Makes the target ready: creates or extends tables and folders, and records every partition of the plan with {@link
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
