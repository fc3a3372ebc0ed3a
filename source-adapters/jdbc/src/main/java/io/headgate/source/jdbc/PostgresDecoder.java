package io.headgate.source.jdbc;

import io.headgate.api.data.ColumnBuilder;
import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.RowBatchBuilder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads values of one column from PostgreSQL's binary form into a batch. One thread. */
abstract sealed class PostgresDecoder {

    static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int ANY_LENGTH = -1;

    private final DataType type;
    private final int width;

    /**
     * @param width bytes of every value; {@link #ANY_LENGTH} if they differ
     */
    PostgresDecoder(DataType type, int width) {
        this.type = type;
        this.width = width;
    }

    /** Decoders for columns; a column that the batch has no field for is decoded as text only. */
    static PostgresDecoder[] of(List<SourceColumn> columns, RowBatchBuilder batch) {
        PostgresDecoder[] decoders = new PostgresDecoder[columns.size()];
        for (int i = 0; i < decoders.length; i++) {
            ColumnBuilder builder = i < batch.schema().size() ? batch.column(i) : null;
            decoders[i] = of(columns.get(i), builder);
        }
        return decoders;
    }

    private static PostgresDecoder of(SourceColumn column, @Nullable ColumnBuilder builder) {
        DataType type = column.field().type();
        if (builder == null) {
            return new Skipped(type);
        }
        if (type instanceof DataType.Decimal decimal) {
            return new Numeric(decimal, builder);
        }
        return switch ((Primitive) type) {
            case BOOLEAN -> new Bool((ColumnBuilder.Ints) builder);
            case INT32 -> new Int(column.declared().equals("smallint") ? 2 : 4, (ColumnBuilder.Ints) builder);
            case DATE -> new Date((ColumnBuilder.Ints) builder);
            case INT64 -> new Big((ColumnBuilder.Longs) builder);
            case TIME -> new Time((ColumnBuilder.Longs) builder);
            case TIMESTAMP, TIMESTAMP_TZ -> new Timestamp((Primitive) type, (ColumnBuilder.Longs) builder);
            case FLOAT32 -> new Float4((ColumnBuilder.Doubles) builder);
            case FLOAT64 -> new Float8((ColumnBuilder.Doubles) builder);
            case JSON -> new Json(column.declared().equals("jsonb"), (ColumnBuilder.Bytes) builder);
            case STRING, BINARY, UUID -> new Raw((Primitive) type, (ColumnBuilder.Bytes) builder);
        };
    }

    /** Whether so many bytes can be a value of the type; else the column has become another one. */
    final boolean fits(byte[] bytes, int at, int length) {
        return width == length || width == ANY_LENGTH && isWhole(bytes, at, length);
    }

    /** Whether a value of no fixed length has the one that it speaks of itself. */
    boolean isWhole(byte[] bytes, int at, int length) {
        return true;
    }

    /**
     * Sets the current row's value.
     *
     * @return false if the column's type cannot hold it; then nothing was set
     */
    abstract boolean decode(byte[] bytes, int at, int length);

    /** The value as text that the server takes back. */
    abstract String text(byte[] bytes, int at, int length);

    /** Reason code of a value that could not be held. */
    final String code() {
        String name = type instanceof DataType.Decimal ? "DECIMAL" : type.text().toUpperCase(Locale.ROOT);
        return "BAD_" + name;
    }

    final String problem(byte[] bytes, int at, int length) {
        return "holds " + text(bytes, at, length) + ", which " + type.text() + " cannot";
    }

    private static final class Skipped extends PostgresDecoder {
        Skipped(DataType type) {
            super(type, ANY_LENGTH);
        }

        @Override
        boolean decode(byte[] bytes, int at, int length) {
            return true;
        }

        @Override
        String text(byte[] bytes, int at, int length) {
            return new String(bytes, at, length, StandardCharsets.UTF_8);
        }
    }

    private static final class Bool extends PostgresDecoder {
        private final ColumnBuilder.Ints builder;

        Bool(ColumnBuilder.Ints builder) {
            super(Primitive.BOOLEAN, Byte.BYTES);
            this.builder = builder;
        }

        @Override
        boolean decode(byte[] bytes, int at, int length) {
            builder.set(bytes[at]);
            return true;
        }

        @Override
        String text(byte[] bytes, int at, int length) {
            return bytes[at] == 0 ? "false" : "true";
        }
    }

    /** Integers of two or four bytes. */
    private static final class Int extends PostgresDecoder {
        private final ColumnBuilder.Ints builder;

        Int(int width, ColumnBuilder.Ints builder) {
            super(Primitive.INT32, width);
            this.builder = builder;
        }

        private static int value(byte[] bytes, int at, int length) {
            return length == Integer.BYTES ? (int) INTS.get(bytes, at) : (short) SHORTS.get(bytes, at);
        }

        @Override
        boolean decode(byte[] bytes, int at, int length) {
            builder.set(value(bytes, at, length));
            return true;
        }

        @Override
        String text(byte[] bytes, int at, int length) {
            return Integer.toString(value(bytes, at, length));
        }
    }

    private static final class Date extends PostgresDecoder {
        private final ColumnBuilder.Ints builder;

        Date(ColumnBuilder.Ints builder) {
            super(Primitive.DATE, Integer.BYTES);
            this.builder = builder;
        }

        @Override
        boolean decode(byte[] bytes, int at, int length) {
            int days = (int) INTS.get(bytes, at);
            if (PostgresTimes.isInfinite(days)) {
                return false;
            }
            builder.set(days + PostgresTimes.EPOCH_DAYS);
            return true;
        }

        @Override
        String text(byte[] bytes, int at, int length) {
            return PostgresTimes.date((int) INTS.get(bytes, at));
        }
    }

    private static final class Big extends PostgresDecoder {
        private final ColumnBuilder.Longs builder;

        Big(ColumnBuilder.Longs builder) {
            super(Primitive.INT64, Long.BYTES);
            this.builder = builder;
        }

        @Override
        boolean decode(byte[] bytes, int at, int length) {
            builder.set((long) LONGS.get(bytes, at));
            return true;
        }

        @Override
        String text(byte[] bytes, int at, int length) {
            return Long.toString((long) LONGS.get(bytes, at));
        }
    }

    private static final class Time extends PostgresDecoder {
        private final ColumnBuilder.Longs builder;

        Time(ColumnBuilder.Longs builder) {
            super(Primitive.TIME, Long.BYTES);
            this.builder = builder;
        }

        @Override
        boolean decode(byte[] bytes, int at, int length) {
            long micros = (long) LONGS.get(bytes, at);
            if (micros >= PostgresTimes.DAY_MICROS) {
                return false;
            }
            builder.set(micros);
            return true;
        }

        @Override
        String text(byte[] bytes, int at, int length) {
            long micros = (long) LONGS.get(bytes, at);
            return micros >= PostgresTimes.DAY_MICROS
                    ? "24:00:00"
                    : LocalTime.ofNanoOfDay(micros * 1000).toString();
        }
    }

    private static final class Timestamp extends PostgresDecoder {
        private final ColumnBuilder.Longs builder;
        private final boolean zoned;

        Timestamp(Primitive type, ColumnBuilder.Longs builder) {
            super(type, Long.BYTES);
            this.builder = builder;
            this.zoned = type == Primitive.TIMESTAMP_TZ;
        }

        @Override
        boolean decode(byte[] bytes, int at, int length) {
            long micros = (long) LONGS.get(bytes, at);
            if (PostgresTimes.isInfinite(micros) || micros > Long.MAX_VALUE - PostgresTimes.EPOCH_MICROS) {
                return false;
            }
            builder.set(micros + PostgresTimes.EPOCH_MICROS);
            return true;
        }

        @Override
        String text(byte[] bytes, int at, int length) {
            return PostgresTimes.timestamp((long) LONGS.get(bytes, at), zoned);
        }
    }

    private static final class Float4 extends PostgresDecoder {
        private final ColumnBuilder.Doubles builder;

        Float4(ColumnBuilder.Doubles builder) {
            super(Primitive.FLOAT32, Float.BYTES);
            this.builder = builder;
        }

        @Override
        boolean decode(byte[] bytes, int at, int length) {
            builder.set(Float.intBitsToFloat((int) INTS.get(bytes, at)));
            return true;
        }

        @Override
        String text(byte[] bytes, int at, int length) {
            return Float.toString(Float.intBitsToFloat((int) INTS.get(bytes, at)));
        }
    }

    private static final class Float8 extends PostgresDecoder {
        private final ColumnBuilder.Doubles builder;

        Float8(ColumnBuilder.Doubles builder) {
            super(Primitive.FLOAT64, Double.BYTES);
            this.builder = builder;
        }

        @Override
        boolean decode(byte[] bytes, int at, int length) {
            builder.set(Double.longBitsToDouble((long) LONGS.get(bytes, at)));
            return true;
        }

        @Override
        String text(byte[] bytes, int at, int length) {
            return Double.toString(Double.longBitsToDouble((long) LONGS.get(bytes, at)));
        }
    }

    private static final class Numeric extends PostgresDecoder {
        private final DataType.Decimal decimal;
        private final ColumnBuilder.@Nullable Longs longs;
        private final ColumnBuilder.@Nullable Objects objects;

        Numeric(DataType.Decimal decimal, ColumnBuilder builder) {
            super(decimal, ANY_LENGTH);
            this.decimal = decimal;
            this.longs = builder instanceof ColumnBuilder.Longs some ? some : null;
            this.objects = builder instanceof ColumnBuilder.Objects some ? some : null;
        }

        @Override
        boolean isWhole(byte[] bytes, int at, int length) {
            return PostgresNumeric.isWhole(bytes, at, length);
        }

        @Override
        boolean decode(byte[] bytes, int at, int length) {
            ColumnBuilder.Longs small = longs;
            if (small != null) {
                long unscaled = PostgresNumeric.unscaled(bytes, at, decimal);
                if (unscaled == PostgresNumeric.NONE) {
                    return false;
                }
                small.set(unscaled);
                return true;
            }
            BigDecimal value = PostgresNumeric.fitting(bytes, at, decimal);
            if (value == null) {
                return false;
            }
            java.util.Objects.requireNonNull(objects).set(value);
            return true;
        }

        @Override
        String text(byte[] bytes, int at, int length) {
            return PostgresNumeric.text(bytes, at);
        }
    }

    /** JSON as text, of jsonb behind the version of its form. */
    private static final class Json extends PostgresDecoder {
        private static final byte JSONB_VERSION = 1;

        private final int skipped;
        private final ColumnBuilder.Bytes builder;

        Json(boolean binary, ColumnBuilder.Bytes builder) {
            super(Primitive.JSON, ANY_LENGTH);
            this.skipped = binary ? 1 : 0;
            this.builder = builder;
        }

        @Override
        boolean isWhole(byte[] bytes, int at, int length) {
            return skipped == 0 || length > 0 && bytes[at] == JSONB_VERSION;
        }

        @Override
        boolean decode(byte[] bytes, int at, int length) {
            builder.set(bytes, at + skipped, length - skipped);
            return true;
        }

        @Override
        String text(byte[] bytes, int at, int length) {
            return new String(bytes, at + skipped, length - skipped, StandardCharsets.UTF_8);
        }
    }

    /** Bytes as they are: texts, binaries, UUIDs. */
    private static final class Raw extends PostgresDecoder {
        private final Primitive type;
        private final ColumnBuilder.Bytes builder;

        Raw(Primitive type, ColumnBuilder.Bytes builder) {
            super(type, type == Primitive.UUID ? 2 * Long.BYTES : ANY_LENGTH);
            this.type = type;
            this.builder = builder;
        }

        @Override
        boolean decode(byte[] bytes, int at, int length) {
            builder.set(bytes, at, length);
            return true;
        }

        @Override
        String text(byte[] bytes, int at, int length) {
            return switch (type) {
                case BINARY -> KeyText.hex(java.util.Arrays.copyOfRange(bytes, at, at + length));
                case UUID -> new UUID((long) LONGS.get(bytes, at), (long) LONGS.get(bytes, at + 8)).toString();
                default -> new String(bytes, at, length, StandardCharsets.UTF_8);
            };
        }
    }
}
