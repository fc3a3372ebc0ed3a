package io.headgate.restart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * The long series of the profile {@code chaos}: rounds over the whole matrix until there are as many kills as were asked for. Prints
 * the tables, writes them to the page that it is given if it is a long one, and fails if a single record is missing or there twice.
 */
class ChaosSeries {

    private static final long SEED = Long.getLong("chaos.seed", 1);
    private static final long KILLS = Long.getLong("chaos.kills", 100);
    private static final int PARALLEL = Integer.getInteger("chaos.parallel", 3);
    /** A single round, to see again what it did; -1 for a series. */
    private static final int ROUND = Integer.getInteger("chaos.round", -1);

    private static final Path FOLDER =
            Path.of(System.getProperty("chaos.folder", "target/chaos")).toAbsolutePath();
    private static final int MOST_PROBLEMS = 5;
    /** A shorter series does not replace what is kept. */
    private static final int WORTH_A_PAGE = 1000;

    @Test
    void everyRecordLandsOnceWhateverHappens() throws Exception {
        if (ROUND >= 0) {
            ChaosResult result = new ChaosRound(SEED, ROUND).run(FOLDER);
            System.out.println(result);
            assertThat(result).matches(ChaosResult::isRight);
            return;
        }
        ChaosLog log = new ChaosLog(FOLDER.resolve("rounds.jsonl"), KILLS);
        runAll(log);
        List<ChaosResult> results = log.results();
        ChaosTables tables = new ChaosTables(results);
        System.out.println(tables.text());
        String page = System.getProperty("chaos.page", "");
        if (!page.isBlank() && KILLS >= WORTH_A_PAGE) {
            tables.writeTo(Path.of(page));
        }
        assertThat(results).allMatch(ChaosResult::isRight);
    }

    private static void runAll(ChaosLog log) throws IOException, InterruptedException, ExecutionException {
        Files.createDirectories(FOLDER);
        ExecutorService threads = Executors.newFixedThreadPool(PARALLEL);
        List<Future<?>> ends = new ArrayList<>();
        for (int i = 0; i < PARALLEL; i++) {
            ends.add(threads.submit(() -> {
                roundAfterRound(log);
                return null;
            }));
        }
        for (Future<?> end : ends) {
            end.get();
        }
        threads.shutdown();
    }

    private static void roundAfterRound(ChaosLog log) throws IOException {
        for (int round = log.next(SEED); round >= 0; round = log.next(SEED)) {
            ChaosResult result = new ChaosRound(SEED, round).run(FOLDER);
            log.add(result);
            System.out.printf(
                    "round %d, %s: %d kills, %d hits, %d ms%s%n",
                    round,
                    result.scenario(),
                    result.kills(),
                    result.hits().size(),
                    result.millis(),
                    result.isRight() ? "" : ", WRONG: " + result.problem());
            if (log.results().stream().filter(known -> !known.isRight()).count() >= MOST_PROBLEMS) {
                return;
            }
        }
    }
}
