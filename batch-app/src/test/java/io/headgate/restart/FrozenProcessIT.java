package io.headgate.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.restart.JarProcess.Exit;
import io.headgate.restart.JarProcess.Launch;
import io.headgate.restart.PgWire.Cut;
import io.headgate.restart.PgWire.Where;
import io.headgate.restart.Scenario.Setup;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process that is frozen for longer than its lease, is taken for dead and wakes up behind its successor. It must look as if it ran
 * elsewhere, since a living process of the same machine is left alone: it gets a process id namespace of its own.
 */
class FrozenProcessIT {

    private static final int LEASE_SECONDS = 6;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @BeforeEach
    void needsTheRightToMakeANamespace() {
        Assumptions.assumeTrue(JarProcess.canUnshare(), "needs the right to make a namespace");
    }

    private Scenario scenario(Landing.Kind landing) {
        return Scenario.create(
                        folder,
                        Setup.of(landing, 1, Repository.Kind.POSTGRESQL)
                                .rows(60_000)
                                .chunkRows(100))
                .unpacked();
    }

    private static JarProcess startElsewhere(Launch launch) {
        return launch.through("unshare", "--pid", "--fork", "--kill-child").start("flow=" + Scenario.FLOW);
    }

    @ParameterizedTest
    @EnumSource(
            value = Landing.Kind.class,
            names = {"FILE", "POSTGRESQL"})
    void cannotWriteBehindItsSuccessor(Landing.Kind landing) {
        Scenario scenario = scenario(landing);
        Launch launch = scenario.launch().leaseSeconds(LEASE_SECONDS);
        try (JarProcess frozen = startElsewhere(launch)) {
            frozen.awaitStart();
            frozen.awaitUntil("the first chunk", () -> scenario.repository().recordsWritten(Scenario.FLOW) > 0);
            frozen.signalChild("STOP");
            assertIsSucceeded(scenario, launch, frozen);
        }
    }

    /** The rows that it has updated there stay locked until its session ends, and it will not end it. */
    @Test
    void doesNotBlockItsSuccessorFromTheMiddleOfACommitInTheJobRepository() {
        Scenario scenario = scenario(Landing.Kind.FILE);
        Launch launch = scenario.launch().leaseSeconds(LEASE_SECONDS);
        String url = ((Repository.Server) scenario.repository()).url();
        try (PgWire wire = PgWire.to(Postgres.port());
                JarProcess frozen = startElsewhere(launch.with(
                        "SPRING_DATASOURCE_URL", url.replace(":" + Postgres.port() + "/", ":" + wire.port() + "/")))) {
            frozen.awaitStart();
            frozen.awaitUntil("the first chunk", () -> scenario.repository().recordsWritten(Scenario.FLOW) > 0);
            Cut held = new Cut(Where.HOLD_COMMIT, 5);
            wire.arm(held);
            frozen.awaitUntil("a commit that does not arrive", held::isDone);
            frozen.signalChild("STOP");
            assertIsSucceeded(scenario, launch, frozen);
        }
    }

    private static void assertIsSucceeded(Scenario scenario, Launch launch, JarProcess frozen) {
        scenario.landTheRestInLargeChunks();
        Exit successor = launch.run("flow=" + Scenario.FLOW);
        assertThat(successor.code()).as(successor.all()).isZero();
        assertThat(scenario.verify()).matches(Verification::isExact);

        frozen.signalChild("CONT");
        Exit late = frozen.await();
        assertThat(late.code()).as(late.all()).isEqualTo(3);
        assertThat(late.all())
                .contains("was taken over by another process")
                .doesNotContain("\tat ", "Run the same command again", "OptimisticLocking");
        assertThat(scenario.verify()).matches(Verification::isExact);
        assertThat(scenario.isCompleted()).isTrue();
    }
}
