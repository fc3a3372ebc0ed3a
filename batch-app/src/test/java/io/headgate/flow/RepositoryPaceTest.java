package io.headgate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.fake.Faults;
import io.headgate.fake.LedgerDestination;
import io.headgate.job.RunOutcome;
import io.headgate.job.RunReport;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.annotation.Autowired;

/** Of chunks that follow each other quickly the JobRepository hears at times, and of where the partition ended always. */
@Timeout(60)
class RepositoryPaceTest extends EngineTest {

    private static final Map<String, Object> QUICK = Map.of("chunk_rows", 10);
    private static final Map<String, Object> ONCE = Map.of("chunk_rows", 10, "repository_seconds", 3600);

    @Autowired
    private JobRepository repository;

    private RunReport run(DataFlowMappingDefinition definition) {
        return engine.run(definition, RunOptions.defaults());
    }

    /** Of the partition's executions, oldest first: updates, records read, records written, rejected ones. */
    private List<List<Long>> executions() {
        return jdbc.sql("SELECT s.VERSION, READ_COUNT, WRITE_COUNT, WRITE_SKIP_COUNT" + partitions())
                .param(flow)
                .query((row, number) -> List.of(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                .list();
    }

    private static String partitions() {
        return " FROM BATCH_STEP_EXECUTION s JOIN BATCH_JOB_EXECUTION e ON e.JOB_EXECUTION_ID = s.JOB_EXECUTION_ID"
                + " JOIN BATCH_JOB_INSTANCE i ON i.JOB_INSTANCE_ID = e.JOB_INSTANCE_ID"
                + " WHERE JOB_NAME = ? AND STEP_NAME LIKE '%:%' ORDER BY s.STEP_EXECUTION_ID";
    }

    /** What the last of the executions knows of an entry of its checkpoint. */
    private Object known(String entry) {
        List<Long> ids = jdbc.sql("SELECT s.STEP_EXECUTION_ID" + partitions())
                .param(flow)
                .query(Long.class)
                .list();
        return repository
                .getStepExecution(ids.get(ids.size() - 1))
                .getExecutionContext()
                .get("headgate." + entry);
    }

    @Test
    void hearsOfQuickChunksAtMostOnceASecond() {
        assertThat(run(numbers(Map.of("count", 2000), QUICK)).outcome()).isEqualTo(RunOutcome.COMPLETED);

        assertThat(executions()).singleElement().satisfies(counts -> {
            assertThat(counts.get(0)).as("updates for 200 chunks").isLessThan(60);
            assertThat(counts.subList(1, 4)).containsExactly(2000L, 2000L, 0L);
        });
        assertThat(known("records_read")).isEqualTo(2000L);
    }

    @Test
    void hearsOfEachChunkIfAskedTo() {
        run(numbers(Map.of("count", 2000), Map.of("chunk_rows", 10, "repository_seconds", 0)));

        assertThat(executions()).singleElement().satisfies(counts -> assertThat(counts.get(0))
                .as("updates for 200 chunks")
                .isGreaterThanOrEqualTo(200));
    }

    @Test
    void hearsOfEachChunkOfADestinationThatMayHaveRowsWithoutTheirCheckpoint() {
        run(numbers(Map.of("count", 2000), Map.of("modest", true), ONCE));

        assertThat(executions()).singleElement().satisfies(counts -> assertThat(counts.get(0))
                .isGreaterThanOrEqualTo(200));
    }

    @Test
    void hearsOfTheFirstChunkThatIsDurableAlsoIfOthersWereHeldBackBeforeIt() throws Exception {
        Faults.Gate gate = Faults.gateAt(45);
        CompletableFuture<RunReport> running =
                CompletableFuture.supplyAsync(() -> run(numbers(Map.of("count", 100), Map.of("hold_back", 3), ONCE)));
        gate.reached().await();
        assertThat(known("sequence")).isEqualTo(3L);
        gate.open().countDown();
        assertThat(running.get().outcome()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(landed("numbers_0")).containsExactly(numbersTo(100));
    }

    @Test
    void learnsFromAFailureHowFarThePartitionGot() {
        DataFlowMappingDefinition definition = numbers(Map.of("count", 100, "fail_at", 55), ONCE);
        Faults.failing(true);
        assertThat(run(definition).outcome()).isEqualTo(RunOutcome.FAILED);

        assertThat(executions()).singleElement().satisfies(counts -> assertThat(counts.subList(1, 4))
                .containsExactly(50L, 50L, 0L));
        assertThat(known("sequence")).isEqualTo(5L);

        Faults.failing(false);
        assertThat(run(definition).outcome()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(landed("numbers_0")).containsExactly(numbersTo(100));
        assertThat(executions())
                .extracting(counts -> counts.subList(1, 4))
                .containsExactly(List.of(50L, 50L, 0L), List.of(50L, 50L, 0L));
    }

    @Test
    void doesNotCountTheChunkThatFailed() {
        LedgerDestination.failBeforeCommit = 4;
        assertThat(run(numbers(Map.of("count", 100), ONCE)).outcome()).isEqualTo(RunOutcome.FAILED);

        assertThat(executions()).singleElement().satisfies(counts -> assertThat(counts.subList(1, 4))
                .containsExactly(30L, 30L, 0L));
        assertThat(known("sequence")).isEqualTo(3L);
    }

    @Test
    void learnsFromAStopHowFarThePartitionGot() throws Exception {
        Faults.Gate gate = Faults.gateAt(35);
        CompletableFuture<RunReport> running =
                CompletableFuture.supplyAsync(() -> run(numbers(Map.of("count", 100), ONCE)));
        gate.reached().await();
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(engine::stop);
        while (!StopProbe.isRequested(engine)) {
            Thread.onSpinWait();
        }
        gate.open().countDown();
        assertThat(running.get().outcome()).isEqualTo(RunOutcome.STOPPED);
        stopped.get();

        long landed = landed("numbers_0").size();
        assertThat(landed).isBetween(30L, 40L);
        assertThat(executions()).singleElement().satisfies(counts -> assertThat(counts.subList(1, 4))
                .containsExactly(landed, landed, 0L));
        assertThat(known("records_read")).isEqualTo(landed);
    }
}
