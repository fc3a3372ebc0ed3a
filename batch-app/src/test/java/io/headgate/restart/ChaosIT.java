package io.headgate.restart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three short rounds of the series with a fixed seed. */
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
}
