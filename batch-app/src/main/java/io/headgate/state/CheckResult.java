package io.headgate.state;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a finished stream has met one of its checks.
 *
 * @param name {@code rows}, {@code zero_records}, {@code freshness(COLUMN)} or {@code null_share(COLUMN)}
 * @param expected what was demanded, for people
 * @param found what was found, for people
 */
public record CheckResult(String name, Result result, String expected, String found) {

    /** A warning does not change the exit code. */
    public enum Result {
        PASSED,
        WARNED,
        FAILED
    }

    /** For people. */
    public String sentence() {
        return name + ": expected " + expected + ", found " + found;
    }

    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("name", name);
        map.put("result", result.name());
        map.put("expected", expected);
        map.put("found", found);
        return map;
    }

    static CheckResult of(Map<String, ? extends @Nullable Object> map) {
        return new CheckResult(
                String.valueOf(map.get("name")),
                Result.valueOf(String.valueOf(map.get("result"))),
                String.valueOf(map.get("expected")),
                String.valueOf(map.get("found")));
    }
}
