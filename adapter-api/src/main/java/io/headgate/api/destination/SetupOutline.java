package io.headgate.api.destination;

import java.util.List;

/**
 * What an {@link IDataDestination} implements besides if it can tell beforehand what {@link IDataDestination#prepare} would do. For
 * {@code plan}.
 */
public interface SetupOutline {

    /**
     * What would be executed, in the destination's language, in order; empty if all is there. Changes nothing, and takes no lock
     * that anybody would notice.
     *
     * @throws io.headgate.api.error.HeadgateException if the target could not hold the stream, as {@code prepare} would throw it
     */
    List<String> setup(StreamPlan plan);
}
