package io.headgate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.fake.Faults;
import io.headgate.job.RunOutcome;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Spring Batch creates the execution of a partition and stores its context in two transactions. This is what a process leaves that is
 * killed between them.
 */
class LostContextTest extends EngineTest {

    @Autowired
    JobRepository repository;

    /** As if the last so many executions had died while they created their partitions. */
    private void loseContexts(int last) {
        JobInstance instance = repository.getLastJobInstance(flow);
        List<JobExecution> executions = repository.getJobExecutions(instance).stream()
                .sorted(Comparator.comparing(JobExecution::getId).reversed())
                .limit(last)
                .toList();
        assertThat(executions).hasSize(last);
        for (JobExecution execution : executions) {
            for (StepExecution step : execution.getStepExecutions()) {
                if (step.getStepName().contains(":") && step.getStatus() != BatchStatus.COMPLETED) {
                    step.setExecutionContext(new ExecutionContext());
                    repository.updateExecutionContext(step);
                }
            }
        }
        jdbc.sql("UPDATE BATCH_STEP_EXECUTION SET STATUS = 'STARTING', END_TIME = NULL"
                        + " WHERE JOB_EXECUTION_ID = ? AND STEP_NAME LIKE '%:%'")
                .param(executions.get(0).getId())
                .update();
        jdbc.sql("UPDATE BATCH_JOB_EXECUTION SET STATUS = 'STARTED', END_TIME = NULL WHERE JOB_EXECUTION_ID = ?")
                .param(executions.get(0).getId())
                .update();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aPartitionGetsBackWhatItKnewBeforeOrWhatThePlanSays(int lostExecutions) {
        DataFlowMappingDefinition definition =
                numbers(Map.of("count", 100, "parts", 2, "fail_at", 55), Map.of("chunk_rows", 10));
        Faults.failing(true);
        for (int run = 0; run < 3; run++) {
            assertThat(engine.run(definition, RunOptions.defaults()).outcome()).isEqualTo(RunOutcome.FAILED);
        }
        loseContexts(lostExecutions);

        Faults.failing(false);
        assertThat(engine.run(definition, RunOptions.defaults()).outcome()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(landed("numbers_0")).containsExactlyInAnyOrder(numbersTo(100));
        if (lostExecutions < 3) {
            assertThat(jdbc.sql("SELECT SUM(WRITE_COUNT) FROM BATCH_STEP_EXECUTION s JOIN BATCH_JOB_EXECUTION e"
                                    + " ON e.JOB_EXECUTION_ID = s.JOB_EXECUTION_ID JOIN BATCH_JOB_INSTANCE i"
                                    + " ON i.JOB_INSTANCE_ID = e.JOB_INSTANCE_ID"
                                    + " WHERE i.JOB_NAME = ? AND STEP_NAME LIKE '%:%'")
                            .param(flow)
                            .query(Long.class)
                            .single())
                    .as("counted once")
                    .isEqualTo(100);
        }
    }
}
