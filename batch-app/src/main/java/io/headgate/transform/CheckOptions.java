package io.headgate.transform;

import io.headgate.api.config.ConfigCheck;
import io.headgate.api.config.ConfigException;
import io.headgate.api.config.ConfigKey;
import io.headgate.api.config.ConfigProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code checks}: what holds for a stream that has landed, as a whole. At least one. */
public record CheckOptions(
        @ConfigKey("Fewest and most records that land in a run: { min = 1, max = 1000000 }") @Nullable RowBounds rows,
        @ConfigKey(value = "What it means if no record lands: fail, warn or allow", defaultValue = "allow")
                ZeroRecords zeroRecords,
        @ConfigKey("How old the newest record may be: { column = \"updated_at\", max_age = \"1d\" }") @Nullable
                Freshness freshness,
        @ConfigKey("Largest share of records without a value, from 0 to 1, by column: { email = 0.05 }")
                Map<String, Double> nullShare) {

    /** Both ends belong to it. */
    public record RowBounds(
            @ConfigKey("Fewest records") @Nullable Long min, @ConfigKey("Most records") @Nullable Long max) {

        public RowBounds {
            boolean ordered = min == null || max == null || min <= max;
            new ConfigCheck()
                    .require(min != null || max != null, "", "must have min, max or both")
                    .require(min == null || min >= 0, "min", "must not be negative")
                    .require(max == null || max >= 0, "max", "must not be negative")
                    .require(ordered, "", "min must not be larger than max")
                    .throwIfAny();
        }
    }

    /** What a run without records means. */
    public enum ZeroRecords {
        FAIL,
        WARN,
        ALLOW
    }

    /** How old the newest record may be when the run ends. */
    public record Freshness(
            @ConfigKey(value = "A column of type date, timestamp or timestamp_tz", required = true) String column,
            @ConfigKey(value = "For instance 90m, 12h or 1d", required = true) Duration maxAge) {}

    public CheckOptions {
        nullShare = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(nullShare));
        List<ConfigProblem> problems = new ArrayList<>();
        if (rows == null && zeroRecords == ZeroRecords.ALLOW && freshness == null && nullShare.isEmpty()) {
            problems.add(new ConfigProblem(
                    "", "must hold at least one of rows, zero_records = \"fail\" or \"warn\", freshness, null_share"));
        }
        nullShare.forEach((column, share) -> {
            if (!(share >= 0 && share <= 1)) {
                problems.add(new ConfigProblem("null_share." + column, "must be from 0 to 1"));
            }
        });
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }
}
