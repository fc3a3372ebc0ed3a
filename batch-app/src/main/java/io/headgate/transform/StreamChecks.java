package io.headgate.transform;

import io.headgate.api.config.ConfigProblem;
import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.RowSchema;
import io.headgate.state.CheckResult;
import io.headgate.state.CheckResult.Result;
import io.headgate.transform.CheckOptions.Freshness;
import io.headgate.transform.CheckOptions.RowBounds;
import io.headgate.transform.CheckOptions.ZeroRecords;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The checks of one stream. Immutable; any thread. */
public final class StreamChecks {

    private static final Set<DataType> TIMES = Set.of(Primitive.DATE, Primitive.TIMESTAMP, Primitive.TIMESTAMP_TZ);

    private final @Nullable CheckOptions options;

    StreamChecks(@Nullable CheckOptions options) {
        this.options = options;
    }

    /** What is wrong with the columns that are named, each under its key. */
    List<ConfigProblem> problems(RowSchema schema) {
        List<ConfigProblem> problems = new ArrayList<>();
        if (options == null) {
            return problems;
        }
        Freshness freshness = options.freshness();
        if (freshness != null) {
            String path = "checks.freshness.column";
            int position = Schemas.position(schema, freshness.column(), path, problems);
            if (position >= 0 && !TIMES.contains(schema.field(position).type())) {
                problems.add(new ConfigProblem(
                        path,
                        "column '" + freshness.column() + "' is "
                                + schema.field(position).type().text()
                                + ", which tells no time; cast it to timestamp"));
            }
        }
        options.nullShare()
                .keySet()
                .forEach(column -> Schemas.position(schema, column, "checks.null_share." + column, problems));
        return problems;
    }

    /** Columns whose nulls are counted. */
    List<String> nullColumns() {
        return options == null ? List.of() : List.copyOf(options.nullShare().keySet());
    }

    /** The column whose largest value is looked for, or null. */
    @Nullable
    String timeColumn() {
        return options == null || options.freshness() == null
                ? null
                : options.freshness().column();
    }

    /**
     * Judges a stream that is published.
     *
     * @param written records of the run that have landed
     * @param landed what is known of them
     * @param now when it is judged
     */
    public List<CheckResult> judge(long written, LandedTotals landed, Instant now) {
        List<CheckResult> results = new ArrayList<>();
        if (options == null) {
            return results;
        }
        if (options.rows() != null) {
            results.add(rows(options.rows(), written));
        }
        if (options.zeroRecords() != ZeroRecords.ALLOW) {
            Result none = options.zeroRecords() == ZeroRecords.FAIL ? Result.FAILED : Result.WARNED;
            results.add(new CheckResult(
                    "zero_records", written > 0 ? Result.PASSED : none, "at least one record", written + " records"));
        }
        // Of no records there is neither a newest one nor a share.
        if (options.freshness() != null && written > 0) {
            results.add(freshness(options.freshness(), landed, now));
        }
        if (written > 0) {
            options.nullShare().forEach((column, share) -> results.add(nullShare(column, share, landed)));
        }
        return results;
    }

    private static CheckResult rows(RowBounds bounds, long written) {
        Long min = bounds.min();
        Long max = bounds.max();
        boolean holds = (min == null || written >= min) && (max == null || written <= max);
        String expected = min == null ? "at most " + max : max == null ? "at least " + min : min + " to " + max;
        return new CheckResult("rows", passed(holds), expected + " records", written + " records");
    }

    private static CheckResult freshness(Freshness freshness, LandedTotals landed, Instant now) {
        Instant newest = landed.newest();
        String name = "freshness(" + freshness.column() + ")";
        String expected = "the newest record at most " + text(freshness.maxAge()) + " old";
        if (newest == null) {
            return new CheckResult(name, Result.FAILED, expected, "no value");
        }
        Duration age = Duration.between(newest, now);
        return new CheckResult(
                name,
                passed(age.compareTo(freshness.maxAge()) <= 0),
                expected,
                newest + ", " + (age.isNegative() ? "in the future" : text(age) + " old"));
    }

    /** Whole units, the largest two that are there: 3d 4h, 12m 5s. */
    private static String text(Duration duration) {
        long[] units = {
            duration.toDaysPart(), duration.toHoursPart(), duration.toMinutesPart(), duration.toSecondsPart()
        };
        String[] names = {"d", "h", "m", "s"};
        StringBuilder text = new StringBuilder();
        int shown = 0;
        for (int i = 0; i < units.length && shown < 2; i++) {
            if (units[i] > 0 || shown > 0) {
                shown++;
                text.append(units[i] == 0 ? "" : (text.isEmpty() ? "" : " ") + units[i] + names[i]);
            }
        }
        return text.isEmpty() ? duration.toMillis() + "ms" : text.toString();
    }

    private static CheckResult nullShare(String column, double share, LandedTotals landed) {
        long nulls = landed.nulls(column);
        BigDecimal most = BigDecimal.valueOf(share).multiply(BigDecimal.valueOf(landed.records()));
        boolean holds = BigDecimal.valueOf(nulls).compareTo(most) <= 0;
        String found = String.format(
                Locale.ROOT,
                "%d of %d (%.4f)",
                nulls,
                landed.records(),
                landed.records() == 0 ? 0 : (double) nulls / landed.records());
        return new CheckResult(
                "null_share(" + column + ")", passed(holds), "at most a share of " + share + " without a value", found);
    }

    private static Result passed(boolean holds) {
        return holds ? Result.PASSED : Result.FAILED;
    }
}
