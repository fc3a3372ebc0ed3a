package io.headgate.cli;

import io.headgate.config.LoadedConfiguration;
import io.headgate.job.RunReport.StreamReport;
import io.headgate.state.CheckResult;
import io.headgate.state.Reconciliation;
import io.headgate.state.Reconciliation.Result;
import io.headgate.state.StreamVerdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a look at a finished stream has shown, for people and for programs. */
final class VerdictText {

    private VerdictText() {}

    /** Whether the destination was asked what it holds. */
    static boolean isLooked(StreamReport stream) {
        StreamVerdict verdict = stream.verdict();
        return verdict != null && verdict.reconciliation().result() != Result.OFF;
    }

    /** What the destination holds, for the table of a run: over all executions of the run, so that it may be more than was written now. */
    static Object held(StreamReport stream) {
        StreamVerdict verdict = stream.verdict();
        if (verdict == null || !isLooked(stream)) {
            return "-";
        }
        Long held = verdict.reconciliation().held();
        return held == null ? "unknown" : held;
    }

    /** What the report's message does not tell: what is unknown, and checks that only warn. */
    static List<String> lines(StreamReport stream) {
        List<String> lines = new ArrayList<>();
        StreamVerdict verdict = stream.verdict();
        if (verdict == null) {
            return lines;
        }
        String name = TextTable.visible(stream.stream());
        if (verdict.reconciliation().result() == Result.UNKNOWN) {
            lines.add(name + ": not reconciled: "
                    + TextTable.visible(String.valueOf(verdict.reconciliation().note())));
        }
        verdict.checks().stream()
                .filter(check -> check.result() == CheckResult.Result.WARNED)
                .forEach(
                        check -> lines.add(name + ": a check that only warns: " + TextTable.visible(check.sentence())));
        return lines;
    }

    static @Nullable Map<String, @Nullable Object> reconciliation(StreamReport stream, LoadedConfiguration loaded) {
        StreamVerdict verdict = stream.verdict();
        if (verdict == null) {
            return null;
        }
        Reconciliation reconciliation = verdict.reconciliation();
        Map<String, @Nullable Object> document = new LinkedHashMap<>(reconciliation.toMap());
        document.put("level", Documents.lower(reconciliation.level()));
        document.put("result", Documents.lower(reconciliation.result()));
        String note = reconciliation.note();
        document.put("note", note == null ? null : loaded.redact(note));
        return document;
    }

    static List<Map<String, @Nullable Object>> checks(StreamReport stream) {
        StreamVerdict verdict = stream.verdict();
        List<Map<String, @Nullable Object>> documents = new ArrayList<>();
        for (CheckResult check : verdict == null ? List.<CheckResult>of() : verdict.checks()) {
            Map<String, @Nullable Object> document = new LinkedHashMap<>(check.toMap());
            document.put("result", check.result().name().toLowerCase(Locale.ROOT));
            documents.add(document);
        }
        return documents;
    }
}
