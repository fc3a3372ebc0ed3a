package io.headgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.config.ConfigProblem;
import io.headgate.api.destination.ReconcileLevel;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.StatementReport.LongestStatement;
import io.headgate.job.RunOutcome;
import io.headgate.job.RunReport;
import io.headgate.state.CheckResult;
import io.headgate.state.Reconciliation;
import io.headgate.state.StreamVerdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {

    @TempDir
    Path folder;

    private Terminals terminal;

    @BeforeEach
    void open() {
        terminal = new Terminals(folder);
    }

    private void answer(String flow, RunOutcome outcome, String message) {
        terminal.engine.answers.put(
                flow, any -> FakeEngine.report(flow, outcome, message, FakeEngine.stream("s", outcome.name(), 10, 0)));
    }

    @Test
    void a_completed_run_ends_with_a_table_and_one_line() {
        terminal.flows("trips");
        terminal.engine.answers.put(
                "trips",
                any -> FakeEngine.report(
                        "trips",
                        RunOutcome.COMPLETED,
                        null,
                        FakeEngine.stream("trips", "COMPLETED", 1_234_567, 0),
                        FakeEngine.stream("größe", "COMPLETED", 8, 0)));

        assertThat(terminal.run("flow=trips")).isZero();
        assertThat(terminal.out())
                .isEqualTo(
                        """
                stream       read    written  rejected   rows/s  state
                trips   1,234,567  1,234,567         0  617,284  {"id":1234567}
                größe           8          8         0        4  {"id":8}

                trips: run 3 completed after 2.35 s (new run). Delivery: exactly once, by a checkpoint table.
                """);
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void a_failed_run_says_why_and_how_to_go_on_and_hides_secrets() {
        terminal.flows("trips");
        terminal.engine.answers.put(
                "trips",
                any -> FakeEngine.report(
                        "trips",
                        RunOutcome.FAILED,
                        "UNREACHABLE: no login with hunter2",
                        FakeEngine.stream("a", "FAILED", 1000, 1),
                        FakeEngine.stream("b", "SKIPPED", 0, 0)));

        assertThat(terminal.run("flow=trips")).isEqualTo(1);
        assertThat(terminal.out())
                .isEqualTo(
                        """
                stream  status    read  written  rejected  rows/s  state
                a       failed   1,000      999         1     500  {"id":1000}
                b       skipped      0        0         0       0  {"id":0}

                trips: run 3 failed after 2.35 s (new run). Delivery: exactly once, by a checkpoint table.
                1 record was rejected, each kept with its reason in the reject store of destination 'database'
                UNREACHABLE: no login with ******
                Run the same command again to resume.
                """);
    }

    @Test
    void a_run_that_has_to_be_started_anew_is_not_told_to_be_resumed() {
        terminal.flows("trips");
        answer("trips", RunOutcome.FAILED, "SOURCE_CHANGED: it was replaced: start anew with fresh=true");
        assertThat(terminal.run("flow=trips")).isEqualTo(1);
        assertThat(terminal.out()).contains("start anew with fresh=true").doesNotContain("same command");
    }

    private static Reconciliation found(Reconciliation.Result result, @Nullable Long held, String note) {
        return new Reconciliation(
                ReconcileLevel.COUNT, result, 1000L, 1000, 0, 0, 1000, null, null, held, null, null, note);
    }

    private void answerWithChecks() {
        terminal.flows("trips");
        StreamVerdict lost = new StreamVerdict(
                "a",
                found(Reconciliation.Result.MISMATCH, 999L, "1000 rows were written, but the destination holds 999"),
                List.of(new CheckResult(
                        "zero_records", CheckResult.Result.PASSED, "at least one record", "1000 records")));
        StreamVerdict unsure = new StreamVerdict(
                "b",
                found(Reconciliation.Result.UNKNOWN, null, "this destination does not read back what it holds"),
                List.of(new CheckResult(
                        "zero_records", CheckResult.Result.WARNED, "at least one record", "0 records")));
        terminal.engine.answers.put(
                "trips",
                any -> FakeEngine.report(
                        "trips",
                        RunOutcome.CHECK_FAILED,
                        lost.failures().get(0),
                        FakeEngine.looked(FakeEngine.stream("a", "COMPLETED", 1000, 0), lost),
                        FakeEngine.looked(FakeEngine.stream("b", "COMPLETED", 0, 0), unsure)));
    }

    @Test
    void a_run_whose_data_are_not_as_they_should_be_ends_with_5_and_says_why() {
        answerWithChecks();
        assertThat(terminal.run("flow=trips")).isEqualTo(5);
        assertThat(terminal.out())
                .isEqualTo(
                        """
                stream   read  written  rejected     held  rows/s  state
                a       1,000    1,000         0      999     500  {"id":1000}
                b           0        0         0  unknown       0  {"id":0}

                trips: run 3 check failed after 2.35 s (new run). Delivery: exactly once, by a checkpoint table.
                b: not reconciled: this destination does not read back what it holds
                b: a check that only warns: zero_records: expected at least one record, found 0 records
                stream 'a': reconciliation: 1000 rows were written, but the destination holds 999
                """);
    }

    @Test
    void its_document_has_what_was_compared_and_every_check() {
        answerWithChecks();
        assertThat(terminal.run("flow=trips", "output=json")).isEqualTo(5);
        var stream = terminal.json().at("/flows/0/streams/0");
        assertThat(terminal.json().at("/flows/0/outcome").asString()).isEqualTo("check_failed");
        assertThat(stream.at("/reconciliation/result").asString()).isEqualTo("mismatch");
        assertThat(stream.at("/reconciliation/level").asString()).isEqualTo("count");
        assertThat(stream.at("/reconciliation/held").asLong()).isEqualTo(999);
        assertThat(stream.at("/checks/0/name").asString()).isEqualTo("zero_records");
        assertThat(stream.at("/checks/0/result").asString()).isEqualTo("passed");
    }

    @Test
    void a_run_as_json_is_one_document() {
        terminal.flows("trips");

        assertThat(terminal.run("flow=trips", "output=json")).isZero();
        assertThat(terminal.out())
                .isEqualTo(
                        """
                {
                  "flows" : [ {
                    "flow" : "trips",
                    "run" : "3",
                    "execution_id" : 17,
                    "resumed" : false,
                    "completed_before" : false,
                    "outcome" : "completed",
                    "seconds" : 2.345,
                    "guarantee" : "exactly once, by a checkpoint table.",
                    "message" : null,
                    "source_statements" : null,
                    "streams" : [ {
                      "stream" : "trips",
                      "status" : "completed",
                      "read" : 1000,
                      "written" : 1000,
                      "filtered" : 0,
                      "rejected" : 0,
                      "seconds" : 2.0,
                      "rows_per_second" : 500,
                      "warnings" : { },
                      "state" : {
                        "id" : 1000
                      },
                      "reconciliation" : null,
                      "checks" : [ ]
                    } ]
                  } ],
                  "exit_code" : 0
                }
                """);
    }

    @Test
    void several_flows_run_in_the_order_of_the_file_and_the_worst_exit_code_counts() {
        terminal.flows("a", "b", "c");
        answer("a", RunOutcome.RUNNING_ELSEWHERE, "flow 'a' is running in another process");
        answer("b", RunOutcome.FAILED, "broken");

        assertThat(terminal.run("flow=c,b,a")).isEqualTo(1);
        assertThat(terminal.engine.ran).containsExactly("a", "b", "c");
        assertThat(terminal.run("flow=a,c")).isEqualTo(3);
        assertThat(terminal.out()).contains("a: not started\nflow 'a' is running in another process\n");
        assertThat(terminal.run("flow=*", "output=json")).isEqualTo(1);
        assertThat(terminal.json().get("flows")).hasSize(3);
    }

    @Test
    void after_a_stop_no_further_flow_is_started() {
        terminal.flows("a", "b");
        answer("a", RunOutcome.STOPPED, null);

        assertThat(terminal.run("flow=*")).isEqualTo(4);
        assertThat(terminal.engine.ran).containsExactly("a");
        assertThat(terminal.out()).contains("Run the same command again to resume.");
        assertThat(terminal.err()).isEqualTo("b: not started\n");
    }

    @Test
    void a_refused_flow_is_told_in_a_sentence_and_does_not_keep_the_others_from_running() {
        terminal.flows("a", "b");
        terminal.engine.answers.put("a", any -> {
            throw new HeadgateException(CommonErrorCode.INVALID_CONFIGURATION, "say fresh=true; not hunter2");
        });

        assertThat(terminal.run("flow=a,b")).isEqualTo(2);
        assertThat(terminal.engine.ran).containsExactly("a", "b");
        assertThat(terminal.err()).isEqualTo("a: say fresh=true; not ******\n");
        assertThat(terminal.run("flow=a", "output=json")).isEqualTo(2);
        assertThat(terminal.json().at("/error/message").asString()).isEqualTo("say fresh=true; not ******");
        assertThat(terminal.json().at("/error/code").asString()).isEqualTo("INVALID_CONFIGURATION");
    }

    @Test
    void options_and_parameters_reach_the_engine() {
        terminal.flows("a");

        assertThat(terminal.run("flow=a", "run=nightly-1", "fresh=true", "day=1", "forse=true"))
                .isZero();
        var options = terminal.engine.options.get(0);
        assertThat(options.fresh()).isTrue();
        assertThat(options.force()).isFalse();
        assertThat(options.run()).isEqualTo("nightly-1");
        assertThat(options.parameters()).isEqualTo(Map.of("day", "1", "forse", "true"));
        assertThat(terminal.err()).contains("does not use the parameter 'forse'; did you mean 'force'?");
    }

    @Test
    void a_secret_that_was_given_as_a_parameter_is_not_recorded_with_the_run() {
        terminal.flows("a");
        terminal.file(
                "config.toml",
                """
                [sources.files]
                name = "test-files"
                config = { source_path = "/data/${params.day}", password = "${params.code}" }
                [destinations.database]
                method = "test-database"
                target = "db:x"
                [[flows]]
                from = "files"
                to = "database"
                """);
        assertThat(terminal.run("flow=files", "day=monday", "code=open-sesame")).isZero();
        assertThat(terminal.engine.options.get(0).parameters()).isEqualTo(Map.of("day", "monday", "code", "******"));
    }

    @Test
    void a_run_that_was_completed_by_an_earlier_call_says_so() {
        terminal.flows("trips");
        terminal.engine.answers.put(
                "trips",
                any -> new RunReport(
                        "trips", "nightly", 17, false, true, RunOutcome.COMPLETED, "once.", List.of(), 2.345, null));

        assertThat(terminal.run("flow=trips", "run=nightly")).isZero();
        assertThat(terminal.out())
                .isEqualTo("trips: run nightly completed after 2.35 s (by an earlier call; nothing was moved now)."
                        + " Delivery: once.\n");
    }

    @Test
    void the_longest_statement_that_the_source_was_sent_is_told() {
        terminal.flows("trips");
        String sql =
                "SELECT `id`, `note` FROM `shop`.`trips` WHERE `id` > ? AND `note` <> 'hunter2' ORDER BY `id` LIMIT"
                        + " 50000";
        terminal.engine.answers.put(
                "trips",
                any -> new RunReport(
                        "trips",
                        "3",
                        17,
                        false,
                        false,
                        RunOutcome.COMPLETED,
                        "once.",
                        List.of(),
                        2.345,
                        null,
                        new LongestStatement(1112, 0.2312, sql)));

        assertThat(terminal.run("flow=trips")).isZero();
        assertThat(terminal.out())
                .contains("\nSource: 1,112 statements, the longest 0.231 s: SELECT `id`, `note` FROM")
                .doesNotContain("hunter2");
        assertThat(terminal.run("flow=trips", "output=json")).isZero();
        assertThat(terminal.json().at("/flows/0/source_statements/count").asInt())
                .isEqualTo(1112);
        assertThat(terminal.json()
                        .at("/flows/0/source_statements/longest_seconds")
                        .asDouble())
                .isEqualTo(0.231);
        assertThat(terminal.json().at("/flows/0/source_statements/longest").asString())
                .isEqualTo(sql.replace("hunter2", "******"));
    }

    @Test
    void a_stack_trace_appears_only_with_debug() {
        terminal.flows("a");
        terminal.engine.answers.put("a", any -> {
            throw new IllegalStateException("no repository");
        });

        assertThat(terminal.run("flow=a")).isEqualTo(1);
        assertThat(terminal.err()).isEqualTo("a: IllegalStateException: no repository\n");
        assertThat(terminal.run("flow=a", "debug=true")).isEqualTo(1);
        assertThat(terminal.err()).contains("\tat ");
    }

    @Test
    void no_stack_trace_shows_a_secret() {
        terminal.flows("a");
        terminal.engine.answers.put("a", any -> {
            throw new IllegalStateException("no repository", new IllegalArgumentException("at db:me:hunter2@host"));
        });

        assertThat(terminal.run("flow=a", "debug=true")).isEqualTo(1);
        assertThat(terminal.err())
                .contains("Caused by: java.lang.IllegalArgumentException: at db:me:******@host")
                .doesNotContain("hunter2");
    }

    @Test
    void mistakes_in_the_configuration_are_lines_on_standard_error_and_nothing_runs() {
        terminal.file("config.toml", "[source.a]\nx = 1\n[[flows]]\nfrom = \"b\"\nto = \"c\"\n");

        assertThat(terminal.run("flow=b")).isEqualTo(2);
        assertThat(terminal.out()).isEmpty();
        assertThat(terminal.err())
                .isEqualTo(
                        """
                config.toml:1:1: source: unknown key; did you mean 'sources'?
                config.toml:4:1: flows[0].from: there is no source 'b'; none is defined
                config.toml:5:1: flows[0].to: there is no destination 'c'; none is defined
                """);
        assertThat(terminal.run("flow=b", "output=json")).isEqualTo(2);
        assertThat(terminal.err()).isEmpty();
        assertThat(terminal.json().at("/error/problems/1/line").asInt()).isEqualTo(4);
        assertThat(terminal.json().at("/error/problems/1/file").asString()).isEqualTo("config.toml");
        assertThat(terminal.engine.ran).isEmpty();
    }

    @Test
    void what_the_engine_finds_is_shown_with_its_place() {
        terminal.flows("a");
        terminal.engine.problems.add(new ConfigProblem("source.config.source_path", "is no folder"));
        terminal.engine.problems.add(new ConfigProblem("destination.target", "cannot take hunter2"));
        terminal.engine.problems.add(new ConfigProblem("flow.key", "is required for merge"));

        assertThat(terminal.run("flow=a")).isEqualTo(2);
        assertThat(terminal.err())
                .isEqualTo(
                        """
                config.toml:3:12: sources.files.config.source_path: is no folder
                config.toml:6:1: destinations.database.target: cannot take ******
                config.toml:7:1: flows[0].key: is required for merge
                """);
    }

    @Test
    void an_unknown_flow_and_an_empty_configuration_are_told() {
        terminal.flows("trips");
        assertThat(terminal.run("flow=trip")).isEqualTo(2);
        assertThat(terminal.err()).isEqualTo("there is no flow 'trip' in config.toml; did you mean 'trips'?\n");
        terminal.file("config.toml", "");
        assertThat(terminal.run("flow=trips")).isEqualTo(2);
        assertThat(terminal.err()).isEqualTo("nothing to run: config.toml defines no flow; add a [[flows]] table\n");
    }

    @Test
    void without_a_configuration_the_demo_runs() {
        assertThat(terminal.run("flow=auto")).isZero();
        assertThat(terminal.engine.ran).containsExactly("auto");
    }
}
