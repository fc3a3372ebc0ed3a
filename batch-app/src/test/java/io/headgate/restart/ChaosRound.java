package io.headgate.restart;

import io.headgate.restart.ChaosResult.Hit;
import io.headgate.restart.Scenario.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * One round: a flow that is hit by one fault after the other, run again each time by the same command, and left to end at last. Then
 * what has landed is compared with the source. Everything that is chosen follows from the series' seed and the round's number; what a
 * fault at a random moment meets is the machine's doing.
 */
final class ChaosRound {

    private static final int FEWEST_HITS = 4;
    private static final int MOST_HITS = 12;
    private static final int REJECT_EVERY = 97;
    /** Prime, so that a few rounds already see something of everything. */
    private static final int STRIDE = 13;

    private final long seed;
    private final int number;
    private final int mostHits;
    private final Setup setup;
    private final Random random;
    private final List<Hit> hits = new ArrayList<>();

    ChaosRound(long seed, int number) {
        this(seed, number, MOST_HITS);
    }

    /** A round of at most so many faults. */
    ChaosRound(long seed, int number, int mostHits) {
        this.mostHits = mostHits;
        this.seed = seed;
        this.number = number;
        List<Setup> matrix = matrix();
        this.setup = matrix.get((int) ((long) number * STRIDE % matrix.size()))
                .repositorySeconds(repositorySeconds(number, matrix.size()));
        this.random = new Random(seed * 1_000_003 + number);
    }

    /** Every other round, and each setup in turn, with a JobRepository that hears of each chunk. */
    private static int repositorySeconds(int number, int setups) {
        return (number + number / setups) % 2 == 0 ? 1 : 0;
    }

    /** Every destination, alone and with rejected records, with one and four partitions and both JobRepositories. */
    static List<Setup> matrix() {
        return Stream.of(Landing.Kind.values())
                .flatMap(landing -> Stream.of(1, 4).flatMap(partitions -> Stream.of(Repository.Kind.values())
                        .flatMap(repository -> Stream.of(0, REJECT_EVERY)
                                .map(every -> Setup.of(landing, partitions, repository)
                                        .rejecting(every)
                                        .rows(ROWS)
                                        .chunkRows(CHUNK_ROWS)))))
                .toList();
    }

    /** Small chunks: a run that is hit ten times must not end before. */
    private static final int ROWS = 2000;

    private static final int CHUNK_ROWS = 20;

    Setup setup() {
        return setup;
    }

    /** Runs the round. The folder it makes is kept if something is wrong. */
    ChaosResult run(Path parent) throws IOException {
        long start = System.nanoTime();
        Path folder = Files.createDirectories(parent.resolve("seed-" + seed + "-round-" + number));
        Scenario scenario = Scenario.create(folder, setup).unpacked();
        String problem = null;
        try (ChaosHits chaos = new ChaosHits(scenario, random, hits)) {
            chaos.strike(Math.min(mostHits, FEWEST_HITS + random.nextInt(MOST_HITS - FEWEST_HITS + 1)));
        } catch (AssertionError | RuntimeException e) {
            problem = String.valueOf(e.getMessage());
        }
        ChaosResult result = result(scenario, problem, (System.nanoTime() - start) / 1_000_000);
        scenario.landing().drop();
        scenario.repository().drop();
        if (result.isRight()) {
            FileSystemUtils.deleteRecursively(folder);
        }
        return result;
    }

    private ChaosResult result(Scenario scenario, String problem, long millis) {
        Verification landed = scenario.verify();
        int executions = scenario.repository().statusesIfAny(Scenario.FLOW).size();
        String wrong = problem;
        if (wrong == null && !landed.isExact()) {
            wrong = "what landed differs from the source: " + landed;
        }
        if (wrong == null && scenario.repository().instances(Scenario.FLOW) != 1) {
            wrong = "more than one instance of the flow";
        }
        String counts = landed.records().expected() + "\t" + landed.rejects().expected();
        if (wrong == null
                && hits.stream().allMatch(hit -> !hit.met() || hit.fault().leavesCountsExact())) {
            String counted = scenario.repository().counts(Scenario.FLOW);
            wrong = counted.equals(counts) ? null : "the JobRepository counts " + counted + ", not " + counts;
        }
        return new ChaosResult(
                seed,
                number,
                setup.toString(),
                List.copyOf(hits),
                Math.max(0, executions - 1),
                landed.records().expected(),
                landed.rejects().expected(),
                landed.lost(),
                landed.doubled(),
                wrong,
                millis);
    }
}
