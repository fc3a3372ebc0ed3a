package io.headgate.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.fake.Faults;
import io.headgate.job.RunOutcome;
import io.headgate.job.RunReport;
import io.headgate.job.RunSummary;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run that the user has named is completed once, however often its command is repeated. */
@Timeout(60)
class NamedRunTest extends EngineTest {

    private final RunOptions nightly = RunOptions.defaults().named("nightly-1");

    private DataFlowMappingDefinition failing() {
        return numbers(Map.of("count", 100, "parts", 1, "fail_at", 55), Map.of("chunk_rows", 10));
    }

    private RunReport fail(RunOptions options) {
        Faults.failing(true);
        RunReport failed = engine.run(failing(), options);
        Faults.failing(false);
        assertThat(failed.outcome()).isEqualTo(RunOutcome.FAILED);
        return failed;
    }

    @Test
    void isReportedAgainAndNotRepeatedOnceItIsCompleted() {
        DataFlowMappingDefinition definition = numbers(Map.of("count", 100, "parts", 2), Map.of());
        RunReport first = engine.run(definition, nightly);
        assertThat(first.run()).isEqualTo("nightly-1");
        assertThat(first.completedBefore()).isFalse();

        RunReport again = engine.run(definition, nightly);
        assertThat(again.outcome()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(again.completedBefore()).isTrue();
        assertThat(again.executionId()).isEqualTo(first.executionId());
        assertThat(again.streams()).singleElement().satisfies(stream -> assertThat(stream.written())
                .isEqualTo(100));
        assertThat(engine.run(definition, nightly.startingAnew(true)).completedBefore())
                .as("a retry of a command with fresh=true and force=true")
                .isTrue();
        assertThat(landed("numbers_0")).containsExactlyInAnyOrder(numbersTo(100));
        assertThat(engine.runs(flow, 5)).hasSize(1);
    }

    @Test
    void isStillKnownAfterLaterRunsAndWhileOneIsUnderWay() throws Exception {
        DataFlowMappingDefinition definition = numbers(Map.of("count", 100, "parts", 1), Map.of());
        engine.run(definition, nightly);
        engine.run(definition, nightly.named("nightly-2"));
        Faults.Gate gate = Faults.gateAt(35);
        CompletableFuture<RunReport> running =
                CompletableFuture.supplyAsync(() -> engine.run(definition, nightly.named("nightly-3")));
        gate.reached().await();
        assertThat(engine.run(definition, nightly).completedBefore()).isTrue();
        assertThat(engine.run(definition, nightly.named("nightly-3")).outcome())
                .isEqualTo(RunOutcome.RUNNING_ELSEWHERE);
        gate.open().countDown();
        assertThat(running.get().outcome()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(landed("numbers_0")).hasSize(300);
    }

    @Test
    void isResumedWhereItIsUnfinishedAlsoByARetryWithFresh() {
        fail(nightly.startingAnew(true));
        RunReport resumed = engine.run(failing(), nightly.startingAnew(true));
        assertThat(resumed.outcome()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(resumed.resumed()).isTrue();
        assertThat(landed("numbers_0")).containsExactly(numbersTo(100));
    }

    @Test
    void isResumedByACommandThatNamesNoRun() {
        fail(nightly);
        RunReport resumed = engine.run(failing(), RunOptions.defaults());
        assertThat(resumed.run()).isEqualTo("nightly-1");
        assertThat(resumed.resumed()).isTrue();
        assertThat(landed("numbers_0")).containsExactly(numbersTo(100));
    }

    @Test
    void isNotStartedWhileAnotherIsUnfinishedUnlessThatIsGivenUp() {
        fail(nightly);
        RunOptions next = RunOptions.defaults().named("nightly-2");
        assertThatThrownBy(() -> engine.run(failing(), next))
                .hasMessageContaining(
                        "run nightly-1 of flow '" + flow + "' is unfinished, so run nightly-2 is not started")
                .hasMessageContaining("fresh=true");
        assertThatThrownBy(() -> engine.run(failing(), next.startingAnew(false)))
                .hasMessageContaining("force=true");
        assertThat(landed("numbers_0")).containsExactly(numbersTo(50));

        assertThat(engine.run(failing(), next.startingAnew(true)).run()).isEqualTo("nightly-2");
        assertThat(landed("numbers_0")).hasSize(150);
        assertThatThrownBy(() -> engine.run(failing(), nightly)).hasMessageContaining("was given up");
        assertThat(engine.runs(flow, 5))
                .extracting(RunSummary::run, RunSummary::status)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("nightly-2", "COMPLETED"),
                        org.assertj.core.api.Assertions.tuple("nightly-1", "ABANDONED"));
    }

    @Test
    void doesNotKeepTheNumbersOfOtherRunsFromCountingOn() {
        DataFlowMappingDefinition definition = numbers(Map.of("count", 10), Map.of());
        assertThat(engine.run(definition, RunOptions.defaults()).run()).isEqualTo("1");
        assertThat(engine.run(definition, nightly).run()).isEqualTo("nightly-1");
        assertThat(engine.run(definition, nightly.named("nightly-2")).run()).isEqualTo("nightly-2");
        assertThat(engine.run(definition, RunOptions.defaults()).run()).isEqualTo("4");
        assertThat(engine.run(definition, RunOptions.defaults()).run()).isEqualTo("5");
    }

    @Test
    void cannotHaveANumberForAName() {
        assertThatThrownBy(() -> nightly.named("20261121"))
                .hasMessageContaining("digits alone are the numbers that Headgate counts by itself");
        assertThatThrownBy(() -> nightly.named("a b")).hasMessageContaining("cannot name a run");
        assertThat(nightly.named("scheduled__2026-11-21T00:00:00+00:00").run()).isNotNull();
    }
}
