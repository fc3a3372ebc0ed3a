package io.headgate.source.file.typed;

import io.headgate.api.data.ColumnBuilder;
import io.headgate.api.data.DataType.Decimal;
import java.math.BigDecimal;

/** Puts whole numbers and decimals into a column of decimals with more digits. */
final class WidenedDecimal extends ValueSink {

    private final ColumnBuilder column;
    private final int fromScale;
    private final int toScale;
    private final long factor;

    WidenedDecimal(ColumnBuilder column, int fromScale, Decimal to) {
        this.column = column;
        this.fromScale = fromScale;
        this.toScale = to.scale();
        this.factor = column instanceof ColumnBuilder.Longs
                ? BigDecimal.TEN.pow(toScale - fromScale).longValueExact()
                : 1;
    }

    @Override
    public void setInt(int value) {
        setLong(value);
    }

    @Override
    public void setLong(long value) {
        if (column instanceof ColumnBuilder.Longs longs) {
            longs.set(Math.multiplyExact(value, factor));
        } else {
            setObject(BigDecimal.valueOf(value, fromScale));
        }
    }

    @Override
    public void setObject(Object value) {
        ((ColumnBuilder.Objects) column).set(((BigDecimal) value).setScale(toScale));
    }
}
