package io.headgate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.fake.LedgerDestination;
import io.headgate.job.RunOutcome;
import io.headgate.job.RunReport;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tables of state and of reconciliation hold names of 200 characters. */
class StreamNameTest extends EngineTest {

    @Test
    void theLongestNameIsLanded() {
        assertThat(run(199).outcome()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(LedgerDestination.ROWS.values()).singleElement().asList().hasSize(100);
    }

    @Test
    void aLongerNameIsRefusedBeforeAnythingMoves() {
        RunReport report = run(200);
        assertThat(report.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(report.message()).contains("has 201 characters, and 200 is the most");
        assertThat(LedgerDestination.ROWS).isEmpty();
    }

    private RunReport run(int prefix) {
        return engine.run(
                numbers(Map.of("count", 100, "prefix", "n".repeat(prefix)), Map.of("chunk_rows", 10)),
                RunOptions.defaults());
    }
}
