package io.headgate.state;

/** Told how far a stream has come. Called by the threads that run the partitions, once per chunk: must be quick. */
@FunctionalInterface
public interface ProgressListener {

    ProgressListener NONE = (stream, records, estimated) -> {};

    /**
     * @param stream name of the stream
     * @param records records covered so far by this job instance, over all partitions
     * @param estimated about how many there are in all; -1 if not known
     */
    void advanced(String stream, long records, long estimated);
}
