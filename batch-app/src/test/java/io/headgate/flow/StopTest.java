package io.headgate.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.fake.Faults;
import io.headgate.job.RunOutcome;
import io.headgate.job.RunReport;
import io.headgate.state.StopSignal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A request to stop reaches a run wherever it is, also where it has not begun. */
@Timeout(60)
class StopTest extends EngineTest {

    private final RunOptions plain = RunOptions.defaults();

    private void assertNothingWasStarted(RunReport report) {
        assertThat(report.outcome()).isEqualTo(RunOutcome.STOPPED);
        assertThat(report.executionId()).isEqualTo(-1);
        assertThat(report.message()).contains("same command");
        assertThat(engine.runs(flow, 5)).isEmpty();
    }

    @Test
    void aRunThatIsStoppedBeforeItBeginsIsNotStarted() {
        StopSignal stop = new StopSignal();
        stop.request();
        assertNothingWasStarted(engine.run(numbers(Map.of("count", 10), Map.of()), plain.stoppedBy(stop)));
    }

    @Test
    void aRunThatWaitsForItsLeaseStops() throws Exception {
        Timestamp held = Timestamp.from(Instant.now().plusSeconds(30));
        jdbc.sql("INSERT INTO HEADGATE_LEASE (NAME, LOCK_UNTIL, LOCKED_AT, LOCKED_BY) VALUES (?, ?, ?, ?)")
                .params(flow, held, held, "another-host/1|17|1700000000000")
                .update();
        CompletableFuture<RunReport> waiting =
                CompletableFuture.supplyAsync(() -> engine.run(numbers(Map.of("count", 10), Map.of()), plain));
        while (!StopProbe.isRequested(engine) && !waiting.isDone()) {
            engine.stop();
        }
        assertNothingWasStarted(waiting.get(20, TimeUnit.SECONDS));
    }

    @Test
    void everyoneWhoAsksForAStopWaitsUntilTheRunHasEnded() throws Exception {
        Faults.Gate gate = Faults.gateAt(35);
        CompletableFuture<RunReport> running = CompletableFuture.supplyAsync(
                () -> engine.run(numbers(Map.of("count", 100), Map.of("chunk_rows", 20)), plain));
        gate.reached().await();
        CompletableFuture<Void> first = CompletableFuture.runAsync(engine::stop);
        CompletableFuture<Void> second = CompletableFuture.runAsync(engine::stop);
        assertThatThrownBy(() -> CompletableFuture.anyOf(first, second).get(500, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        gate.open().countDown();
        assertThat(running.get().outcome()).isEqualTo(RunOutcome.STOPPED);
        CompletableFuture.allOf(first, second).get();
    }
}
