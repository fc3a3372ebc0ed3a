package io.headgate.source.parquet;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Decimal;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.source.file.typed.DecimalValues;
import io.headgate.source.file.typed.TimeUnits;
import io.headgate.source.file.typed.ValueProblems;
import io.headgate.source.file.typed.ValueSink;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Converters of single values: called by Parquet's readers, they give a value on in the form of its type. */
final class ParquetValues {

    private ParquetValues() {}

    /**
     * @param type as the file has it
     * @param as {@link ParquetTypes#single} of it
     */
    static PrimitiveConverter converter(PrimitiveType type, DataType as, ValueSink sink, ValueProblems problems) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        if (as instanceof Decimal decimal) {
            return new Decimals(
                    new DecimalValues(decimal, sink, problems), logical instanceof IntLogicalTypeAnnotation);
        }
        if (as == Primitive.TIME) {
            return new Times(unit(((TimeLogicalTypeAnnotation) logical).getUnit()), sink, problems);
        }
        if (logical instanceof TimestampLogicalTypeAnnotation timestamp) {
            return new Timestamps(unit(timestamp.getUnit()), sink, problems);
        }
        if (type.getPrimitiveTypeName() == PrimitiveTypeName.INT96) {
            return new Int96(sink, problems);
        }
        if (logical instanceof Float16LogicalTypeAnnotation) {
            return new Halves(sink);
        }
        return as == Primitive.INT64 && type.getPrimitiveTypeName() == PrimitiveTypeName.INT32
                ? new UnsignedInts(sink)
                : new Plain(sink);
    }

    private static TimeUnits unit(TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> TimeUnits.MILLIS;
            case MICROS -> TimeUnits.MICROS;
            case NANOS -> TimeUnits.NANOS;
        };
    }

    /** Values that are kept as the file has them. */
    private static final class Plain extends PrimitiveConverter {
        private final ValueSink sink;

        Plain(ValueSink sink) {
            this.sink = sink;
        }

        @Override
        public void addBoolean(boolean value) {
            sink.setInt(value ? 1 : 0);
        }

        @Override
        public void addInt(int value) {
            sink.setInt(value);
        }

        @Override
        public void addLong(long value) {
            sink.setLong(value);
        }

        @Override
        public void addFloat(float value) {
            sink.setDouble(value);
        }

        @Override
        public void addDouble(double value) {
            sink.setDouble(value);
        }

        @Override
        public void addBinary(Binary value) {
            ByteBuffer buffer = value.toByteBuffer();
            if (buffer.hasArray()) {
                sink.setBytes(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
            } else {
                byte[] copy = value.getBytes();
                sink.setBytes(copy, 0, copy.length);
            }
        }
    }

    private static final class UnsignedInts extends PrimitiveConverter {
        private final ValueSink sink;

        UnsignedInts(ValueSink sink) {
            this.sink = sink;
        }

        @Override
        public void addInt(int value) {
            sink.setLong(Integer.toUnsignedLong(value));
        }
    }

    private static final class Halves extends PrimitiveConverter {
        private final ValueSink sink;

        Halves(ValueSink sink) {
            this.sink = sink;
        }

        @Override
        public void addBinary(Binary value) {
            sink.setDouble(toFloat(
                    value.toByteBuffer().slice().order(ByteOrder.LITTLE_ENDIAN).getShort()));
        }

        /** One bit of sign, five of exponent, ten of fraction. */
        private static double toFloat(short half) {
            int exponent = half >> 10 & 0x1f;
            int fraction = half & 0x3ff;
            double size = exponent == 0 ? fraction * 0x1p-24 : (fraction + 1024) * Math.scalb(1.0, exponent - 25);
            if (exponent == 0x1f) {
                size = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            }
            return half < 0 ? -size : size;
        }
    }

    private static final class Times extends PrimitiveConverter {
        private final TimeUnits unit;
        private final ValueSink sink;
        private final ValueProblems problems;

        Times(TimeUnits unit, ValueSink sink, ValueProblems problems) {
            this.unit = unit;
            this.sink = sink;
            this.problems = problems;
        }

        @Override
        public void addInt(int value) {
            addLong(value);
        }

        @Override
        public void addLong(long value) {
            unit.time(value, sink, problems);
        }
    }

    private static final class Timestamps extends PrimitiveConverter {
        private final TimeUnits unit;
        private final ValueSink sink;
        private final ValueProblems problems;

        Timestamps(TimeUnits unit, ValueSink sink, ValueProblems problems) {
            this.unit = unit;
            this.sink = sink;
            this.problems = problems;
        }

        @Override
        public void addLong(long value) {
            unit.timestamp(value, sink, problems);
        }
    }

    /** The old form of a timestamp: nanoseconds of the day, then the Julian day. */
    private static final class Int96 extends PrimitiveConverter {
        private static final int SIZE = 12;
        private static final int EPOCH_JULIAN_DAY = 2_440_588;
        private static final long MICROS_OF_DAY = 86_400_000_000L;

        private final ValueSink sink;
        private final ValueProblems problems;

        Int96(ValueSink sink, ValueProblems problems) {
            this.sink = sink;
            this.problems = problems;
        }

        @Override
        public void addBinary(Binary value) {
            ByteBuffer buffer = value.toByteBuffer().slice().order(ByteOrder.LITTLE_ENDIAN);
            if (buffer.remaining() != SIZE) {
                problems.reject(
                        "BAD_TIMESTAMP", "is no INT96 timestamp: it has " + buffer.remaining() + " bytes", null);
                return;
            }
            long nanos = buffer.getLong();
            int day = buffer.getInt();
            if (nanos % 1000 != 0) {
                reject(TimeUnits.TOO_FINE, day, nanos);
                return;
            }
            long micros;
            try {
                micros = Math.addExact(Math.multiplyExact(day - (long) EPOCH_JULIAN_DAY, MICROS_OF_DAY), nanos / 1000);
            } catch (ArithmeticException e) {
                reject("is out of range", day, nanos);
                return;
            }
            sink.setLong(micros);
        }

        private void reject(String reason, int day, long nanos) {
            problems.reject("BAD_TIMESTAMP", reason, "Julian day " + day + ", " + nanos + " ns");
        }
    }

    /** Unscaled values, as a number or as big-endian bytes. An unsigned 64-bit integer is one of scale 0. */
    private static final class Decimals extends PrimitiveConverter {
        private final DecimalValues values;
        private final boolean unsigned;

        Decimals(DecimalValues values, boolean unsigned) {
            this.values = values;
            this.unsigned = unsigned;
        }

        @Override
        public void addInt(int value) {
            values.set(value);
        }

        @Override
        public void addLong(long value) {
            if (unsigned && value < 0) {
                values.set(new BigInteger(Long.toUnsignedString(value)));
            } else {
                values.set(value);
            }
        }

        @Override
        public void addBinary(Binary value) {
            byte[] bytes = value.getBytesUnsafe();
            values.set(bytes, 0, bytes.length);
        }
    }
}
