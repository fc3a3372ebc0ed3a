package io.headgate.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.restart.JarProcess.Exit;
import io.headgate.restart.Scenario.Setup;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens to the process, the rerun of the same command ends with every record landed once. */
class RestartIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private Scenario scenario(Setup setup) {
        return Scenario.create(folder, setup).unpacked();
    }

    /**
     * Every destination with both numbers of partitions, every destination with both repositories, every number of partitions with
     * both repositories.
     */
    static Stream<Setup> setups() {
        return Stream.of(
                Setup.of(Landing.Kind.FILE, 1, Repository.Kind.H2),
                Setup.of(Landing.Kind.FILE, 4, Repository.Kind.POSTGRESQL).rejecting(97),
                Setup.of(Landing.Kind.H2, 1, Repository.Kind.POSTGRESQL).rejecting(97),
                Setup.of(Landing.Kind.H2, 4, Repository.Kind.H2),
                Setup.of(Landing.Kind.POSTGRESQL, 1, Repository.Kind.POSTGRESQL),
                Setup.of(Landing.Kind.POSTGRESQL, 4, Repository.Kind.H2).rejecting(97));
    }

    @ParameterizedTest
    @MethodSource("setups")
    void everyRecordLandsOnceHoweverOftenTheProcessDiesOnTheWay(Setup setup) {
        Scenario scenario = scenario(setup);
        for (String fault : faults(setup)) {
            Exit exit = scenario.run(fault);
            assertThat(exit.code()).as("at %s: %s", fault, exit.all()).isEqualTo(FaultPoints.exitCode(fault));
            assertThat(scenario.verify()).as("after %s", fault).matches(Verification::isPartOfIt);
        }
        assertCompletes(scenario);
        assertThat(scenario.repository().recordsWritten(Scenario.FLOW))
                .as("what the executions have written adds up")
                .isEqualTo(scenario.rows().landing().size());
        assertThat(scenario.repository().statuses(Scenario.FLOW))
                .as("one instance, resumed each time")
                .endsWith("COMPLETED")
                .doesNotContain("STARTED", "STARTING", "UNKNOWN", "ABANDONED");
    }

    /** With 1 partition one half of the places, with 4 the other. */
    private static List<String> faults(Setup setup) {
        return Cases.all()
                ? FaultPoints.all(setup.landing(), setup.partitions())
                : FaultPoints.half(setup.landing(), setup.partitions(), setup.partitions() == 1 ? 0 : 1);
    }

    private static void assertCompletes(Scenario scenario) {
        Exit exit = scenario.run();
        assertThat(exit.code()).as(exit.all()).isZero();
        assertThat(scenario.verify()).matches(Verification::isExact);
    }

    static Stream<Setup> randomSetups() {
        return Cases.of(
                Stream.of(Setup.of(Landing.Kind.POSTGRESQL, 4, Repository.Kind.POSTGRESQL)
                        .rows(20_000)
                        .rejecting(997)),
                Stream.of(
                        Setup.of(Landing.Kind.FILE, 4, Repository.Kind.H2)
                                .rows(20_000)
                                .rejecting(997),
                        Setup.of(Landing.Kind.H2, 1, Repository.Kind.H2)
                                .rows(20_000)
                                .rejecting(997)));
    }

    @ParameterizedTest
    @MethodSource("randomSetups")
    void everyRecordLandsOnceAfterKillsAtRandomMoments(Setup setup) {
        Scenario scenario = scenario(setup);
        RandomKills kills = new RandomKills(scenario, new Random(setup.hashCode()));
        Exit last = kills.upTo(3);
        assertThat(last.code()).as(last.all()).isZero();
        assertThat(scenario.verify()).matches(Verification::isExact);
    }

    static Stream<Setup> silentSetups() {
        return Cases.of(
                Stream.of(
                        Setup.of(Landing.Kind.FILE, 4, Repository.Kind.H2).rejecting(97),
                        Setup.of(Landing.Kind.POSTGRESQL, 1, Repository.Kind.POSTGRESQL)),
                Stream.of(Setup.of(Landing.Kind.H2, 4, Repository.Kind.H2)));
    }

    @ParameterizedTest
    @MethodSource("silentSetups")
    void theJobRepositoryMayBeManyChunksBehindTheDestination(Setup setup) {
        Scenario scenario = scenario(setup.repositorySeconds(3600));
        for (int death = 0; death < 2; death++) {
            Exit exit = scenario.run("repository.commit:8");
            assertThat(exit.code()).as(exit.all()).isEqualTo(137);
            assertThat(scenario.repository().recordsWritten(Scenario.FLOW))
                    .as("told of one chunk of each partition, and of what was there when the execution began")
                    .isLessThan((death * 8L + setup.partitions() + 3) * setup.chunkRows());
        }
        assertCompletes(scenario);
        assertThat(scenario.repository().counts(Scenario.FLOW))
                .isEqualTo(scenario.rows().landing().size() + "\t"
                        + scenario.rows().rejects().size());
    }

    static Stream<Setup> stoppedSetups() {
        return Cases.of(
                Stream.of(
                        Setup.of(Landing.Kind.FILE, 1, Repository.Kind.POSTGRESQL),
                        Setup.of(Landing.Kind.H2, 4, Repository.Kind.H2)),
                Stream.of(Setup.of(Landing.Kind.POSTGRESQL, 4, Repository.Kind.H2)));
    }

    @ParameterizedTest
    @MethodSource("stoppedSetups")
    void sigtermEndsAfterTheChunkUnderWayAndTheRerunResumes(Setup setup) {
        Scenario scenario = scenario(setup.rows(60_000).chunkRows(100));
        try (JarProcess child = scenario.start()) {
            child.awaitStart();
            child.awaitUntil("the first chunk", () -> scenario.repository().recordsWritten(Scenario.FLOW) > 0);
            Exit stopped = child.terminate();
            assertThat(stopped.code()).as(stopped.all()).isIn(4, 143);
        }
        assertThat(scenario.repository().statuses(Scenario.FLOW)).containsExactly("STOPPED");
        assertThat(scenario.repository().recordsWritten(Scenario.FLOW)).isBetween(1L, 59_999L);
        scenario.landTheRestInLargeChunks();
        assertCompletes(scenario);
        assertThat(scenario.repository().statuses(Scenario.FLOW)).containsExactly("STOPPED", "COMPLETED");
    }

    static Stream<Setup> contendedSetups() {
        return Stream.of(
                Setup.of(Landing.Kind.FILE, 4, Repository.Kind.H2),
                Setup.of(Landing.Kind.POSTGRESQL, 1, Repository.Kind.POSTGRESQL));
    }

    @ParameterizedTest
    @MethodSource("contendedSetups")
    void aSecondProcessLeavesALiveOneAlone(Setup setup) {
        Scenario scenario = scenario(setup);
        try (JarProcess first = scenario.startPausingAt("repository.committed:3", Scenario.FLOW)) {
            List<String> before = scenario.landing().records("landed");
            Exit second = scenario.run();
            assertThat(second.code()).as(second.all()).isEqualTo(3);
            assertThat(second.all()).contains("running in another process");
            assertThat(first.isAlive()).isTrue();
            assertThat(scenario.repository().statuses(Scenario.FLOW)).containsExactly("STARTED");
            if (setup.partitions() == 1) {
                assertThat(scenario.landing().records("landed")).isEqualTo(before);
            }
            first.kill();
        }
        assertCompletes(scenario);
    }

    @Test
    void aFlowSurvivesTheDeathOfTheProcessThatServesTheEmbeddedRepository() {
        Scenario scenario = scenario(
                Setup.of(Landing.Kind.FILE, 4, Repository.Kind.H2).rows(60_000).chunkRows(100));
        try (JarProcess server = scenario.startPausingAt("repository.committed:3", Scenario.FLOW);
                JarProcess guest = scenario.launch().start("flow=" + Scenario.OTHER)) {
            guest.awaitUntil(
                    "the guest's first chunk", () -> scenario.repository().recordsWritten(Scenario.OTHER) > 0);
            server.kill();
            assertThat(guest.isAlive()).as("the guest is still under way").isTrue();
            Exit exit = guest.await();
            assertThat(exit.code()).as(exit.all()).isZero();
        }
        assertThat(scenario.verifyOther()).matches(Verification::isExact);
        scenario.landTheRestInLargeChunks();
        assertCompletes(scenario);
    }

    @Test
    void aFlowThatServesTheEmbeddedRepositorySurvivesTheDeathOfItsGuest() {
        Scenario scenario = scenario(Setup.of(Landing.Kind.POSTGRESQL, 1, Repository.Kind.H2)
                .rows(60_000)
                .chunkRows(100));
        try (JarProcess server = scenario.start()) {
            server.awaitStart();
            server.awaitUntil(
                    "the server's first chunk", () -> scenario.repository().recordsWritten(Scenario.FLOW) > 0);
            Exit guest = scenario.launch().fault("repository.commit:3").run("flow=" + Scenario.OTHER);
            assertThat(guest.code()).as(guest.all()).isEqualTo(137);
            Exit exit = server.await();
            assertThat(exit.code()).as(exit.all()).isZero();
        }
        assertThat(scenario.verify()).matches(Verification::isExact);
        scenario.landTheRestInLargeChunks();
        Exit rerun = scenario.launch().run("flow=" + Scenario.OTHER);
        assertThat(rerun.code()).as(rerun.all()).isZero();
        assertThat(scenario.verifyOther()).matches(Verification::isExact);
    }

    @Test
    void aProcessThatDiesAfterTheLastCommitHasDeliveredAndTheRerunIsTheNextRun() {
        Scenario scenario = scenario(Setup.of(Landing.Kind.FILE, 4, Repository.Kind.H2));
        assertThat(scenario.run("file.forget.after-rename").code()).isEqualTo(137);
        assertThat(scenario.verify()).matches(Verification::isExact);
        assertThat(scenario.repository().statuses(Scenario.FLOW)).containsExactly("COMPLETED");

        Exit next = scenario.run();
        assertThat(next.code()).as(next.all()).isZero();
        assertThat(scenario.repository().statuses(Scenario.FLOW)).containsExactly("COMPLETED", "COMPLETED");
        Tally twice = scenario.verify().records();
        assertThat(twice.found())
                .as("a source that is not incremental is read again")
                .isEqualTo(2 * twice.expected());
        assertThat(twice.lost() + twice.strange()).isZero();
    }

    @Test
    void aNamedRunThatDiesBetweenItsLastCommitAndItsExitIsNotRepeatedByItsRetry() {
        Scenario scenario = scenario(Setup.of(Landing.Kind.FILE, 4, Repository.Kind.H2));
        String[] command = {"flow=" + Scenario.FLOW, "run=nightly-1"};
        for (String fault : List.of("repository.commit:2", "file.forget.after-rename")) {
            assertThat(scenario.launch().fault(fault).run(command).code()).isEqualTo(137);
        }
        assertThat(scenario.repository().statuses(Scenario.FLOW)).endsWith("COMPLETED");
        int tries = scenario.repository().statuses(Scenario.FLOW).size();

        Exit retry = scenario.launch().run(command);
        assertThat(retry.code()).as(retry.all()).isZero();
        assertThat(retry.out()).contains("run nightly-1 completed", "by an earlier call; nothing was moved now");
        assertThat(scenario.verify()).matches(Verification::isExact);
        assertThat(scenario.repository().statuses(Scenario.FLOW)).hasSize(tries);
    }
}
