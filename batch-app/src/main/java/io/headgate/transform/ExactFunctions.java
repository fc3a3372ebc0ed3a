package io.headgate.transform;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.IntPredicate;

/**
 * What CEL lacks for data: exact decimal numbers, with the usual operators among themselves and with int and double, and {@code
 * coalesce}, which gives a default for null. All of them take time in proportion to their arguments at most.
 */
@SuppressWarnings("Immutable") // what the bindings close over is immutable: lambdas without captures, and names
final class ExactFunctions {

    static final OpaqueType DECIMAL = OpaqueType.create("decimal");

    /** Digits that a result may have; a number of a million digits would take for ever to multiply. */
    private static final int MOST_DIGITS = 1000;

    private static final int MOST_SCALE = 1000;

    private final List<CelFunctionDecl> declarations = new ArrayList<>();
    private final List<CelFunctionBinding> bindings = new ArrayList<>();

    ExactFunctions() {
        arithmetic("_+_", "add", BigDecimal::add);
        arithmetic("_-_", "subtract", BigDecimal::subtract);
        arithmetic("_*_", "multiply", BigDecimal::multiply);
        arithmetic("_/_", "divide", (a, b) -> a.divide(b, MathContext.DECIMAL128));
        comparison("_<_", "less", order -> order < 0);
        comparison("_<=_", "less_equals", order -> order <= 0);
        comparison("_>_", "greater", order -> order > 0);
        comparison("_>=_", "greater_equals", order -> order >= 0);
        unary(
                "-_",
                DECIMAL,
                DECIMAL,
                Exact.class,
                exact -> new Exact(exact.value().negate()));
        unary("decimal", SimpleType.STRING, DECIMAL, String.class, text -> bounded(new BigDecimal(text.trim())));
        unary("decimal", SimpleType.INT, DECIMAL, Long.class, Exact::of);
        unary("decimal", SimpleType.DOUBLE, DECIMAL, Double.class, Exact::of);
        unary("double", DECIMAL, SimpleType.DOUBLE, Exact.class, exact -> exact.value()
                .doubleValue());
        unary("string", DECIMAL, SimpleType.STRING, Exact.class, exact -> exact.value()
                .toPlainString());
        round();
        coalesce();
    }

    List<CelFunctionDecl> declarations() {
        return declarations;
    }

    List<CelFunctionBinding> bindings() {
        return bindings;
    }

    private static Exact bounded(BigDecimal value) {
        if (value.precision() > MOST_DIGITS || Math.abs((long) value.scale()) > MOST_SCALE) {
            throw new ArithmeticException("the number has too many digits");
        }
        return new Exact(value);
    }

    private void arithmetic(String operator, String name, BinaryOperator<BigDecimal> operation) {
        mixed(operator, name, DECIMAL, (a, b) -> bounded(operation.apply(a.value(), b.value())));
    }

    private void comparison(String operator, String name, IntPredicate test) {
        mixed(operator, name, SimpleType.BOOL, (a, b) -> test.test(a.value().compareTo(b.value())));
    }

    private interface Operation {
        Object apply(Exact left, Exact right);
    }

    /** Decimal with decimal, and with int or double on either side. */
    private void mixed(String operator, String name, CelType result, Operation operation) {
        String id = "exact_" + name;
        declare(operator, id, result, DECIMAL, DECIMAL);
        declare(operator, id + "_int", result, DECIMAL, SimpleType.INT);
        declare(operator, id + "_double", result, DECIMAL, SimpleType.DOUBLE);
        declare(operator, "int_" + id, result, SimpleType.INT, DECIMAL);
        declare(operator, "double_" + id, result, SimpleType.DOUBLE, DECIMAL);
        bindings.add(CelFunctionBinding.from(id, Exact.class, Exact.class, operation::apply));
        bindings.add(CelFunctionBinding.from(
                id + "_int", Exact.class, Long.class, (a, b) -> operation.apply(a, Exact.of(b))));
        bindings.add(CelFunctionBinding.from(
                id + "_double", Exact.class, Double.class, (a, b) -> operation.apply(a, Exact.of(b))));
        bindings.add(CelFunctionBinding.from(
                "int_" + id, Long.class, Exact.class, (a, b) -> operation.apply(Exact.of(a), b)));
        bindings.add(CelFunctionBinding.from(
                "double_" + id, Double.class, Exact.class, (a, b) -> operation.apply(Exact.of(a), b)));
    }

    private <T> void unary(String function, CelType from, CelType to, Class<T> type, Function<T, Object> body) {
        String id = "exact_" + function.replace("-_", "negate") + "_" + from.name();
        declare(function, id, to, from);
        bindings.add(CelFunctionBinding.from(id, type, body::apply));
    }

    private void declare(String function, String id, CelType result, CelType... arguments) {
        declarations.add(CelFunctionDecl.newFunctionDeclaration(
                function, CelOverloadDecl.newGlobalOverload(id, result, List.of(arguments))));
    }

    /** {@code round(total, 2)}: half away from zero. */
    private void round() {
        declare("round", "exact_round", DECIMAL, DECIMAL, SimpleType.INT);
        bindings.add(CelFunctionBinding.from("exact_round", Exact.class, Long.class, (exact, digits) -> {
            if (digits < 0 || digits > MOST_SCALE) {
                throw new ArithmeticException("round takes 0 to " + MOST_SCALE + " digits");
            }
            return new Exact(exact.value().setScale(digits.intValue(), RoundingMode.HALF_UP));
        }));
    }

    private void coalesce() {
        Map<CelType, Class<?>> types = Map.of(
                SimpleType.BOOL,
                Boolean.class,
                SimpleType.INT,
                Long.class,
                SimpleType.DOUBLE,
                Double.class,
                SimpleType.STRING,
                String.class,
                SimpleType.TIMESTAMP,
                java.time.Instant.class,
                SimpleType.DURATION,
                java.time.Duration.class,
                DECIMAL,
                Exact.class);
        types.forEach((type, javaType) -> {
            String id = "coalesce_" + type.name();
            declare("coalesce", id, type, NullableType.create(type), type);
            bindings.add(CelFunctionBinding.from(
                    id,
                    List.<Class<?>>of(Object.class, javaType),
                    arguments -> javaType.isInstance(arguments[0]) ? arguments[0] : arguments[1]));
        });
    }
}
