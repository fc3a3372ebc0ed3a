package io.headgate.source.file.typed;

import io.headgate.api.data.DataType.Decimal;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Gives on decimals that a file keeps as unscaled numbers, and rejects those with more digits than their type. */
public final class DecimalValues {

    private static final int MAX_LONG_BYTES = 8;

    private final Decimal type;
    private final boolean asLong;
    private final long limit;
    private final BigInteger bigLimit;
    private final ValueSink sink;
    private final ValueProblems problems;

    public DecimalValues(Decimal type, ValueSink sink, ValueProblems problems) {
        this.type = type;
        this.asLong = type.precision() <= Decimal.MAX_LONG_PRECISION;
        this.bigLimit = BigInteger.TEN.pow(type.precision());
        this.limit = asLong ? bigLimit.longValueExact() : 0;
        this.sink = sink;
        this.problems = problems;
    }

    /** An unscaled value. */
    public void set(long unscaled) {
        if (!asLong) {
            set(BigInteger.valueOf(unscaled));
        } else if (unscaled <= -limit || unscaled >= limit) {
            reject(BigInteger.valueOf(unscaled));
        } else {
            sink.setLong(unscaled);
        }
    }

    /** An unscaled value. */
    public void set(BigInteger unscaled) {
        if (unscaled.abs().compareTo(bigLimit) >= 0) {
            reject(unscaled);
        } else if (asLong) {
            sink.setLong(unscaled.longValueExact());
        } else {
            sink.setObject(new BigDecimal(unscaled, type.scale()));
        }
    }

    /** An unscaled value as big-endian bytes in two's complement. */
    public void set(byte[] bytes, int start, int length) {
        if (length == 0) {
            problems.reject("BAD_DECIMAL", "is a decimal without bytes", null);
        } else if (asLong && length <= MAX_LONG_BYTES) {
            long number = bytes[start];
            for (int i = 1; i < length; i++) {
                number = number << 8 | bytes[start + i] & 0xffL;
            }
            set(number);
        } else {
            set(new BigInteger(bytes, start, length));
        }
    }

    private void reject(BigInteger unscaled) {
        problems.reject("BAD_DECIMAL", "has more digits than " + type.text(), new BigDecimal(unscaled, type.scale()));
    }
}
