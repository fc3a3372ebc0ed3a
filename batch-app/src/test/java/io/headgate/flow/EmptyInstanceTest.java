package io.headgate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.job.RunOutcome;
import io.headgate.job.RunReport;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Spring Batch creates an instance and its first execution in two transactions. In between others see an instance without any, whose
 * process may live or be dead.
 */
class EmptyInstanceTest extends EngineTest {

    @Autowired
    JobRepository repository;

    private JobInstance begin(long run) {
        return repository.createJobInstance(
                flow,
                new JobParametersBuilder()
                        .addString("flow", flow, true)
                        .addLong("run", run, true)
                        .toJobParameters());
    }

    @Test
    void aPlanLeavesAnInstanceThatAnotherProcessHasJustMade() {
        DataFlowMappingDefinition definition = numbers(Map.of("count", 10), Map.of());
        JobInstance first = begin(1);
        assertThat(engine.plan(definition).unfinished()).isNull();
        assertThat(repository.getLastJobInstance(flow)).isEqualTo(first);
    }

    @Test
    void aPlanLooksBehindSuchAnInstance() {
        DataFlowMappingDefinition definition =
                numbers(Map.of("count", 10, "reject_every", 3), Map.of("rejects", Map.of("limit", 0)));
        assertThat(engine.run(definition, RunOptions.defaults()).outcome()).isEqualTo(RunOutcome.FAILED);
        JobInstance second = begin(2);
        assertThat(engine.plan(definition).unfinished())
                .satisfies(unfinished -> assertThat(unfinished.run()).isEqualTo("1"));
        assertThat(repository.getLastJobInstance(flow)).isEqualTo(second);
    }

    @Test
    void aRunTakesAwayWhatADeadProcessLeft() {
        DataFlowMappingDefinition definition = numbers(Map.of("count", 10), Map.of());
        JobInstance left = begin(1);
        RunReport report = engine.run(definition, RunOptions.defaults());
        assertThat(report.outcome()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(report.run()).isEqualTo("1");
        assertThat(repository.getJobInstances(flow, 0, 9))
                .singleElement()
                .satisfies(instance -> assertThat(instance.getId()).isNotEqualTo(left.getId()));
    }
}
