package io.headgate.state;

import org.jspecify.annotations.Nullable;

/** Asks the threads of one run to finish their chunk, commit and stop. Any thread may ask; it cannot be taken back. */
public final class StopSignal {

    private final @Nullable StopSignal wider;
    private volatile boolean requested;

    public StopSignal() {
        this.wider = null;
    }

    /** A signal of its own that is also requested when the wider one is. */
    public StopSignal(StopSignal wider) {
        this.wider = wider;
    }

    public void request() {
        requested = true;
    }

    public boolean isRequested() {
        return requested || (wider != null && wider.isRequested());
    }
}
