package io.headgate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.fake.Faults;
import io.headgate.fake.LedgerDestination;
import io.headgate.job.RunOutcome;
import io.headgate.job.RunReport;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What ran before is an hour later than what runs now: by the network's time, a virtual machine that resumes, or the end of summer. */
class ClockSetBackTest extends EngineTest {

    private void setBackTheClock() {
        for (String table : new String[] {"BATCH_STEP_EXECUTION", "BATCH_JOB_EXECUTION"}) {
            jdbc.sql("UPDATE " + table + " SET CREATE_TIME = DATEADD(HOUR, 1, CREATE_TIME),"
                            + " START_TIME = DATEADD(HOUR, 1, START_TIME), END_TIME = DATEADD(HOUR, 1, END_TIME)"
                            + " WHERE JOB_EXECUTION_ID IN (SELECT e.JOB_EXECUTION_ID FROM BATCH_JOB_EXECUTION e"
                            + " JOIN BATCH_JOB_INSTANCE i ON i.JOB_INSTANCE_ID = e.JOB_INSTANCE_ID"
                            + " WHERE i.JOB_NAME = ?)")
                    .param(flow)
                    .update();
        }
    }

    @Test
    void theStateMovesOnToWhereTheLastExecutionEnded() {
        DataFlowMappingDefinition definition = numbers(Map.of("count", 100), Map.of("chunk_rows", 10));
        LedgerDestination.failBeforeCommit = 4;
        assertThat(run(definition).outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(landed("numbers_0")).hasSize(30);
        setBackTheClock();

        LedgerDestination.failBeforeCommit = 0;
        RunReport resumed = run(definition);
        assertThat(resumed.outcome()).as(resumed.message()).isEqualTo(RunOutcome.COMPLETED);
        run(definition);
        assertThat(landed("numbers_0")).containsExactly(numbersTo(100));
    }

    @Test
    void aPartitionThatFailsAgainGoesOnWhereItWasLast() {
        DataFlowMappingDefinition definition =
                numbers(Map.of("count", 100, "parts", 2, "fail_at", 35), Map.of("chunk_rows", 10));
        Faults.failing(true);
        assertThat(run(definition).outcome()).isEqualTo(RunOutcome.FAILED);
        setBackTheClock();
        assertThat(run(definition).outcome()).isEqualTo(RunOutcome.FAILED);
        Faults.failing(false);
        RunReport resumed = run(definition);
        assertThat(resumed.outcome()).as(resumed.message()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(landed("numbers_0")).containsExactlyInAnyOrder(numbersTo(100));
    }

    private RunReport run(DataFlowMappingDefinition definition) {
        return engine.run(definition, RunOptions.defaults());
    }
}
