package io.headgate.job;

/** How a run ended, with the exit code of the process. */
public enum RunOutcome {
    COMPLETED(0),
    /** All has landed, but the destination does not hold what was sent, or a check on a stream failed. */
    CHECK_FAILED(5),
    /** The rerun resumes. */
    FAILED(1),
    /** Another process runs this flow; nothing was touched. */
    RUNNING_ELSEWHERE(3),
    /** This process was frozen or cut off for longer than its lease, and another has gone on with its run. */
    TAKEN_OVER(3),
    /** Stopped on request; the rerun resumes. */
    STOPPED(4);

    private final int exitCode;

    RunOutcome(int exitCode) {
        this.exitCode = exitCode;
    }

    /** Whether the run has come to its end, so that there is nothing to resume. */
    public boolean isEnd() {
        return this == COMPLETED || this == CHECK_FAILED;
    }

    public int exitCode() {
        return exitCode;
    }
}
