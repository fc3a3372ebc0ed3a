package io.headgate.transform;

import com.google.re2j.Pattern;
import io.headgate.api.config.ConfigException;
import io.headgate.api.config.ConfigProblem;
import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.transform.PlannedRule.Check;
import io.headgate.transform.RuleOptions.LengthOptions;
import io.headgate.transform.RuleOptions.RangeOptions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Plans rules against the schema of what lands. Null satisfies every check but {@code not_null}. */
final class RulePlanner {

    private final RowSchema schema;
    private final List<ConfigProblem> problems = new ArrayList<>();
    private final List<PlannedRule> rules = new ArrayList<>();

    RulePlanner(RowSchema schema) {
        this.schema = schema;
    }

    /**
     * @throws ConfigException with every mistake; keys begin with {@code rules[i]}
     */
    List<PlannedRule> plan(List<RuleOptions> options) {
        for (int i = 0; i < options.size(); i++) {
            plan(options.get(i), "rules[" + i + "]");
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return rules;
    }

    private void plan(RuleOptions rule, String path) {
        int[] positions = Schemas.positions(schema, rule.column(), path + ".column", problems);
        for (int position : positions) {
            if (position >= 0) {
                planColumn(rule, position, path);
            }
        }
        if (rule.unique()) {
            add(
                    rule,
                    PlannedRule.UNIQUE,
                    String.join(", ", rule.column()),
                    "must be unique within the run",
                    null,
                    positions);
        }
        String expression = rule.expression();
        if (expression != null) {
            guarded(() -> {
                Expression condition = TransformPlanner.condition(path + ".expression", expression, schema);
                add(rule, "RULE_EXPRESSION", null, "must satisfy " + expression, () -> expression(condition));
            });
        }
    }

    private void planColumn(RuleOptions rule, int position, String path) {
        Field field = schema.field(position);
        if (rule.notNull()) {
            add(rule, "RULE_NOT_NULL", field.name(), "must not be null", () -> RowChecks.notNull(position));
        }
        RangeOptions range = rule.range();
        if (range != null) {
            guarded(() -> {
                Check check = new RangeCheck(field, position, range, path + ".range").check();
                add(rule, "RULE_RANGE", field.name(), between("must be", range.min(), range.max()), () -> check);
            });
        }
        if (rule.pattern() != null) {
            require(field, isText(field), path + ".pattern", "has no text for a pattern");
            Pattern pattern = Pattern.compile(rule.pattern());
            add(
                    rule,
                    "RULE_PATTERN",
                    field.name(),
                    "must match " + rule.pattern(),
                    () -> RowChecks.pattern(position, pattern));
        }
        if (!rule.in().isEmpty()) {
            guarded(() -> {
                Set<Object> allowed = allowed(field, rule.in(), path + ".in");
                add(
                        rule,
                        "RULE_IN",
                        field.name(),
                        "must be one of " + rule.in(),
                        () -> RowChecks.in(position, allowed));
            });
        }
        LengthOptions length = rule.length();
        if (length != null) {
            boolean measurable = isText(field)
                    || field.type() == Primitive.BINARY
                    || field.type() instanceof DataType.ListOf
                    || field.type() instanceof DataType.MapOf;
            require(field, measurable, path + ".length", "has no length");
            String requirement = between("must have a length of", length.min(), length.max());
            add(
                    rule,
                    "RULE_LENGTH",
                    field.name(),
                    requirement,
                    () -> RowChecks.length(position, length, isText(field)));
        }
    }

    private static boolean isText(Field field) {
        return field.type() == Primitive.STRING || field.type() == Primitive.JSON;
    }

    private void require(Field field, boolean condition, String path, String message) {
        if (!condition) {
            problems.add(new ConfigProblem(
                    path, "column '" + field.name() + "' is " + field.type().text() + ", which " + message));
        }
    }

    private static Set<Object> allowed(Field field, List<Object> values, String path) {
        if (field.type() == Primitive.BINARY
                || !(field.type() instanceof Primitive || field.type() instanceof DataType.Decimal)) {
            throw new ConfigException(
                    path, "column '" + field.name() + "' is " + field.type().text() + "; single values only");
        }
        Set<Object> allowed = new LinkedHashSet<>();
        List<ConfigProblem> wrong = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            try {
                allowed.add(Literals.value(field, values.get(i)));
            } catch (IllegalArgumentException e) {
                wrong.add(new ConfigProblem(path + "[" + i + "]", String.valueOf(e.getMessage())));
            }
        }
        if (!wrong.isEmpty()) {
            throw new ConfigException(wrong);
        }
        return allowed;
    }

    private static Check expression(Expression condition) {
        CelRow row = condition.row();
        return (batch, index) -> Boolean.TRUE.equals(row.evaluate(batch, index));
    }

    private static String between(String verb, @Nullable Object min, @Nullable Object max) {
        if (min == null || max == null) {
            return verb + (min == null ? " at most " + max : " at least " + min);
        }
        return verb + (min.equals(max) ? " " + min : " " + min + " to " + max);
    }

    private void add(
            RuleOptions rule, String code, @Nullable String column, String requirement, Supplier<Check> check) {
        add(rule, code, column, requirement, check, new int[0]);
    }

    private void add(
            RuleOptions rule,
            String code,
            @Nullable String column,
            String requirement,
            @Nullable Supplier<Check> check,
            int[] key) {
        String text = column == null ? "the record " + requirement : "'" + column + "' " + requirement;
        rules.add(new PlannedRule(code, text, rule.onFailure(), check, key));
    }

    private void guarded(Runnable planning) {
        try {
            planning.run();
        } catch (ConfigException e) {
            problems.addAll(e.problems());
        }
    }
}
