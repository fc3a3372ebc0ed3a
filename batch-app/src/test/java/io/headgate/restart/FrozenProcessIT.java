package io.headgate.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.restart.JarProcess.Exit;
import io.headgate.restart.Scenario.Setup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A process that is frozen for longer than its lease, is taken for dead and wakes up behind its successor. It must look as if it ran
 * elsewhere, since a living process of the same machine is left alone: it gets a process id namespace of its own.
 */
class FrozenProcessIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = Landing.Kind.class,
            names = {"FILE", "POSTGRESQL"})
    void cannotWriteBehindItsSuccessor(Landing.Kind landing) throws Exception {
        Assumptions.assumeTrue(canUnshare(), "needs the right to make a namespace");
        Scenario scenario = Scenario.create(
                        folder,
                        Setup.of(landing, 1, Repository.Kind.POSTGRESQL)
                                .rows(60_000)
                                .chunkRows(100))
                .unpacked();
        try (JarProcess frozen = scenario.launch()
                .through("unshare", "--pid", "--fork", "--kill-child")
                .start("flow=" + Scenario.FLOW)) {
            frozen.awaitStart();
            frozen.awaitUntil("the first chunk", () -> scenario.repository().recordsWritten(Scenario.FLOW) > 0);
            frozen.signalChild("STOP");
            Exit successor = scenario.run();
            assertThat(successor.code()).as(successor.all()).isZero();
            assertThat(scenario.verify()).matches(Verification::isExact);

            frozen.signalChild("CONT");
            Exit late = frozen.await();
            assertThat(late.code()).as(late.all()).isEqualTo(3);
            assertThat(late.all())
                    .contains("was taken over by another process")
                    .doesNotContain("\tat ", "Run the same command again", "OptimisticLocking");
        }
        assertThat(scenario.verify()).matches(Verification::isExact);
        assertThat(scenario.isCompleted()).isTrue();
    }

    private static boolean canUnshare() throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder("unshare", "--pid", "--fork", "--kill-child", "true").start();
        } catch (IOException e) {
            return false;
        }
        return process.waitFor(Duration.ofSeconds(20).toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)
                && process.exitValue() == 0;
    }
}
