package io.headgate.restart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first rounds of the series with a fixed seed: every destination, and every kind of fault that is chosen often. */
class ChaosIT {

    private static final long SEED = 1;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void everyRecordLandsOnceWhateverHappens(int round) throws Exception {
        ChaosResult result = new ChaosRound(SEED, round).run(folder);
        assertThat(result).as("seed %d, round %d", SEED, round).matches(ChaosResult::isRight);
        assertThat(result.kills()).isPositive();
    }
}
