package io.headgate.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.config.ConfigException;
import io.headgate.fake.Faults;
import io.headgate.job.RunOutcome;
import io.headgate.job.RunReport;
import io.headgate.state.CheckResult;
import io.headgate.state.CheckResult.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks on a finished stream: the same with any number of partitions and after any restart. */
class StreamCheckTest extends EngineTest {

    @TempDir
    Path folder;

    private RunReport run(Map<String, Object> source, Map<String, Object> checks) {
        Map<String, Object> parted = new HashMap<>(source);
        // A stream that is not divided goes on where the last run ended.
        parted.put("parts", 1);
        return engine.run(numbers(parted, Map.of("checks", checks)), RunOptions.defaults());
    }

    private static List<CheckResult> checks(RunReport report) {
        return report.streams().get(0).verdict().checks();
    }

    @Test
    void aRunWithTooFewOrTooManyRecordsIsCompletedWithExitCode5() {
        RunReport few = run(Map.of("count", 10), Map.of("rows", Map.of("min", 11)));
        assertThat(few.outcome()).isEqualTo(RunOutcome.CHECK_FAILED);
        assertThat(few.message()).contains("check rows: expected at least 11 records, found 10 records");
        RunReport many = run(Map.of("count", 10), Map.of("rows", Map.of("min", 1, "max", 9)));
        assertThat(many.outcome().exitCode()).isEqualTo(5);
        RunReport right = run(Map.of("count", 10), Map.of("rows", Map.of("min", 10, "max", 10)));
        assertThat(right.outcome()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(checks(right)).extracting(CheckResult::result).containsExactly(Result.PASSED);
        assertThat(jdbc.sql(
                                "SELECT c.RESULT FROM HEADGATE_CHECK c JOIN BATCH_JOB_INSTANCE i ON i.JOB_INSTANCE_ID ="
                                        + " c.JOB_INSTANCE_ID WHERE i.JOB_NAME = ? AND c.NAME = 'rows' ORDER BY i.JOB_INSTANCE_ID")
                        .param(flow)
                        .query(String.class)
                        .list())
                .containsExactly("FAILED", "FAILED", "PASSED");
    }

    @Test
    void aFailedCheckLosesNothingAndTheNextRunIsTheNextOne() {
        RunReport failed = run(Map.of("count", 10), Map.of("rows", Map.of("max", 5)));
        RunReport next = run(Map.of("count", 10), Map.of("rows", Map.of("max", 5)));
        assertThat(next.run()).isNotEqualTo(failed.run());
        assertThat(landed("numbers_0")).hasSize(20);
    }

    @Test
    void aNamedRunThatFailedItsCheckSaysSoAgain() {
        DataFlowMappingDefinition flow =
                numbers(Map.of("count", 10), Map.of("checks", Map.of("rows", Map.of("max", 5))));
        RunOptions named = RunOptions.defaults().named("monday");
        assertThat(engine.run(flow, named).outcome()).isEqualTo(RunOutcome.CHECK_FAILED);
        RunReport again = engine.run(flow, named);
        assertThat(again.completedBefore()).isTrue();
        assertThat(again.outcome()).isEqualTo(RunOutcome.CHECK_FAILED);
    }

    @Test
    void noRecordAtAllFailsWarnsOrIsAllowed() {
        assertThat(run(Map.of("count", 0), Map.of("zero_records", "fail")).outcome())
                .isEqualTo(RunOutcome.CHECK_FAILED);
        RunReport warned = run(Map.of("count", 0), Map.of("zero_records", "warn"));
        assertThat(warned.outcome()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(checks(warned)).extracting(CheckResult::result).containsExactly(Result.WARNED);
        assertThat(run(Map.of("count", 1), Map.of("zero_records", "fail")).outcome())
                .isEqualTo(RunOutcome.COMPLETED);
    }

    private DataFlowMappingDefinition csv(String text, Map<String, Object> checks, int partitions) throws IOException {
        Files.writeString(folder.resolve("people.csv"), text);
        return new DataFlowMappingDefinition(
                flow,
                new SourceDefinition(
                        "people",
                        "csv",
                        Map.of(
                                "source_path",
                                folder.toString(),
                                "file_pattern",
                                "*.csv",
                                "min_partition_bytes",
                                "1KB")),
                new DestinationDefinition("ledger", "test-ledger", null, Map.of()),
                ConfigBinder.bind(
                        FlowOptions.class,
                        Map.of("checks", checks, "chunk_rows", 10, "partitions", partitions, "table", "t")),
                null);
    }

    private static String people(int count, int nullEvery, Instant newest) {
        StringBuilder text = new StringBuilder("id,email,seen,joined\n");
        for (int id = 1; id <= count; id++) {
            text.append(id)
                    .append(id % nullEvery == 0 ? "," : ",a@b")
                    .append(',')
                    .append(newest.minus(count - id, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS))
                    .append(',')
                    .append(newest.minus(count - id, ChronoUnit.DAYS).toString(), 0, 10)
                    .append('\n');
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void theShareOfNullsAndTheNewestRecordAreThoseOfTheWholeStream(int partitions) throws IOException {
        Instant newest = Instant.now().minus(2, ChronoUnit.HOURS);
        Map<String, Object> checks =
                Map.of("null_share", Map.of("email", 0.1), "freshness", Map.of("column", "seen", "max_age", "3h"));
        RunReport report = engine.run(csv(people(500, 10, newest), checks, partitions), RunOptions.defaults());
        assertThat(report.outcome()).as(report.message()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(checks(report)).extracting(CheckResult::found).last().isEqualTo("50 of 500 (0.1000)");
        Map<String, Object> stricter =
                Map.of("null_share", Map.of("email", 0.09), "freshness", Map.of("column", "seen", "max_age", "1h"));
        RunReport failed = engine.run(csv(people(500, 10, newest), stricter, partitions), RunOptions.defaults());
        assertThat(failed.outcome()).isEqualTo(RunOutcome.CHECK_FAILED);
        assertThat(failed.message())
                .contains(
                        "null_share(email)",
                        "50 of 500",
                        "freshness(seen)",
                        newest.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    @Test
    void whatIsKnownOfARunOutlivesItsFailures() {
        DataFlowMappingDefinition flow = numbers(
                Map.of("count", 100, "fail_at", 70, "parts", 2),
                Map.of("chunk_rows", 10, "checks", Map.of("null_share", Map.of("n", 0.0), "rows", Map.of("max", 99))));
        Faults.failing(true);
        assertThat(engine.run(flow, RunOptions.defaults()).outcome()).isEqualTo(RunOutcome.FAILED);
        Faults.failing(false);
        RunReport report = engine.run(flow, RunOptions.defaults());
        assertThat(report.outcome()).isEqualTo(RunOutcome.CHECK_FAILED);
        assertThat(checks(report)).extracting(CheckResult::found).containsExactly("100 records", "0 of 100 (0.0000)");
    }

    @Test
    void aColumnThatIsNotThereOrTellsNoTimeIsFoundWhenTheStreamIsPlanned() {
        RunReport report = run(
                Map.of("count", 1),
                Map.of("null_share", Map.of("nn", 0.1), "freshness", Map.of("column", "n", "max_age", "1d")));
        assertThat(report.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(report.message())
                .contains("checks.null_share.nn: there is no column 'nn'; did you mean 'n'?")
                .contains("checks.freshness.column: column 'n' is int64, which tells no time");
    }

    @Test
    void checksThatCannotBeMeantAreRefused() {
        assertRefused(Map.of(), "checks");
        assertRefused(Map.of("rows", Map.of()), "checks.rows");
        assertRefused(Map.of("rows", Map.of("min", 2, "max", 1)), "checks.rows");
        assertRefused(Map.of("null_share", Map.of("n", 1.5)), "checks.null_share.n");
        assertRefused(Map.of("freshness", Map.of("column", "n")), "checks.freshness.max_age");
        assertRefused(Map.of("zero_records", "panic"), "checks.zero_records");
    }

    private static void assertRefused(Map<String, Object> checks, String key) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigBinder.bind(FlowOptions.class, Map.of("checks", checks)))
                .satisfies(e -> assertThat(e.problems()).singleElement().satisfies(problem -> assertThat(problem.key())
                        .isEqualTo(key)));
    }
}
