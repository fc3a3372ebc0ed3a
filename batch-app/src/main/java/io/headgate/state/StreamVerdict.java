package io.headgate.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a look at a finished stream has shown. */
public record StreamVerdict(String stream, Reconciliation reconciliation, List<CheckResult> checks) {

    public StreamVerdict {
        checks = List.copyOf(checks);
    }

    /** Whether the run must say that something is wrong with the data. */
    public boolean isFailed() {
        return reconciliation.result() == Reconciliation.Result.MISMATCH
                || checks.stream().anyMatch(check -> check.result() == CheckResult.Result.FAILED);
    }

    /** What is wrong, one sentence each. */
    public List<String> failures() {
        List<String> failures = new ArrayList<>();
        if (reconciliation.result() == Reconciliation.Result.MISMATCH) {
            failures.add("stream '" + stream + "': reconciliation: " + reconciliation.note());
        }
        checks.stream()
                .filter(check -> check.result() == CheckResult.Result.FAILED)
                .forEach(check -> failures.add("stream '" + stream + "': check " + check.sentence()));
        return failures;
    }

    public String toJson() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("stream", stream);
        map.put("reconciliation", reconciliation.toMap());
        map.put("checks", checks.stream().map(CheckResult::toMap).toList());
        return JsonText.write(map);
    }

    public static StreamVerdict fromJson(String json) {
        Map<String, @Nullable Object> map = JsonText.read(json);
        List<CheckResult> checks = new ArrayList<>();
        for (Object check : map.get("checks") instanceof List<?> list ? list : List.of()) {
            checks.add(CheckResult.of(asMap(check)));
        }
        return new StreamVerdict(
                String.valueOf(map.get("stream")), Reconciliation.of(asMap(map.get("reconciliation"))), checks);
    }

    @SuppressWarnings("unchecked") // JSON objects have string keys
    private static Map<String, @Nullable Object> asMap(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
    }
}
