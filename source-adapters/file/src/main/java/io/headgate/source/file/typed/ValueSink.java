package io.headgate.source.file.typed;

import io.headgate.api.data.ColumnBuilder;
import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Decimal;
import io.headgate.api.data.DataType.Primitive;
import java.util.function.Consumer;

/**
 * Takes single values of one type, in the form in which a column of that type keeps them (see {@link
 * io.headgate.api.data.Storage}), and puts each where it belongs: into a column, which may be of a wider type, or as an object into
 * a list, a map or a struct. A reader calls the method of its type's storage; nothing is called for null. One thread.
 */
public abstract class ValueSink {

    private static final String UNTEXT = "INVALID_TEXT";

    /** A BOOLEAN, INT32 or DATE. */
    public void setInt(int value) {
        throw unexpected();
    }

    /** An INT64, TIME, TIMESTAMP, TIMESTAMP_TZ or a DECIMAL of up to 18 digits. */
    public void setLong(long value) {
        throw unexpected();
    }

    /** A FLOAT32 or FLOAT64. */
    public void setDouble(double value) {
        throw unexpected();
    }

    /** A STRING, JSON, BINARY or UUID. The bytes are copied. */
    public void setBytes(byte[] source, int start, int length) {
        throw unexpected();
    }

    /** A LIST, STRUCT, MAP or a DECIMAL of more than 18 digits. */
    public void setObject(Object value) {
        throw unexpected();
    }

    private IllegalStateException unexpected() {
        return new IllegalStateException("a value of another storage than " + this);
    }

    /**
     * A sink that fills a column.
     *
     * @param from type of the values
     * @param to type of the column: the same, or one that holds all values of {@code from} as {@link
     *     io.headgate.api.data.Widening} has it
     */
    public static ValueSink column(ColumnBuilder builder, DataType from, DataType to, ValueProblems problems) {
        if (to instanceof Decimal decimal && !from.equals(to)) {
            return new WidenedDecimal(builder, from instanceof Decimal narrow ? narrow.scale() : 0, decimal);
        }
        if (builder instanceof ColumnBuilder.Ints ints) {
            return new Ints(ints);
        }
        if (builder instanceof ColumnBuilder.Longs longs) {
            return new Longs(longs);
        }
        if (builder instanceof ColumnBuilder.Doubles doubles) {
            return new Doubles(doubles);
        }
        if (builder instanceof ColumnBuilder.Bytes bytes) {
            return isText(to) ? new Text(bytes, problems) : new Bytes(bytes);
        }
        return new Objects((ColumnBuilder.Objects) builder);
    }

    /** A sink that makes an object of each value, of the Java type that {@link io.headgate.api.data.Values} names. */
    public static ValueSink boxed(DataType type, ValueProblems problems, Consumer<Object> target) {
        return new BoxedSink(type, problems, target);
    }

    static boolean isText(DataType type) {
        return type == Primitive.STRING || type == Primitive.JSON;
    }

    /** False, and the record rejected, if the bytes are no text. */
    static boolean checkText(byte[] source, int start, int length, ValueProblems problems) {
        if (Utf8Text.isValid(source, start, length)) {
            return true;
        }
        problems.reject(
                UNTEXT,
                "holds bytes that are no UTF-8, in a column of text",
                java.util.Arrays.copyOfRange(source, start, start + length));
        return false;
    }

    private static final class Ints extends ValueSink {
        private final ColumnBuilder.Ints column;

        Ints(ColumnBuilder.Ints column) {
            this.column = column;
        }

        @Override
        public void setInt(int value) {
            column.set(value);
        }
    }

    private static final class Longs extends ValueSink {
        private final ColumnBuilder.Longs column;

        Longs(ColumnBuilder.Longs column) {
            this.column = column;
        }

        @Override
        public void setInt(int value) {
            column.set(value);
        }

        @Override
        public void setLong(long value) {
            column.set(value);
        }
    }

    private static final class Doubles extends ValueSink {
        private final ColumnBuilder.Doubles column;

        Doubles(ColumnBuilder.Doubles column) {
            this.column = column;
        }

        @Override
        public void setDouble(double value) {
            column.set(value);
        }
    }

    private static final class Bytes extends ValueSink {
        private final ColumnBuilder.Bytes column;

        Bytes(ColumnBuilder.Bytes column) {
            this.column = column;
        }

        @Override
        public void setBytes(byte[] source, int start, int length) {
            column.set(source, start, length);
        }
    }

    private static final class Text extends ValueSink {
        private final ColumnBuilder.Bytes column;
        private final ValueProblems problems;

        Text(ColumnBuilder.Bytes column, ValueProblems problems) {
            this.column = column;
            this.problems = problems;
        }

        @Override
        public void setBytes(byte[] source, int start, int length) {
            if (checkText(source, start, length, problems)) {
                column.set(source, start, length);
            }
        }
    }

    private static final class Objects extends ValueSink {
        private final ColumnBuilder.Objects column;

        Objects(ColumnBuilder.Objects column) {
            this.column = column;
        }

        @Override
        public void setObject(Object value) {
            column.set(value);
        }
    }
}
