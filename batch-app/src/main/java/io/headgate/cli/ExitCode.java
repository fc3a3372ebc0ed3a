package io.headgate.cli;

import java.util.Collection;
import java.util.List;

/** Exit codes of the process. */
final class ExitCode {

    static final int COMPLETED = 0;
    static final int FAILED = 1;
    /** Wrong usage or configuration, nothing was started. */
    static final int USAGE = 2;

    static final int RUNNING_ELSEWHERE = 3;
    static final int STOPPED = 4;
    static final int CHECK_FAILED = 5;

    private static final List<Integer> WORST_FIRST =
            List.of(FAILED, USAGE, RUNNING_ELSEWHERE, STOPPED, CHECK_FAILED, COMPLETED);

    private ExitCode() {}

    /** The code for several flows. */
    static int worst(Collection<Integer> codes) {
        return WORST_FIRST.stream().filter(codes::contains).findFirst().orElse(COMPLETED);
    }
}
