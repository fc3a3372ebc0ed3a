package io.headgate.restart;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** What a round of chaos may do to a run, and how often it is chosen against the others. */
enum ChaosFault {
    KILL_AT_RANDOM("SIGKILL at a random moment", 38),
    KILL_AT_POINT("SIGKILL at a fault point", 34),
    TERMINATE("SIGTERM at a random moment", 5),
    THROW("exception at a fault point", 6),
    END_SESSION("database session ended (`pg_terminate_backend`)", 8),
    CUT("connection cut in a commit", 10),
    FREEZE("frozen past the lease, thawed behind its successor", 4);

    /** All, unless a series is to be made of some of them only. */
    private static final Set<ChaosFault> ALLOWED = Arrays.stream(
                    System.getProperty("chaos.faults", "").split(","))
            .filter(name -> !name.isBlank())
            .map(ChaosFault::valueOf)
            .collect(
                    Collectors.collectingAndThen(Collectors.toSet(), some -> some.isEmpty() ? Set.of(values()) : some));

    private final String label;
    private final int weight;

    ChaosFault(String label, int weight) {
        this.label = label;
        this.weight = weight;
    }

    String label() {
        return label;
    }

    /** Whether it ends the process by SIGKILL when it hits. */
    boolean isKill() {
        return this == KILL_AT_RANDOM || this == KILL_AT_POINT;
    }

    /** Whether the flow may come to its end in spite of it, in the same process or in a successor. */
    private boolean mayEndIt() {
        return this == END_SESSION || this == CUT || this == FREEZE;
    }

    private boolean fits(Scenario.Setup setup) {
        boolean server = setup.landing() == Landing.Kind.POSTGRESQL || setup.repository() == Repository.Kind.POSTGRESQL;
        return switch (this) {
            case END_SESSION, CUT -> server;
            case FREEZE -> JarProcess.canUnshare();
            default -> true;
        };
    }

    /**
     * Chooses one.
     *
     * @param early whether the round has just begun: then none that may end it
     */
    static ChaosFault choose(Scenario.Setup setup, boolean early, Random random) {
        List<ChaosFault> fitting = Arrays.stream(values())
                .filter(fault -> ALLOWED.contains(fault) && fault.fits(setup) && !(early && fault.mayEndIt()))
                .toList();
        if (fitting.isEmpty()) {
            return KILL_AT_RANDOM;
        }
        int left =
                random.nextInt(fitting.stream().mapToInt(fault -> fault.weight).sum());
        for (ChaosFault fault : fitting) {
            left -= fault.weight;
            if (left < 0) {
                return fault;
            }
        }
        throw new AssertionError("weights do not add up");
    }
}
