package io.headgate.source.file;

import io.headgate.api.data.ColumnBuilder;
import io.headgate.api.data.DataType;
import io.headgate.api.data.RowBatchBuilder;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Sets one column's value from the text of a field. One per column and cursor; one thread. */
abstract class CsvConverter {

    final DataType type;
    final ColumnBuilder column;

    CsvConverter(DataType type, ColumnBuilder column) {
        this.type = type;
        this.column = column;
    }

    /** Sets the current row's value. False if the text is no value of the type. */
    abstract boolean convert(byte[] data, int start, int end);

    /** Whether an empty quoted field is a value. */
    boolean takesEmpty() {
        return false;
    }

    /** Stable reason of a value that does not fit. */
    String code() {
        return "BAD_" + (type instanceof DataType.Decimal ? "DECIMAL" : ((DataType.Primitive) type).name());
    }

    /** What a value of the type looks like, for a message. */
    String expected() {
        return type.text();
    }

    /**
     * @param declared whether the user chose the type. If not, only texts are taken that the value gives back unchanged: a code
     *     such as 007 must not become 7 unnoticed
     */
    static CsvConverter create(CsvFormat format, RowBatchBuilder batch, int field, boolean declared) {
        return create(format.toUtf8, batch, field, declared);
    }

    /** The same for text in UTF-8, or in the character set of a table. */
    static CsvConverter create(byte @Nullable [][] toUtf8, RowBatchBuilder batch, int field, boolean declared) {
        DataType type = batch.schema().field(field).type();
        if (type instanceof DataType.Decimal decimal) {
            return decimal.precision() <= DataType.Decimal.MAX_LONG_PRECISION
                    ? new OfDecimal(decimal, batch.longs(field))
                    : new OfBigDecimal(decimal, batch.objects(field));
        }
        if (!(type instanceof DataType.Primitive primitive)) {
            throw new IllegalArgumentException("a text is no value of " + type.text());
        }
        return switch (primitive) {
            case BOOLEAN -> new OfBoolean(batch.ints(field), declared);
            case INT32 -> new OfInt32(batch.ints(field));
            case INT64 -> new OfInt64(batch.longs(field), declared);
            case FLOAT32 -> new OfFloat32(batch.doubles(field));
            case FLOAT64 -> new OfFloat64(batch.doubles(field), declared);
            case DATE -> new OfDate(batch.ints(field));
            case TIME, TIMESTAMP, TIMESTAMP_TZ -> new OfTime(primitive, batch.longs(field));
            case UUID -> new CsvTextConverter.OfUuid(batch.bytes(field));
            case BINARY -> new CsvTextConverter.OfBinary(batch.bytes(field));
            case JSON -> new CsvTextConverter.OfJson(batch.bytes(field), toUtf8);
            case STRING -> CsvTextConverter.ofString(batch.bytes(field), toUtf8);
        };
    }

    private static final class OfBoolean extends CsvConverter {
        private final ColumnBuilder.Ints ints;
        private final boolean declared;

        OfBoolean(ColumnBuilder.Ints ints, boolean declared) {
            super(DataType.Primitive.BOOLEAN, ints);
            this.ints = ints;
            this.declared = declared;
        }

        @Override
        boolean convert(byte[] data, int start, int end) {
            int value = CsvTextConverter.parseBoolean(data, start, end, declared);
            if (value < 0) {
                return false;
            }
            ints.set(value);
            return true;
        }

        @Override
        String expected() {
            return "boolean (true or false)";
        }
    }

    private static final class OfInt32 extends CsvConverter {
        private final ColumnBuilder.Ints ints;

        OfInt32(ColumnBuilder.Ints ints) {
            super(DataType.Primitive.INT32, ints);
            this.ints = ints;
        }

        @Override
        boolean convert(byte[] data, int start, int end) {
            long value = CsvNumbers.parseLong(data, start, end);
            if (value != (int) value) {
                return false;
            }
            ints.set((int) value);
            return true;
        }
    }

    private static final class OfInt64 extends CsvConverter {
        private final ColumnBuilder.Longs longs;
        private final boolean declared;

        OfInt64(ColumnBuilder.Longs longs, boolean declared) {
            super(DataType.Primitive.INT64, longs);
            this.longs = longs;
            this.declared = declared;
        }

        @Override
        boolean convert(byte[] data, int start, int end) {
            long value = CsvNumbers.parseLong(data, start, end);
            if (value == CsvNumbers.NONE && !CsvNumbers.isTextOfNone(data, start, end)
                    || !declared && !CsvNumbers.isCanonical(data, start, end)) {
                return false;
            }
            longs.set(value);
            return true;
        }
    }

    private static final class OfFloat32 extends CsvConverter {
        private final ColumnBuilder.Doubles doubles;

        OfFloat32(ColumnBuilder.Doubles doubles) {
            super(DataType.Primitive.FLOAT32, doubles);
            this.doubles = doubles;
        }

        @Override
        boolean convert(byte[] data, int start, int end) {
            Double value = CsvNumbers.parseDouble(data, start, end);
            if (value == null || Float.isInfinite(value.floatValue()) && !value.isInfinite()) {
                return false;
            }
            doubles.set(value.floatValue());
            return true;
        }
    }

    private static final class OfFloat64 extends CsvConverter {
        private final ColumnBuilder.Doubles doubles;
        private final boolean declared;

        OfFloat64(ColumnBuilder.Doubles doubles, boolean declared) {
            super(DataType.Primitive.FLOAT64, doubles);
            this.doubles = doubles;
            this.declared = declared;
        }

        @Override
        boolean convert(byte[] data, int start, int end) {
            double exact = CsvNumbers.parseExactDouble(data, start, end);
            if (!Double.isNaN(exact)) {
                if (!declared && !CsvNumbers.isCanonical(data, start, end)) {
                    return false;
                }
                doubles.set(exact);
                return true;
            }
            Double value = declared ? CsvNumbers.parseDouble(data, start, end) : null;
            if (value == null) {
                return false;
            }
            doubles.set(value);
            return true;
        }

        @Override
        String expected() {
            return declared ? type.text() : "float64 (a plain decimal with at most 15 digits)";
        }
    }

    private static final class OfDecimal extends CsvConverter {
        private final ColumnBuilder.Longs longs;
        private final int precision;
        private final int scale;

        OfDecimal(DataType.Decimal type, ColumnBuilder.Longs longs) {
            super(type, longs);
            this.longs = longs;
            this.precision = type.precision();
            this.scale = type.scale();
        }

        @Override
        boolean convert(byte[] data, int start, int end) {
            long value = CsvNumbers.parseDecimal(data, start, end, precision, scale);
            if (value == CsvNumbers.NONE) {
                BigDecimal slow = CsvNumbers.parseBigDecimal(data, start, end, precision, scale);
                if (slow == null) {
                    return false;
                }
                value = slow.unscaledValue().longValueExact();
            }
            longs.set(value);
            return true;
        }
    }

    private static final class OfBigDecimal extends CsvConverter {
        private final ColumnBuilder.Objects objects;
        private final int precision;
        private final int scale;

        OfBigDecimal(DataType.Decimal type, ColumnBuilder.Objects objects) {
            super(type, objects);
            this.objects = objects;
            this.precision = type.precision();
            this.scale = type.scale();
        }

        @Override
        boolean convert(byte[] data, int start, int end) {
            BigDecimal value = CsvNumbers.parseBigDecimal(data, start, end, precision, scale);
            if (value == null) {
                return false;
            }
            objects.set(value);
            return true;
        }
    }

    private static final class OfDate extends CsvConverter {
        private final ColumnBuilder.Ints ints;

        OfDate(ColumnBuilder.Ints ints) {
            super(DataType.Primitive.DATE, ints);
            this.ints = ints;
        }

        @Override
        boolean convert(byte[] data, int start, int end) {
            int value = CsvTimes.parseDate(data, start, end);
            if (value == CsvTimes.NO_DATE) {
                return false;
            }
            ints.set(value);
            return true;
        }

        @Override
        String expected() {
            return "date (2026-01-31)";
        }
    }

    private static final class OfTime extends CsvConverter {
        private final ColumnBuilder.Longs longs;
        private final DataType.Primitive kind;

        OfTime(DataType.Primitive kind, ColumnBuilder.Longs longs) {
            super(kind, longs);
            this.longs = longs;
            this.kind = kind;
        }

        @Override
        boolean convert(byte[] data, int start, int end) {
            long value =
                    switch (kind) {
                        case TIME -> CsvTimes.parseTime(data, start, end);
                        case TIMESTAMP -> CsvTimes.parseTimestamp(data, start, end);
                        default -> CsvTimes.parseTimestampTz(data, start, end);
                    };
            if (value == CsvTimes.NO_TIME) {
                return false;
            }
            longs.set(value);
            return true;
        }

        @Override
        String expected() {
            return switch (kind) {
                case TIME -> "time (23:59:59)";
                case TIMESTAMP -> "timestamp (2026-01-31 23:59:59)";
                default -> "timestamp_tz (2026-01-31T23:59:59Z)";
            };
        }
    }
}
