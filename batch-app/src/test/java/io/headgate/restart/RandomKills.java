package io.headgate.restart;

import io.headgate.restart.JarProcess.Exit;
import java.time.Duration;
import java.util.Random;

/** Runs a scenario's flow again and again, and kills it at random moments. */
final class RandomKills {

    /** How long after the first sign of the run the kill comes, at most. A run takes about twice as long. */
    private static final int LONGEST_MILLIS = 1200;

    private final Scenario scenario;
    private final Random random;
    private int kills;

    RandomKills(Scenario scenario, Random random) {
        this.scenario = scenario;
        this.random = random;
    }

    /** Kills so many times at most, then lets it run to its end; returns that. */
    Exit upTo(int most) {
        for (int i = 0; i < most; i++) {
            Exit exit = once();
            if (exit.code() != 137) {
                return exit;
            }
            kills++;
            if (scenario.isCompleted()) {
                return new Exit(0, exit.out(), exit.err());
            }
        }
        return scenario.run();
    }

    /** Any moment from planning to publishing may be hit: the clock starts when the child has the JobRepository open. */
    Exit once() {
        try (JarProcess child = scenario.start()) {
            child.awaitStart();
            if (child.endsWithin(Duration.ofMillis(random.nextInt(LONGEST_MILLIS)))) {
                return child.await();
            }
            return child.kill();
        }
    }

    int kills() {
        return kills;
    }
}
