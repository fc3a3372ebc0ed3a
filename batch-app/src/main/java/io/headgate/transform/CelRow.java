package io.headgate.transform;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelVariableResolver;
import io.headgate.api.data.RowBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Evaluates one expression row by row. Only the columns that it names are read. One thread. */
final class CelRow implements CelVariableResolver {

    private final Expression expression;
    private final Map<String, Integer> positions = new HashMap<>();
    private final List<String> nulls = new ArrayList<>();
    private @Nullable RowBatch batch;
    private int row;

    CelRow(Expression expression) {
        this.expression = expression;
        for (int i = 0; i < expression.schema().size(); i++) {
            positions.put(expression.schema().field(i).name(), i);
        }
    }

    /**
     * The expression's value for a row, as columns understand it, or null.
     *
     * @throws IllegalArgumentException with a sentence, if it has none for this row
     */
    @Nullable
    Object evaluate(RowBatch rows, int index) {
        batch = rows;
        row = index;
        nulls.clear();
        try {
            return CelValues.fromCel(expression.program().eval(this));
        } catch (CelEvaluationException | RuntimeException e) {
            throw new IllegalArgumentException("'" + expression.text() + "': " + describe(e), e);
        }
    }

    private String describe(Exception e) {
        if (!nulls.isEmpty()) {
            String column = nulls.get(0);
            return "'" + column + "' has no value; test it with " + column
                    + " == null, or give a default with coalesce(" + column + ", …)";
        }
        Throwable cause = e.getCause();
        while (cause != null && !(cause instanceof ArithmeticException || cause instanceof NumberFormatException)) {
            cause = cause.getCause();
        }
        String message = String.valueOf((cause == null ? e : cause).getMessage());
        int colon = message.startsWith("evaluation error at ") ? message.indexOf(": ") + 2 : 0;
        return message.substring(colon);
    }

    @Override
    public Optional<Object> find(String name) {
        Integer position = positions.get(name);
        if (position != null) {
            Object value = Objects.requireNonNull(batch).value(row, position);
            if (value == null) {
                nulls.add(name);
            }
            return Optional.of(CelValues.toCel(value));
        }
        return name.equals(Expressions.ROW) ? Optional.of(whole()) : Optional.empty();
    }

    private Map<String, Object> whole() {
        Map<String, Object> record = new LinkedHashMap<>();
        Objects.requireNonNull(batch).toMap(row).forEach((name, value) -> record.put(name, CelValues.toCel(value)));
        return record;
    }
}
