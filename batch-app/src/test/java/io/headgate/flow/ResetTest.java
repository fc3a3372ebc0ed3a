package io.headgate.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.fake.LedgerDestination;
import io.headgate.job.RunOutcome;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Forgetting the state of a flow. */
class ResetTest extends EngineTest {

    @Test
    void anUnfinishedRunIsCompletedFirst() {
        DataFlowMappingDefinition definition = numbers(Map.of("count", 100), Map.of("chunk_rows", 10));
        LedgerDestination.failBeforeCommit = 4;
        assertThat(engine.run(definition, RunOptions.defaults()).outcome()).isEqualTo(RunOutcome.FAILED);
        assertThatThrownBy(() -> engine.reset(definition, null))
                .hasMessageContaining(
                        "run 1 of flow '" + flow + "' is unfinished, and would set again what a reset forgets")
                .hasMessageContaining("fresh=true");

        LedgerDestination.failBeforeCommit = 0;
        assertThat(engine.run(definition, RunOptions.defaults()).outcome()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(engine.reset(definition, null)).hasSize(1);
        engine.run(definition, RunOptions.defaults());
        assertThat(landed("numbers_0")).as("read again from the beginning").hasSize(200);
    }
}
