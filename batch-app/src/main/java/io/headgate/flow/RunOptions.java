package io.headgate.flow;

import io.headgate.state.ProgressListener;
import java.util.Map;

/**
 * What one run may do beyond resuming or starting.
 *
 * @param fresh abandon an unfinished instance and start a new one
 * @param force land rows again that an abandoned instance has already made durable
 * @param parameters further {@code key=value} pairs, recorded with the run
 * @param progress told after every chunk
 */
public record RunOptions(boolean fresh, boolean force, Map<String, String> parameters, ProgressListener progress) {

    public static RunOptions defaults() {
        return new RunOptions(false, false, Map.of(), ProgressListener.NONE);
    }
}
