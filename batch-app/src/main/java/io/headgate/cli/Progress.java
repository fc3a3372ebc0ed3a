package io.headgate.cli;

import io.headgate.state.ProgressListener;

/** Shows how far a run is, until it is closed. */
interface Progress extends ProgressListener, AutoCloseable {

    /** Bars on a terminal, else lines in the log. */
    static Progress of(boolean terminal) {
        return terminal ? new ProgressBars() : new ProgressLines();
    }

    /** Closing twice does nothing. */
    @Override
    void close();
}
