package io.headgate.api.source;

import java.util.List;

/**
 * What an {@link IDataSourceStream} implements besides if it can tell more of a run to come than the number of records. For {@code
 * plan}; called while its source is connected, after {@link IDataSourceStream#partitions}.
 */
public interface ReadOutline {

    /**
     * About how many bytes the source will have to read.
     *
     * @param partitions what is planned
     * @return -1 if not known
     */
    long estimatedBytes(List<StreamPartition> partitions);

    /** What would be sent to the source, in its language (SQL, requests), without secrets; empty if nothing is. */
    default List<String> statements(List<StreamPartition> partitions) {
        return List.of();
    }
}
