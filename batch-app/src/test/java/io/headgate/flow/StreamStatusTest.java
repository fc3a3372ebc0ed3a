package io.headgate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.fake.Faults;
import io.headgate.fake.LedgerDestination;
import io.headgate.job.RunOutcome;
import io.headgate.job.RunReport;
import io.headgate.job.RunReport.StreamReport;
import io.headgate.state.StopSignal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a report says of the streams that a run has not moved. */
@Timeout(60)
class StreamStatusTest extends EngineTest {

    private static List<String> statuses(RunReport report) {
        return report.streams().stream().map(StreamReport::status).toList();
    }

    /** Stops where the first stream is, or all of them are, in the middle. */
    private List<String> interrupt(DataFlowMappingDefinition definition) throws Exception {
        StopSignal stop = new StopSignal();
        Faults.Gate gate = Faults.gateAt(35);
        CompletableFuture<RunReport> running = CompletableFuture.supplyAsync(
                () -> engine.run(definition, RunOptions.defaults().stoppedBy(stop)));
        gate.reached().await();
        stop.request();
        gate.open().countDown();
        assertThat(running.get().outcome()).isEqualTo(RunOutcome.STOPPED);
        return statuses(running.get());
    }

    @Test
    void streamsThatARunDidNotComeToAreNotSaidToBeComplete() throws Exception {
        DataFlowMappingDefinition definition =
                numbers(Map.of("count", 100, "streams", 2, "fail_connect", true), Map.of("chunk_rows", 20));
        assertThat(interrupt(definition)).containsExactly("STOPPED", "STOPPED");
        Faults.failing(true);
        RunReport report = engine.run(definition, RunOptions.defaults());
        assertThat(report.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(report.resumed()).isTrue();
        assertThat(statuses(report)).containsExactly("NOT_STARTED", "NOT_STARTED");
    }

    @Test
    void aStreamThatAnEarlierTryHasCompletedIsSkippedAndOneThatWasOnlyToBePublishedIsNot() {
        DataFlowMappingDefinition definition = numbers(Map.of("count", 100, "streams", 2), Map.of());
        LedgerDestination.failPublish = "numbers_1";
        RunReport first = engine.run(definition, RunOptions.defaults());
        assertThat(first.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(statuses(first)).containsExactly("COMPLETED", "FAILED");
        LedgerDestination.failPublish = null;
        RunReport second = engine.run(definition, RunOptions.defaults());
        assertThat(second.outcome()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(statuses(second)).containsExactly("SKIPPED", "COMPLETED");
        assertThat(LedgerDestination.ROWS.get("numbers_0")).hasSize(100);
    }

    @Test
    void aStreamThatAStopKeepsFromBeginningIsNotSaidToBeComplete() throws Exception {
        assertThat(interrupt(numbers(
                        Map.of("count", 100, "streams", 2),
                        Map.of("chunk_rows", 20, "parallel_streams", 1, "partitions", 1))))
                .containsExactly("STOPPED", "NOT_STARTED");
    }
}
