package io.headgate.transform;

import io.headgate.api.data.Column;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.data.Values;
import java.util.Objects;

/** Values of a configuration file as values of a column. */
final class Literals {

    private Literals() {}

    /**
     * The value as it stands in a column of its own.
     *
     * @throws IllegalArgumentException if it cannot be a value of that column
     */
    static Column column(Field field, Object literal) {
        return batch(field, literal).column(0);
    }

    /** The value as {@link Values} reads it from such a column. */
    static Object value(Field field, Object literal) {
        return Objects.requireNonNull(batch(field, literal).value(0, 0));
    }

    private static RowBatch batch(Field field, Object literal) {
        RowBatchBuilder rows = new RowBatchBuilder(RowSchema.of(field), 1);
        try {
            Object value = new Casts(field.type(), CastOptions.to(field.type().text())).cast(literal);
            Values.write(rows.column(0), field, Objects.requireNonNull(value));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "'" + literal + "' is no value of column '" + field.name() + "', which is "
                            + field.type().text(),
                    e);
        }
        rows.endRow();
        return rows.build();
    }
}
