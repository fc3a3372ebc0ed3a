package io.headgate.restart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Three short rounds of the series with a fixed seed, and those in which a series has found something. */
class ChaosIT {

    private static final long SEED = 1;
    private static final int MOST_HITS = 4;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void everyRecordLandsOnceWhateverHappens(int round) throws Exception {
        ChaosResult result = new ChaosRound(SEED, round, MOST_HITS).run(folder);
        assertThat(result).as("seed %d, round %d", SEED, round).matches(ChaosResult::isRight);
        assertThat(result.hits()).anyMatch(ChaosResult.Hit::met);
    }

    /** What was found there has a test besides that does not depend on luck: docs/reliability.md names it. */
    static Stream<Arguments> found() {
        return Cases.of(
                Stream.of(Arguments.of(11, 137)),
                Stream.of(Arguments.of(101, 4), Arguments.of(101, 5), Arguments.of(101, 9)));
    }

    @ParameterizedTest
    @MethodSource("found")
    void whatASeriesHasFoundDoesNotHappenAgain(long seed, int round) throws Exception {
        ChaosResult result = new ChaosRound(seed, round).run(folder);
        assertThat(result).as("seed %d, round %d", seed, round).matches(ChaosResult::isRight);
    }
}
