package io.headgate.transform;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.headgate.api.config.ConfigCheck;
import io.headgate.api.config.ConfigKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One element of {@code rules}: what holds for every record that lands. At least one check. */
public record RuleOptions(
        @ConfigKey("The column that is checked, or several; of unique, those that together occur once")
                List<String> column,
        @ConfigKey("There is a value") boolean notNull,
        @ConfigKey("Smallest and largest value allowed: { min = 0, max = 150 }") @Nullable RangeOptions range,
        @ConfigKey("RE2 pattern that the whole text matches") @Nullable String pattern,
        @ConfigKey("The values that are allowed") List<Object> in,
        @ConfigKey("Characters of a text, bytes of binary, elements of a list: { min = 1, max = 80 }") @Nullable
                LengthOptions length,
        @ConfigKey("No two records of the run have the same value") boolean unique,
        @ConfigKey("CEL expression that is true") @Nullable String expression,
        @ConfigKey(value = "reject, fail or warn", defaultValue = "reject") OnFailure onFailure) {

    /** Both ends belong to the range. */
    public record RangeOptions(
            @ConfigKey("Smallest value allowed") @Nullable Object min,
            @ConfigKey("Largest value allowed") @Nullable Object max) {

        public RangeOptions {
            new ConfigCheck()
                    .require(min != null || max != null, "", "must have min, max or both")
                    .throwIfAny();
        }
    }

    /** Both ends belong to the range. */
    public record LengthOptions(
            @ConfigKey("Shortest length allowed") @Nullable Integer min,
            @ConfigKey("Longest length allowed") @Nullable Integer max) {

        public LengthOptions {
            boolean ordered = min == null || max == null || min <= max;
            new ConfigCheck()
                    .require(min != null || max != null, "", "must have min, max or both")
                    .require(ordered, "", "min must not be larger than max")
                    .throwIfAny();
        }
    }

    public RuleOptions {
        boolean ofColumn = notNull || range != null || pattern != null || !in.isEmpty() || length != null || unique;
        new ConfigCheck()
                .require(
                        ofColumn || expression != null,
                        "",
                        "must hold at least one of not_null, range, pattern, in, length, unique, expression")
                .require(!ofColumn || !column.isEmpty(), "", "must say which column it checks")
                .require(
                        ofColumn || expression == null || column.isEmpty(),
                        "column",
                        "an expression names its columns itself")
                .require(pattern == null || patternMistake(pattern) == null, "pattern", mistakeOf(pattern))
                .throwIfAny();
        if (expression != null) {
            Expressions.parse("expression", expression);
        }
    }

    private static String mistakeOf(@Nullable String pattern) {
        return pattern == null ? "" : String.valueOf(patternMistake(pattern));
    }

    private static @Nullable String patternMistake(String pattern) {
        try {
            Pattern.compile(pattern);
            return null;
        } catch (PatternSyntaxException e) {
            return "is no RE2 pattern: " + e.getMessage()
                    + " (look-around and back-references do not exist in it, so that no text takes long to match)";
        }
    }
}
