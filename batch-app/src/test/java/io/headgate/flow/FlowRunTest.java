package io.headgate.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.error.HeadgateException;
import io.headgate.api.state.StateKey;
import io.headgate.fake.Faults;
import io.headgate.fake.LedgerDestination;
import io.headgate.job.RunOutcome;
import io.headgate.job.RunReport;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How a flow runs, fails, resumes and stops. */
class FlowRunTest extends EngineTest {

    private RunReport run(DataFlowMappingDefinition definition) {
        return engine.run(definition, RunOptions.defaults());
    }

    @Test
    void landsEveryRecordOfEveryStreamAndPartitionOnce() {
        RunReport report = run(numbers(Map.of("count", 1000, "streams", 3, "parts", 4), Map.of("chunk_rows", 37)));

        assertThat(report.outcome()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(report.streams())
                .extracting(RunReport.StreamReport::stream)
                .containsExactly("numbers_0", "numbers_1", "numbers_2");
        for (int i = 0; i < 3; i++) {
            assertThat(landed("numbers_" + i)).containsExactlyInAnyOrder(numbersTo(1000));
        }
        assertThat(LedgerDestination.PUBLISHED).containsExactlyInAnyOrder("numbers_0", "numbers_1", "numbers_2");
        assertThat(LedgerDestination.remembered())
                .as("checkpoints of a finished instance are removed")
                .isZero();
    }

    @Test
    void countsRecordsNotItemsInTheJobRepository() {
        run(numbers(Map.of("count", 1000, "parts", 2, "reject_every", 100), Map.of("rejects", Map.of("limit", 10))));

        Map<String, Object> counts = jdbc.sql("SELECT SUM(READ_COUNT) R, SUM(WRITE_COUNT) W, SUM(WRITE_SKIP_COUNT) S"
                        + " FROM BATCH_STEP_EXECUTION s JOIN BATCH_JOB_EXECUTION e ON e.JOB_EXECUTION_ID = s.JOB_EXECUTION_ID"
                        + " JOIN BATCH_JOB_INSTANCE i ON i.JOB_INSTANCE_ID = e.JOB_INSTANCE_ID"
                        + " WHERE JOB_NAME = ? AND STEP_NAME LIKE '%:%'")
                .param(flow)
                .query()
                .singleRow();
        assertThat(((Number) counts.get("R")).longValue()).isEqualTo(1000);
        assertThat(((Number) counts.get("W")).longValue()).isEqualTo(990);
        assertThat(((Number) counts.get("S")).longValue()).isEqualTo(10);
    }

    @Test
    void resumesAfterASourceThatFailed() {
        DataFlowMappingDefinition definition = numbers(Map.of("count", 100, "fail_at", 55), Map.of("chunk_rows", 10));
        Faults.failing(true);
        RunReport failed = run(definition);
        assertThat(failed.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(failed.message()).contains("UNREACHABLE", "try again later").doesNotContain("\tat ");
        assertThat(landed("numbers_0")).containsExactly(numbersTo(50));

        Faults.failing(false);
        RunReport resumed = run(definition);
        assertThat(resumed.outcome()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(resumed.resumed()).isTrue();
        assertThat(resumed.run()).isEqualTo(failed.run());
        assertThat(landed("numbers_0")).containsExactly(numbersTo(100));
    }

    @Test
    void theRejectLimitCountsWhatEarlierExecutionsOfTheRunHaveRejected() {
        DataFlowMappingDefinition definition = numbers(
                Map.of("count", 100, "parts", 2, "reject_every", 10, "fail_at", 55),
                Map.of("rejects", Map.of("limit", 7)));
        Faults.failing(true);
        assertThat(run(definition).message()).doesNotContain("REJECT_LIMIT_EXCEEDED");
        Faults.failing(false);

        RunReport resumed = run(definition);

        assertThat(resumed.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(resumed.message())
                .as("5 of the finished partition and 5 of the resumed one")
                .contains("REJECT_LIMIT_EXCEEDED");
    }

    @Test
    void resumesAfterASourceThatCouldNotBeReached() {
        DataFlowMappingDefinition definition = numbers(Map.of("fail_connect", true), Map.of());
        Faults.failing(true);
        RunReport failed = run(definition);
        assertThat(failed.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(failed.message()).contains("UNREACHABLE");
        assertThat(engine.runs(flow, 5)).singleElement().satisfies(run -> assertThat(run.status())
                .isEqualTo("FAILED"));

        Faults.failing(false);
        assertThat(run(definition).outcome()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(landed("numbers_0")).containsExactly(numbersTo(100));
    }

    @Test
    void failsOneStreamAndKeepsTheOthers() {
        DataFlowMappingDefinition definition =
                numbers(Map.of("count", 100, "streams", 2), Map.of("refuse", 50), Map.of("streams", "numbers_*"));
        RunReport report = run(definition);
        assertThat(report.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(report.message()).contains("REJECT_LIMIT_EXCEEDED", "rejects.limit is 0", "not wanted here");
        assertThat(landed("numbers_0")).isEmpty();
    }

    @Test
    void theDestinationsCheckpointWinsWhenItIsAhead() {
        LedgerDestination.failAfterCommit = 3;
        DataFlowMappingDefinition definition = numbers(Map.of("count", 100), Map.of("chunk_rows", 10));
        RunReport failed = run(definition);
        assertThat(failed.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(landed("numbers_0")).containsExactly(numbersTo(30));

        RunReport resumed = run(definition);
        assertThat(resumed.outcome()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(landed("numbers_0")).containsExactly(numbersTo(100));
        assertThat(failed.streams().get(0).written() + resumed.streams().get(0).written())
                .as("the sum over the executions is exact")
                .isEqualTo(100);
    }

    @Test
    void aWriterMayHoldRowsBack() {
        LedgerDestination.failBeforeCommit = 2;
        DataFlowMappingDefinition definition =
                numbers(Map.of("count", 100), Map.of("hold_back", 3), Map.of("chunk_rows", 10));
        assertThat(run(definition).outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(landed("numbers_0")).containsExactly(numbersTo(30));
        assertThat(run(definition).outcome()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(landed("numbers_0")).containsExactly(numbersTo(100));
    }

    @Test
    void aPayloadWithoutStateNeverEndsAChunk() {
        LedgerDestination.failBeforeCommit = 2;
        DataFlowMappingDefinition definition =
                numbers(Map.of("count", 100, "state_every", 4), Map.of("chunk_rows", 10));
        assertThat(run(definition).outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(landed("numbers_0")).containsExactly(numbersTo(40));
        assertThat(run(definition).outcome()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(landed("numbers_0")).containsExactly(numbersTo(100));
    }

    @Test
    void stateIsNeverAheadOfTheRows() {
        LedgerDestination.failBeforeCommit = 4;
        DataFlowMappingDefinition definition = numbers(Map.of("count", 100), Map.of("chunk_rows", 10));
        run(definition);
        assertThat(engine.state(definition).values()).singleElement().isEqualTo(Map.of("n", 30));
        run(definition);
        assertThat(engine.state(definition).get(new StateKey(flow, "numbers", StateKey.Kind.STREAM, "numbers_0")))
                .isEqualTo(Map.of("n", 100));
    }

    @Test
    void theStateOfAPartitionedStreamAdvancesWhenAllItsPartitionsAreDone() {
        DataFlowMappingDefinition definition =
                numbers(Map.of("count", 100, "parts", 4, "fail_at", 99), Map.of("chunk_rows", 10));
        Faults.failing(true);
        run(definition);
        assertThat(engine.state(definition)).isEmpty();
        Faults.failing(false);
        run(definition);
        assertThat(engine.state(definition).values()).containsExactly(Map.of("n", 100));
        assertThat(landed("numbers_0")).containsExactlyInAnyOrder(numbersTo(100));
    }

    @Test
    void aSecondRunIsTheNextInstance() {
        DataFlowMappingDefinition definition = numbers(Map.of("count", 100, "parts", 2), Map.of());
        assertThat(run(definition).run()).isEqualTo("1");
        RunReport second = run(definition);
        assertThat(second.run()).isEqualTo("2");
        assertThat(second.resumed()).isFalse();
        assertThat(landed("numbers_0")).hasSize(200);
    }

    @Test
    void stopsAfterTheChunkUnderWayAndResumes() throws Exception {
        Faults.Gate gate = Faults.gateAt(35);
        DataFlowMappingDefinition definition =
                numbers(Map.of("count", 100, "streams", 1), Map.of("chunk_rows", 20, "partitions", 1));
        CompletableFuture<RunReport> running = CompletableFuture.supplyAsync(() -> run(definition));
        gate.reached().await();
        CompletableFuture<Void> stopping = CompletableFuture.runAsync(engine::stop);
        while (!stopping.isDone() && !StopProbe.isRequested(engine)) {
            Thread.onSpinWait();
        }
        gate.open().countDown();
        RunReport stopped = running.get();
        stopping.get();
        assertThat(stopped.outcome()).isEqualTo(RunOutcome.STOPPED);
        assertThat(landed("numbers_0")).containsExactly(numbersTo(40));
        assertThat(LedgerDestination.PUBLISHED).isEmpty();
        assertThat(engine.runs(flow, 1).get(0).status()).isEqualTo("STOPPED");

        assertThat(run(definition).outcome()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(landed("numbers_0")).containsExactly(numbersTo(100));
    }

    @Test
    void aFlowThatRunsIsNotStartedTwice() throws Exception {
        Faults.Gate gate = Faults.gateAt(35);
        DataFlowMappingDefinition definition = numbers(Map.of("count", 100), Map.of());
        CompletableFuture<RunReport> running = CompletableFuture.supplyAsync(() -> run(definition));
        gate.reached().await();
        RunReport second = run(definition);
        assertThat(second.outcome()).isEqualTo(RunOutcome.RUNNING_ELSEWHERE);
        assertThatThrownBy(() -> engine.reset(definition, null)).hasMessageContaining("running in another process");
        gate.open().countDown();
        assertThat(running.get().outcome()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(engine.runs(flow, 5)).hasSize(1);
    }

    @Test
    void refusesAConfigurationThatChangedUnderAnUnfinishedRun() {
        Faults.failing(true);
        run(numbers(Map.of("count", 100, "fail_at", 55), Map.of("chunk_rows", 10)));
        Faults.failing(false);
        assertThatThrownBy(() -> run(numbers(Map.of("count", 200, "fail_at", 55), Map.of("chunk_rows", 10))))
                .isInstanceOf(HeadgateException.class)
                .hasMessageContaining("source.config.count was '100' and is '200'")
                .hasMessageContaining("fresh=true");
        assertThat(run(numbers(Map.of("count", 100, "fail_at", 55), Map.of("chunk_rows", 5, "partitions", 3)))
                        .outcome())
                .as("chunk size and threads may change")
                .isEqualTo(RunOutcome.COMPLETED);
        assertThat(landed("numbers_0")).containsExactly(numbersTo(100));
    }

    @Test
    void startingAnewWhereRowsWouldLandTwiceWantsForce() {
        DataFlowMappingDefinition definition =
                numbers(Map.of("count", 100, "fail_at", 99, "parts", 2), Map.of("chunk_rows", 10));
        Faults.failing(true);
        run(definition);
        Faults.failing(false);
        RunOptions fresh = RunOptions.defaults().startingAnew(false);
        assertThatThrownBy(() -> engine.run(definition, fresh))
                .hasMessageContaining("numbers_0 (90)")
                .hasMessageContaining("force=true");
        RunOptions forced = RunOptions.defaults().startingAnew(true);
        RunReport report = engine.run(definition, forced);
        assertThat(report.run()).isEqualTo("2");
        assertThat(landed("numbers_0")).hasSize(190);
    }

    @Test
    void startingAnewWhereRejectedRecordsWouldStayWantsForceToo() {
        Map<String, Object> rejects = Map.of("rejects", Map.of("share", 0.05));
        run(numbers(Map.of("count", 20, "reject_every", 1), rejects));
        assertThat(LedgerDestination.REJECTS).hasSize(20);
        assertThatThrownBy(() -> engine.run(
                        numbers(Map.of("count", 20), rejects),
                        RunOptions.defaults().startingAnew(false)))
                .hasMessageContaining("numbers_0 (20)")
                .hasMessageContaining("force=true");
        assertThat(landed("numbers_0")).isEmpty();
    }

    @Test
    void mapsDropsAndRejectsRecordsOnTheWay() {
        RecordMap map = record -> {
            long n = (Long) record.get("n");
            if (n == 13) {
                throw new IllegalArgumentException("unlucky");
            }
            record.put("n", n * 2);
            return n % 2 == 0 ? record : null;
        };
        RunReport report = run(numbers(Map.of("count", 20), Map.of("rejects", Map.of("limit", 1)))
                .mappedBy(map));
        assertThat(landed("numbers_0")).containsExactly(4L, 8L, 12L, 16L, 20L, 24L, 28L, 32L, 36L, 40L);
        assertThat(report.streams().get(0).filtered()).isEqualTo(9);
        assertThat(LedgerDestination.REJECTS).singleElement().satisfies(rejected -> {
            assertThat(rejected.reason()).isEqualTo("unlucky");
            assertThat(rejected.place()).isEqualTo("record:13");
            assertThat(rejected.raw()).isEqualTo("{\"n\":13}");
        });
    }

    @Test
    void namesTheStreamThatDoesNotExist() {
        RunReport report = run(numbers(Map.of(), Map.of("streams", "number_0")));
        assertThat(report.message()).contains("no stream 'number_0'", "numbers_0");
    }
}
