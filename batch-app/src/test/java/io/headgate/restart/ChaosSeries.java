package io.headgate.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.restart.JarProcess.Exit;
import io.headgate.restart.Scenario.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The long series of the profile {@code chaos}: every destination with one and four partitions and both JobRepositories, rounds of
 * random faults in each. A round is a flow that is killed up to six times, at a fault point or at a random moment, and then left to
 * end. Prints a table at the end; fails if a single record is missing or there twice.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChaosSeries {

    private static final int ROUNDS = Integer.getInteger("chaos.rounds", 24);
    private static final long SEED = Long.getLong("chaos.seed", 1);
    private static final int MOST_KILLS = 6;

    private final List<Line> lines = new ArrayList<>();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    /** A line of the table: one scenario over its rounds. */
    record Line(Setup setup, int rounds, int kills, int failures, int resumes, long records, long lost, long doubled) {

        String text() {
            return String.format(
                    "| %s | %d | %d | %d | %d | %d | %d | %d |",
                    setup, rounds, kills, failures, resumes, records, lost, doubled);
        }
    }

    static Stream<Setup> setups() {
        return Stream.of(Landing.Kind.values())
                .flatMap(landing -> Stream.of(1, 4).flatMap(partitions -> Stream.of(Repository.Kind.values())
                        .map(repository ->
                                Setup.of(landing, partitions, repository).rejecting(97))));
    }

    @ParameterizedTest
    @MethodSource("setups")
    void everyRecordLandsOnceWhateverHappens(Setup setup) throws IOException {
        Random random = new Random(SEED * 31 + setup.toString().hashCode());
        int rounds = Math.max(1, ROUNDS / (int) setups().count());
        int kills = 0;
        int failures = 0;
        int resumes = 0;
        long lost = 0;
        long doubled = 0;
        long records = 0;
        boolean exact = true;
        for (int round = 0; round < rounds; round++) {
            Path place = Files.createTempDirectory(folder, "round");
            Scenario scenario = Scenario.create(place, setup);
            Round one = new Round(scenario, random);
            one.run();
            Verification verification = scenario.verify();
            kills += one.kills;
            failures += one.failures;
            resumes += one.resumes;
            records += scenario.rows().total();
            lost += verification.lost();
            doubled += verification.doubled();
            exact &= verification.isExact();
        }
        add(new Line(setup, rounds, kills, failures, resumes, records, lost, doubled));
        assertThat(lost).as("lost").isZero();
        assertThat(doubled).as("doubled").isZero();
        assertThat(exact).as("counts and checksums agree").isTrue();
    }

    private synchronized void add(Line line) {
        lines.add(line);
    }

    /** A flow that is hit until it has had enough, then runs to its end. */
    private static final class Round {
        private final Scenario scenario;
        private final Random random;
        private final List<String> faults;
        private int kills;
        private int failures;
        private int resumes;

        Round(Scenario scenario, Random random) {
            this.scenario = scenario;
            this.random = random;
            this.faults =
                    FaultPoints.all(scenario.setup().landing(), scenario.setup().partitions());
        }

        void run() {
            int hits = 1 + random.nextInt(MOST_KILLS);
            boolean ended = false;
            for (int hit = 0; hit < hits && !ended; hit++) {
                Exit exit = random.nextInt(3) == 0 ? randomMoment() : faultPoint();
                resumes += hit > 0 ? 1 : 0;
                ended = count(exit);
            }
            if (!ended) {
                Exit last = scenario.run();
                resumes++;
                assertThat(last.code()).as(last.all()).isZero();
            }
        }

        /** A fault point that the run has passed already, or does not reach any more, lets it end. */
        private Exit faultPoint() {
            return scenario.run(faults.get(random.nextInt(faults.size())));
        }

        private Exit randomMoment() {
            return new RandomKills(scenario, random).once();
        }

        private boolean count(Exit exit) {
            switch (exit.code()) {
                case 0 -> {
                    return true;
                }
                case 1 -> failures++;
                case 137 -> kills++;
                default -> throw new AssertionError(exit.code() + ": " + exit.all());
            }
            return scenario.isCompleted();
        }
    }

    @AfterAll
    void table() {
        System.out.println("| scenario | rounds | kills | exceptions | resumes | records | lost | doubled |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        lines.stream().map(Line::text).sorted().forEach(System.out::println);
        System.out.printf(
                "| all | %d | %d | %d | %d | %d | %d | %d |%n",
                sum(Line::rounds),
                sum(Line::kills),
                sum(Line::failures),
                sum(Line::resumes),
                sum(Line::records),
                sum(Line::lost),
                sum(Line::doubled));
    }

    private long sum(java.util.function.ToLongFunction<Line> number) {
        return lines.stream().mapToLong(number).sum();
    }
}
