package io.headgate.transform;

import io.headgate.api.data.Column;
import io.headgate.api.data.ColumnBuilder;
import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.data.Values;
import io.headgate.api.source.RejectedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Casts some columns; the others are passed on as they are. */
final class CastOperator implements Operator {

    private static final int SHOWN_VALUE_LENGTH = 60;

    private final RowSchema output;
    private final Map<Integer, CellCast> casts;

    /**
     * @param casts by position of the column
     */
    CastOperator(RowSchema output, Map<Integer, CellCast> casts) {
        this.output = output;
        this.casts = casts;
    }

    /** Casts one cell of a column that is not null. */
    interface CellCast {

        /**
         * @throws RuntimeException if the value does not fit; nothing is set then
         */
        void cast(Column from, int row, ColumnBuilder to);

        /** The fastest way from one type to another. */
        static CellCast of(Field from, Field to, CastOptions options) {
            CellCast any = throughObjects(from.type(), to, new Casts(to.type(), options));
            if (from.type() == Primitive.INT32 && to.type() == Primitive.INT64) {
                return (column, row, builder) -> ((ColumnBuilder.Longs) builder).set(((Column.Ints) column).get(row));
            }
            if (from.type() != Primitive.STRING || options.format() != null) {
                return any;
            }
            if (Casts.isWhole(to.type())) {
                return TextCells.wholeNumbers(to.type(), any);
            }
            return to.type() == Primitive.DATE ? TextCells.dates(any) : any;
        }

        private static CellCast throughObjects(DataType from, Field to, Casts casts) {
            return (column, row, builder) -> {
                Object value = casts.cast(java.util.Objects.requireNonNull(Values.read(column, from, row)));
                if (value != null) {
                    Values.write(builder, to, value);
                }
            };
        }
    }

    @Override
    public RowBatch apply(RowBatch batch, List<RejectedRecord> rejected) {
        RowSieve sieve = new RowSieve(batch, rejected);
        List<Column> columns = new ArrayList<>(output.size());
        for (int field = 0; field < output.size(); field++) {
            CellCast cast = casts.get(field);
            columns.add(cast == null ? batch.column(field) : cast(batch, field, cast, sieve));
        }
        return sieve.sift(batch.withColumns(output, columns));
    }

    private Column cast(RowBatch batch, int field, CellCast cast, RowSieve sieve) {
        Column from = batch.column(field);
        RowBatchBuilder rows = new RowBatchBuilder(RowSchema.of(output.field(field)), batch.rowCount());
        ColumnBuilder to = rows.column(0);
        for (int row = 0; row < batch.rowCount(); row++) {
            if (!from.isNull(row)) {
                try {
                    cast.cast(from, row, to);
                } catch (RuntimeException e) {
                    rows.discardRow();
                    sieve.reject(row, "CAST_FAILED", reason(batch, field, row, e));
                }
            }
            rows.endRow();
        }
        return rows.build().column(0);
    }

    private String reason(RowBatch batch, int field, int row, RuntimeException e) {
        String value = String.valueOf(RecordJson.printable(batch.value(row, field)));
        String shown = value.length() <= SHOWN_VALUE_LENGTH ? value : value.substring(0, SHOWN_VALUE_LENGTH) + "…";
        Throwable cause = e.getCause() instanceof ArithmeticException ? e.getCause() : e;
        return "column '" + batch.schema().field(field).name() + "' cannot become "
                + output.field(field).type().text() + ": '" + shown + "' " + cause.getMessage();
    }
}
