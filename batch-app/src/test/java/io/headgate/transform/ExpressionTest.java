package io.headgate.transform;

import static io.headgate.transform.Rig.row;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Expressions over columns: their types, their nulls, their mistakes, and what they cannot reach. */
class ExpressionTest {

    private static final Rig ORDERS = Rig.of(
            "id int64!",
            "fare decimal(10,2)",
            "tip decimal(10,2)",
            "note string",
            "day date",
            "trip km float64",
            "tags list<string>");

    private static Object[] order(Object... values) {
        Object[] row = new Object[7];
        System.arraycopy(values, 0, row, 0, values.length);
        return row;
    }

    private static Object derive(Object expression, Object... values) {
        Rig.Result result = ORDERS.transform("derive", Map.of("x", expression), new Object[][] {order(values)});
        assertThat(result.rejected()).isEmpty();
        return result.column("x").get(0);
    }

    private static String failure(Object expression, Object... values) {
        return ORDERS.transform("derive", Map.of("x", expression), new Object[][] {order(values)})
                .onlyReason();
    }

    private static String mistake(String expression) {
        return ORDERS.mistakesOf("derive", Map.of("x", expression)).get(0);
    }

    @Test
    void decimalsAreExact() {
        Map<String, Object> total = Map.of("expression", "fare + tip", "type", "decimal(12,2)");
        assertThat(derive(total, 1, new BigDecimal("0.10"), new BigDecimal("0.20")))
                .isEqualTo(new BigDecimal("0.30"));
        Map<String, Object> tax = Map.of("expression", "round(fare * 0.19, 2)", "type", "decimal(12,2)");
        assertThat(derive(tax, 1, new BigDecimal("10.30"))).isEqualTo(new BigDecimal("1.96"));
        assertThat(derive("fare == decimal('1.5')", 1, new BigDecimal("1.50"))).isEqualTo(true);
        assertThat(derive("fare > 1 && fare < 1.6 && 2 > fare", 1, new BigDecimal("1.50")))
                .isEqualTo(true);
        assertThat(derive("string(-fare)", 1, new BigDecimal("1.50"))).isEqualTo("-1.50");
    }

    @Test
    void aDecimalColumnNeedsItsTypeAndTheValueHasToFit() {
        assertThat(mistake("fare + tip")).contains("is decimal; say what the column is");
        assertThat(failure(Map.of("expression", "fare / 3", "type", "decimal(12,2)"), 1, new BigDecimal("1.00")))
                .contains("column 'x'");
    }

    @Test
    void theTypeOfAColumnIsThatOfItsExpression() {
        assertThat(derive("id * 2", 21)).isEqualTo(42L);
        assertThat(derive("'n' + string(id)", 7)).isEqualTo("n7");
        assertThat(derive("id > 5", 7)).isEqualTo(true);
        assertThat(derive("day + duration('24h') > day", 1, null, null, null, LocalDate.of(2026, 1, 1)))
                .isEqualTo(true);
        assertThat(derive(
                        Map.of("expression", "day + duration('24h')", "type", "date"),
                        1,
                        null,
                        null,
                        null,
                        LocalDate.of(2026, 1, 31)))
                .isEqualTo(LocalDate.of(2026, 2, 1));
        assertThat(derive("tags.exists(t, t == 'b')", 1, null, null, null, null, null, List.of("a", "b")))
                .isEqualTo(true);
    }

    @Test
    void aColumnWhoseNameIsNoIdentifierIsReachedThroughTheRow() {
        assertThat(derive("row[\"trip km\"] * 2.0 > 5.0", 1, null, null, null, null, 3.0))
                .isEqualTo(true);
        assertThat(mistake("row['trip kms'] > 1.0"))
                .isEqualTo("transforms[0].derive.x: 'row['trip kms'] > 1.0': there is no column 'trip kms';"
                        + " did you mean 'trip km'?");
    }

    @Test
    void nullIsTestedOrGivenADefaultButNeverGuessed() {
        assertThat(derive("note == null ? 'none' : note", 1)).isEqualTo("none");
        assertThat(derive("coalesce(note, 'none')", 1)).isEqualTo("none");
        assertThat(derive("coalesce(note, 'none')", 1, null, null, "x")).isEqualTo("x");
        assertThat(failure("note + '!'", 1))
                .contains("'note' has no value; test it with note == null, or give a default with coalesce(note, …)");
        assertThat(derive("note", 1)).isNull();
    }

    @Test
    void aRecordWhoseExpressionCannotBeComputedIsRejected() {
        Rig.Result result = ORDERS.transform("derive", Map.of("x", "100 / id"), order(0), order(4));
        assertThat(result.column("x")).containsExactly(25L);
        assertThat(result.codes()).containsExactly("DERIVE_FAILED");
        assertThat(result.onlyReason()).isEqualTo("column 'x' '100 / id': / by zero");
        assertThat(failure("1.0 / double(id)", 0)).contains("Infinity, no finite number");
        assertThat(failure("id * 9223372036854775807", 3)).contains("long overflow");
        assertThat(failure("int(note)", 1, null, null, "abc")).contains("abc");
        assertThat(failure(Map.of("expression", "fare / 0", "type", "decimal(12,2)"), 1, BigDecimal.ONE))
                .contains("zero");
    }

    @Test
    void filterKeepsWhatIsTrueAndRejectsWhatCannotBeTold() {
        Rig.Result result = ORDERS.transform(
                "filter",
                "note.startsWith('a')",
                order(1, null, null, "ab"),
                order(2, null, null, "b"),
                order(3),
                order(4, null, null, "a"));
        assertThat(result.column("id")).containsExactly(1L, 4L);
        assertThat(result.codes()).containsExactly("FILTER_FAILED");
        assertThat(ORDERS.mistakesOf("filter", "id + 1"))
                .containsExactly("transforms[0].filter: 'id + 1' is int, neither true nor false");
    }

    @Test
    void mistakesNameTheNearestColumnAndTheTypes() {
        assertThat(mistake("far + 1"))
                .isEqualTo(
                        "transforms[0].derive.x: 'far + 1', character 1: there is no column 'far'; did you mean 'fare'?");
        assertThat(mistake("id + note"))
                .contains("character 4: found no matching overload for '+' applied to '(int, wrapper(string))'");
        assertThat(mistake("id +")).startsWith("transforms[0].derive.x: 'id +', character 5: mismatched input");
        assertThat(mistake("id == 'x'")).contains("no matching overload for '=='");
    }

    @Test
    void nothingOfTheJvmCanBeReached() {
        for (String attempt : List.of(
                "java.lang.System.exit(1)",
                "note.getClass()",
                "note.getClass().forName('java.lang.Runtime')",
                "T(java.lang.Runtime)",
                "row.getClass().getName()",
                "this",
                "new java.io.File('/')")) {
            assertThat(ORDERS.mistakesOf("derive", Map.of("x", attempt)))
                    .as(attempt)
                    .isNotEmpty();
        }
    }

    @Test
    void theCostOfAnExpressionIsBounded() {
        String loops = "[1,2,3,4,5,6,7,8,9,10]";
        String deep = loops + ".all(a, " + loops + ".all(b, " + loops + ".all(c, " + loops + ".all(d, " + loops
                + ".all(e, a + b + c + d + e > id)))))";
        assertThat(failure(deep, 1)).containsIgnoringCase("iteration");
        assertThat(mistake("'" + "x".repeat(20_000) + "'")).containsIgnoringCase("size");
        assertThat(mistake("(".repeat(500) + "id" + ")".repeat(500))).isNotEmpty();
        List<String> sums = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            sums.add("note");
        }
        assertThat(derive("size(" + String.join(" + ", sums.subList(0, 50)) + ")", 1, null, null, "ab"))
                .isEqualTo(100L);
    }

    @Test
    void anExponentialPatternTakesNoLongerThanAnother() {
        assertThat(derive("note.matches('^(a+)+$')", 1, null, null, "a".repeat(5_000) + "!"))
                .isEqualTo(false);
    }
}
