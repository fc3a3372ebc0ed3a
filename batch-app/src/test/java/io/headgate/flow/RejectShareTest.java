package io.headgate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.config.ConfigBinder;
import io.headgate.fake.Faults;
import io.headgate.job.RunOutcome;
import io.headgate.job.RunReport;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The share of a stream's records that may be rejected. */
class RejectShareTest extends EngineTest {

    private RunReport run(Map<String, Object> source, Map<String, Object> rejects) {
        return engine.run(numbers(source, Map.of("chunk_rows", 100, "rejects", rejects)), RunOptions.defaults());
    }

    @Test
    void aShareThatIsKeptLetsAnyNumberPass() {
        RunReport report = run(Map.of("count", 3000, "reject_every", 100), Map.of("share", 0.01));
        assertThat(report.outcome()).as(report.message()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(report.streams().get(0).rejected()).isEqualTo(30);
    }

    @Test
    void aShareThatIsExceededEndsTheRunAsSoonAsThereIsEnoughToTell() {
        RunReport report = run(Map.of("count", 5000, "reject_every", 50), Map.of("share", 0.01));
        assertThat(report.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(report.message())
                .contains("20 of 1000 records were rejected", "rejects.share = 0.01", "repair the data");
        assertThat(landed("numbers_0"))
                .as("the chunk that was judged has not landed")
                .hasSize(882);
    }

    @Test
    void aSmallStreamIsJudgedWhenItHasEnded() {
        RunReport report = run(Map.of("count", 20, "reject_every", 10), Map.of("share", 0.05));
        assertThat(report.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(report.message())
                .contains(
                        "2 of 20 records were rejected",
                        "raise the share, let the rerun finish and replay",
                        "fresh=true")
                .doesNotContain("the rerun resumes");
        RunReport raised = run(Map.of("count", 20, "reject_every", 10), Map.of("share", 0.1));
        assertThat(raised.outcome()).as(raised.message()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(raised.resumed()).isTrue();
    }

    @Test
    void theFirstRecordsOfAStreamDoNotCondemnIt() {
        RunReport report = run(Map.of("count", 900, "reject_every", 300), Map.of("share", 0.004));
        assertThat(report.outcome()).as(report.message()).isEqualTo(RunOutcome.COMPLETED);
    }

    @Test
    void theShareIsThatOfAllPartitionsAndOfAllExecutionsOfTheRun() {
        Map<String, Object> source = Map.of("count", 4000, "parts", 2, "reject_every", 100, "fail_at", 3500);
        Faults.failing(true);
        assertThat(run(source, Map.of("share", 0.01)).outcome()).isEqualTo(RunOutcome.FAILED);
        Faults.failing(false);
        RunReport report = run(source, Map.of("share", 0.01));
        assertThat(report.outcome()).as(report.message()).isEqualTo(RunOutcome.COMPLETED);
        RunReport stricter = run(Map.of("count", 4000, "parts", 2, "reject_every", 100), Map.of("share", 0.0099));
        assertThat(stricter.outcome()).isEqualTo(RunOutcome.FAILED);
    }

    @Test
    void limitAndShareHoldTogether() {
        RunReport report = run(Map.of("count", 3000, "reject_every", 100), Map.of("limit", 5, "share", 0.5));
        assertThat(report.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(report.message()).contains("rejects.limit is 5");
        assertThat(ConfigBinder.bind(FlowOptions.class, Map.of()).rejects().most())
                .isZero();
    }
}
