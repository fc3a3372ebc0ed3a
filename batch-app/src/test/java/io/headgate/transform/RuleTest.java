package io.headgate.transform;

import static io.headgate.transform.Rig.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.error.HeadgateException;
import io.headgate.api.state.StreamState;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the rules let through, and what they say about the rest. */
class RuleTest {

    private static final Rig PEOPLE =
            Rig.of("id int64!", "name string", "age int32", "born date", "pay decimal(30,2)", "score float64");

    private static Object[] person(Object... values) {
        Object[] row = new Object[6];
        System.arraycopy(values, 0, row, 0, values.length);
        return row;
    }

    private static void check(Map<String, Object> rule, String code, Object[] good, Object[] bad) {
        Object[] nothing = person(9);
        Rig.Result result = PEOPLE.rule(rule, good, bad, nothing);
        assertThat(result.codes()).as(rule.toString()).containsExactly(code);
        assertThat(result.rejected().get(0).place()).isEqualTo("test:2");
        assertThat(result.rows()).as("null satisfies " + rule).hasSize(2);
    }

    @Test
    void everyRuleRejectsWithItsOwnCode() {
        check(
                Map.of("column", "age", "range", Map.of("min", 0, "max", 150)),
                "RULE_RANGE",
                person(1, "a", 150),
                person(2, "b", 151));
        check(
                Map.of("column", "pay", "range", Map.of("min", "0.01")),
                "RULE_RANGE",
                person(1, "a", 1, null, new BigDecimal("0.01")),
                person(2, "b", 1, null, BigDecimal.ZERO));
        check(
                Map.of("column", "born", "range", Map.of("max", "2026-01-01")),
                "RULE_RANGE",
                person(1, "a", 1, LocalDate.of(2026, 1, 1)),
                person(2, "b", 1, LocalDate.of(2026, 1, 2)));
        check(
                Map.of("column", "score", "range", Map.of("max", 1.0)),
                "RULE_RANGE",
                person(1, "a", 1, null, null, 1.0),
                person(2, "b", 1, null, null, Double.NaN));
        check(Map.of("column", "name", "pattern", "[a-z]+"), "RULE_PATTERN", person(1, "abc"), person(2, "abc1"));
        check(Map.of("column", "name", "in", List.of("x", "y")), "RULE_IN", person(1, "y"), person(2, "z"));
        check(
                Map.of("column", "pay", "in", List.of(1, "2.50")),
                "RULE_IN",
                person(1, "y", 1, null, new BigDecimal("2.50")),
                person(2, "z", 1, null, new BigDecimal("2.51")));
        check(
                Map.of("column", "name", "length", Map.of("min", 2, "max", 3)),
                "RULE_LENGTH",
                person(1, "äöü"),
                person(2, "a"));
        check(Map.of("column", "name", "unique", true), "RULE_UNIQUE", person(1, "a"), person(2, "a"));
    }

    @Test
    void notNullAndExpressionsLookAtNullAsWell() {
        Rig.Result missing = PEOPLE.rule(
                Map.of("column", List.of("name", "age"), "not_null", true),
                person(1, "a", 1),
                person(2, "b"),
                person(3));
        assertThat(missing.codes()).containsExactly("RULE_NOT_NULL", "RULE_NOT_NULL");
        assertThat(missing.rejected().get(0).reason()).isEqualTo("'name' must not be null");
        Rig.Result untold =
                PEOPLE.rule(Map.of("expression", "age > 18"), person(1, "a", 19), person(2, "b", 18), person(3, "c"));
        assertThat(untold.codes()).containsExactly("RULE_EXPRESSION", "RULE_EXPRESSION");
        assertThat(untold.rejected().get(1).reason()).contains("must satisfy age > 18", "'age' has no value");
    }

    @Test
    void aRuleMayWarnOnly() {
        TransformPlan plan = PEOPLE.plan(
                Map.of("rules", List.of(Map.of("column", "age", "range", Map.of("max", 9), "on_failure", "warn"))));
        try (TransformSession session = plan.open(StreamState.EMPTY, 0, null)) {
            Rig.Result result =
                    Rig.run(session, plan, PEOPLE.batch(person(1, "a", 10), person(2, "b", 9), person(3, "c", 11)));
            assertThat(result.rows()).hasSize(3);
            assertThat(result.rejected()).isEmpty();
            StreamState state = new StreamState(java.util.Objects.requireNonNull(session.state()));
            assertThat(TransformSession.warnings(state)).isEqualTo(Map.of("'age' must be at most 9", 2L));
        }
    }

    @Test
    void aRuleMayEndTheRun() {
        assertThatThrownBy(() -> PEOPLE.rule(
                        Map.of("column", "age", "range", Map.of("max", 9), "on_failure", "fail"), person(1, "a", 10)))
                .isInstanceOf(HeadgateException.class)
                .hasMessageContaining("test:1: 'age' must be at most 9")
                .hasMessageContaining("the rerun resumes");
    }

    @Test
    void aRecordThatAnotherRuleSetsAsideTakesNoKeyFromOneThatLands() {
        Rig.Result result = PEOPLE.run(
                Map.of(
                        "rules",
                        List.of(
                                Map.of("column", "name", "unique", true),
                                Map.of("column", "id", "unique", true),
                                Map.of("column", "age", "not_null", true))),
                person(1, "a"),
                person(2, "a", 5),
                person(2, "b", 5),
                person(3, "b", 5));
        assertThat(result.column("id")).containsExactly(2L, 3L);
        assertThat(result.codes()).containsExactly("RULE_NOT_NULL", "RULE_UNIQUE");
        assertThat(result.rejected().get(1).reason()).isEqualTo("'id' must be unique within the run");
    }

    @Test
    void severalColumnsAreUniqueTogetherAndNullIsNoKey() {
        Rig.Result result = PEOPLE.rule(
                Map.of("column", List.of("name", "age"), "unique", true),
                person(1, "a", 1),
                person(2, "a", 2),
                person(3, "a", 1),
                person(4, "a"),
                person(5, "a"));
        assertThat(result.column("id")).containsExactly(1L, 2L, 4L, 5L);
    }

    @Test
    void mistakesHaveTheirKey() {
        assertThat(PEOPLE.mistakes(Map.of(
                        "rules",
                        List.of(
                                Map.of("column", "agee", "not_null", true),
                                Map.of("column", "name", "range", Map.of("min", 1)),
                                Map.of("column", "age", "range", Map.of("min", "x")),
                                Map.of("column", "age", "pattern", "x"),
                                Map.of("column", "age", "in", List.of(1, "two")),
                                Map.of("expression", "age")))))
                .containsExactly(
                        "rules[0].column[0]: there is no column 'agee'; did you mean 'age'?",
                        "rules[1].range: column 'name' is string; a range is of numbers, dates or times",
                        "rules[2].range.min: 'x' is no value of column 'age', which is int32",
                        "rules[3].pattern: column 'age' is int32, which has no text for a pattern",
                        "rules[4].in[1]: 'two' is no value of column 'age', which is int32",
                        "rules[5].expression: 'age' is int, neither true nor false");
        assertThat(PEOPLE.mistakes(Map.of("rules", List.of(Map.of("column", "age")))))
                .singleElement()
                .asString()
                .contains("rules[0]: must hold at least one of");
        assertThat(PEOPLE.mistakes(Map.of("rules", List.of(Map.of("not_null", true)))))
                .singleElement()
                .asString()
                .contains("rules[0]: must say which column");
        assertThat(PEOPLE.mistakes(Map.of("rules", List.of(Map.of("column", "name", "pattern", "(?=a)")))))
                .singleElement()
                .asString()
                .contains("rules[0].pattern: is no RE2 pattern");
    }
}
