package io.headgate.state;

/** Asks the threads of one run to finish their chunk, commit and stop. Any thread may ask; it cannot be taken back. */
public final class StopSignal {

    private volatile boolean requested;

    public void request() {
        requested = true;
    }

    public boolean isRequested() {
        return requested;
    }
}
