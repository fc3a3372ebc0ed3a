package io.headgate.cli;

import io.headgate.api.source.StatementReport.LongestStatement;
import io.headgate.config.LoadedConfiguration;
import io.headgate.flow.DataFlowMappingDefinition;
import io.headgate.job.RunOutcome;
import io.headgate.job.RunReport;
import io.headgate.job.RunReport.StreamReport;
import io.headgate.transform.SchemaWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A run's report for people and for programs. */
final class RunText {

    private static final int WIDEST_STATE = 60;
    private static final int WIDEST_STATEMENT = 100;
    private static final String AGAIN = "run the same command again to resume";

    private RunText() {}

    static List<String> lines(DataFlowMappingDefinition flow, RunReport report, LoadedConfiguration loaded) {
        List<String> lines = new ArrayList<>();
        if (!report.streams().isEmpty()) {
            lines.addAll(table(report));
            lines.add("");
        }
        lines.add(summary(report));
        long rejected =
                report.streams().stream().mapToLong(StreamReport::rejected).sum();
        if (rejected > 0) {
            lines.add(Numbers.grouped(rejected) + (rejected == 1 ? " record was" : " records were")
                    + " rejected, each kept with its reason in " + rejectStore(flow, report));
        }
        report.streams().forEach(stream -> stream.warnings()
                .forEach((warning, records) -> lines.add(TextTable.visible(stream.stream()) + ": "
                        + Numbers.grouped(records) + (records == 1 ? " record " : " records ")
                        + warningText(warning, records == 1))));
        report.streams().forEach(stream -> lines.addAll(VerdictText.lines(stream)));
        LongestStatement longest = report.longestStatement();
        if (longest != null) {
            lines.add("Source: " + Numbers.grouped(longest.statements())
                    + (longest.statements() == 1 ? " statement, " : " statements, the longest ")
                    + String.format(Locale.ROOT, "%.3f s: ", longest.seconds())
                    + TextTable.shortened(loaded.redact(longest.text()), WIDEST_STATEMENT));
        }
        String message = report.message();
        if (message != null) {
            loaded.redact(message).lines().forEach(lines::add);
        }
        boolean unfinished = report.outcome() == RunOutcome.FAILED || report.outcome() == RunOutcome.STOPPED;
        if (unfinished && (message == null || !saysHowToGoOn(message))) {
            lines.add(AGAIN.substring(0, 1).toUpperCase(Locale.ROOT) + AGAIN.substring(1) + ".");
        }
        return lines;
    }

    private static boolean saysHowToGoOn(String message) {
        return message.contains("same command") || message.contains("fresh=true");
    }

    private static String warningText(String warning, boolean one) {
        String text = TextTable.visible(warning);
        return SchemaWarning.is(warning)
                ? "landed without a " + text
                : (one ? "breaks" : "break") + " a rule that only warns: " + text;
    }

    private static List<String> table(RunReport report) {
        boolean plain =
                report.streams().stream().allMatch(stream -> stream.status().equals("COMPLETED"));
        boolean filtered = report.streams().stream().anyMatch(stream -> stream.filtered() > 0);
        boolean held = report.streams().stream().anyMatch(VerdictText::isLooked);
        List<String> headings = new ArrayList<>(List.of("stream"));
        headings.addAll(plain ? List.of() : List.of("status"));
        headings.addAll(List.of(">read", ">written"));
        headings.addAll(filtered ? List.of(">filtered") : List.of());
        headings.add(">rejected");
        headings.addAll(held ? List.of(">held") : List.of());
        headings.addAll(List.of(">rows/s", "state"));
        TextTable table = new TextTable(headings.toArray(String[]::new));
        for (StreamReport stream : report.streams()) {
            List<Object> cells = new ArrayList<>(List.of(stream.stream()));
            cells.addAll(plain ? List.of() : List.of(stream.status().toLowerCase(Locale.ROOT)));
            cells.addAll(List.of(stream.read(), stream.written()));
            cells.addAll(filtered ? List.of(stream.filtered()) : List.of());
            cells.add(stream.rejected());
            cells.addAll(held ? List.of(VerdictText.held(stream)) : List.of());
            cells.addAll(List.of(Math.round(stream.rowsPerSecond()), state(stream)));
            table.row(cells.toArray());
        }
        return table.lines();
    }

    private static String state(StreamReport stream) {
        return stream.state().isEmpty() ? "-" : TextTable.shortened(Output.compact(stream.state()), WIDEST_STATE);
    }

    private static String summary(RunReport report) {
        if (report.run() == null || report.outcome() == RunOutcome.RUNNING_ELSEWHERE) {
            return report.flow() + ": not started";
        }
        return report.flow() + ": run " + report.run() + " " + outcome(report).replace('_', ' ') + " after "
                + Numbers.seconds(report.seconds()) + " s (" + how(report) + "). Delivery: " + report.guarantee();
    }

    private static String how(RunReport report) {
        if (report.completedBefore()) {
            return "by an earlier call; nothing was moved now";
        }
        return report.resumed() ? "resumed" : "new run";
    }

    private static String outcome(RunReport report) {
        return report.outcome().name().toLowerCase(Locale.ROOT);
    }

    private static String rejectStore(DataFlowMappingDefinition flow, RunReport report) {
        return switch (flow.to().method()) {
            case "file" ->
                rejectStores(flow, report, "/_rejects") + " below " + flow.to().target();
            case "jdbc" -> rejectStores(flow, report, "_rejects") + " beside the target";
            default -> "the reject store of destination '" + flow.to().id() + "'";
        };
    }

    private static String rejectStores(DataFlowMappingDefinition flow, RunReport report, String suffix) {
        return report.streams().stream()
                .filter(stream -> stream.rejected() > 0)
                .map(stream -> flow.options().table().replace("{stream}", TextTable.visible(stream.stream())) + suffix)
                .collect(Collectors.joining(", "));
    }

    static Map<String, @Nullable Object> document(RunReport report, LoadedConfiguration loaded) {
        String message = report.message();
        return Documents.of(
                "flow", report.flow(),
                "run", report.run(),
                "execution_id", report.executionId(),
                "resumed", report.resumed(),
                "completed_before", report.completedBefore(),
                "outcome", outcome(report),
                "seconds", rounded(report.seconds()),
                "guarantee", report.guarantee(),
                "message", message == null ? null : loaded.redact(message),
                "source_statements", document(report.longestStatement(), loaded),
                "streams",
                        report.streams().stream()
                                .map(stream -> document(stream, loaded))
                                .toList());
    }

    private static @Nullable Map<String, @Nullable Object> document(
            @Nullable LongestStatement longest, LoadedConfiguration loaded) {
        return longest == null
                ? null
                : Documents.of(
                        "count", longest.statements(),
                        "longest_seconds", rounded(longest.seconds()),
                        "longest", loaded.redact(longest.text()));
    }

    private static Map<String, @Nullable Object> document(StreamReport stream, LoadedConfiguration loaded) {
        return Documents.of(
                "stream", stream.stream(),
                "status", stream.status().toLowerCase(Locale.ROOT),
                "read", stream.read(),
                "written", stream.written(),
                "filtered", stream.filtered(),
                "rejected", stream.rejected(),
                "seconds", rounded(stream.seconds()),
                "rows_per_second", Math.round(stream.rowsPerSecond()),
                "warnings", stream.warnings(),
                "state", stream.state(),
                "reconciliation", VerdictText.reconciliation(stream, loaded),
                "checks", VerdictText.checks(stream));
    }

    private static double rounded(double seconds) {
        return Math.round(seconds * 1000) / 1000.0;
    }
}
