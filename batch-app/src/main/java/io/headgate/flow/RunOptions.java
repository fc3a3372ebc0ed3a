package io.headgate.flow;

import io.headgate.job.RunNames;
import io.headgate.state.ProgressListener;
import io.headgate.state.StopSignal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one run may do beyond resuming or starting.
 *
 * @param fresh abandon an unfinished instance and start a new one
 * @param force land rows again that an abandoned instance has already made durable
 * @param run the name of the run that is to be completed: resumed if it is unfinished, started if it is unknown, left alone if it is
 *     completed already; null for whatever is due
 * @param parameters further {@code key=value} pairs, recorded with the run: no secrets
 * @param progress told after every chunk
 * @param stop ends the run after the chunk under way, or before it has begun
 */
public record RunOptions(
        boolean fresh,
        boolean force,
        @Nullable String run,
        Map<String, String> parameters,
        ProgressListener progress,
        StopSignal stop) {

    /**
     * @throws IllegalArgumentException if {@code run} cannot be a name
     */
    public RunOptions {
        String mistake = run == null ? null : RunNames.mistake(run);
        if (mistake != null) {
            throw new IllegalArgumentException(mistake);
        }
        parameters = Map.copyOf(parameters);
    }

    public static RunOptions defaults() {
        return new RunOptions(false, false, null, Map.of(), ProgressListener.NONE, new StopSignal());
    }

    /** The same, giving up an unfinished instance. */
    public RunOptions startingAnew(boolean forced) {
        return new RunOptions(true, forced, run, parameters, progress, stop);
    }

    /** The same, for the run of this name. */
    public RunOptions named(String name) {
        return new RunOptions(fresh, force, name, parameters, progress, stop);
    }

    /** The same, to be stopped by this signal, which may be that of several runs. */
    public RunOptions stoppedBy(StopSignal signal) {
        return new RunOptions(fresh, force, run, parameters, progress, signal);
    }
}
