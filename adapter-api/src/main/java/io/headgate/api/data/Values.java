package io.headgate.api.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Between a column's storage and Java objects, one value at a time. For tests, transforms, previews and simple sources; a hot path
 * uses the arrays.
 *
 * <p>BOOLEAN Boolean · INT32 Integer · INT64 Long · FLOAT32 Float · FLOAT64 Double · DECIMAL BigDecimal · STRING, JSON String ·
 * BINARY byte[] · DATE LocalDate · TIME LocalTime · TIMESTAMP LocalDateTime · TIMESTAMP_TZ Instant · UUID UUID · LIST List ·
 * STRUCT, MAP Map. On writing, wider Java types are taken if nothing is lost: any Number for a number, OffsetDateTime and
 * ZonedDateTime for TIMESTAMP_TZ.
 */
public final class Values {

    private static final long MICROS = 1_000_000L;

    private Values() {}

    /** A row's value, or null. */
    public static @Nullable Object read(Column column, DataType type, int row) {
        if (column.isNull(row)) {
            return null;
        }
        if (column instanceof Column.Ints ints) {
            return readInt(ints.get(row), type);
        }
        if (column instanceof Column.Longs longs) {
            return readLong(longs.get(row), type);
        }
        if (column instanceof Column.Doubles doubles) {
            double value = doubles.get(row);
            return type == DataType.Primitive.FLOAT32 ? (Object) (float) value : (Object) value;
        }
        if (column instanceof Column.Bytes bytes) {
            return readBytes(bytes, type, row);
        }
        return ((Column.Objects) column).get(row);
    }

    private static Object readInt(int value, DataType type) {
        return switch ((DataType.Primitive) type) {
            case BOOLEAN -> value != 0;
            case DATE -> LocalDate.ofEpochDay(value);
            default -> value;
        };
    }

    private static Object readLong(long value, DataType type) {
        if (type instanceof DataType.Decimal decimal) {
            return BigDecimal.valueOf(value, decimal.scale());
        }
        return switch ((DataType.Primitive) type) {
            case TIME -> LocalTime.ofNanoOfDay(value * 1000);
            case TIMESTAMP ->
                LocalDateTime.ofEpochSecond(
                        Math.floorDiv(value, MICROS), (int) Math.floorMod(value, MICROS) * 1000, ZoneOffset.UTC);
            case TIMESTAMP_TZ ->
                Instant.ofEpochSecond(Math.floorDiv(value, MICROS), Math.floorMod(value, MICROS) * 1000);
            default -> value;
        };
    }

    private static Object readBytes(Column.Bytes column, DataType type, int row) {
        int start = column.start(row);
        int length = column.length(row);
        return switch ((DataType.Primitive) type) {
            case BINARY -> Arrays.copyOfRange(column.data(), start, start + length);
            case UUID -> {
                ByteBuffer buffer = ByteBuffer.wrap(column.data(), start, length);
                yield new UUID(buffer.getLong(), buffer.getLong());
            }
            default -> new String(column.data(), start, length, StandardCharsets.UTF_8);
        };
    }

    /**
     * Sets the current row's value.
     *
     * @throws IllegalArgumentException naming the field, if the value does not fit
     */
    public static void write(ColumnBuilder builder, Field field, Object value) {
        try {
            write(builder, field.type(), value);
        } catch (ClassCastException | ArithmeticException | NumberFormatException | java.time.DateTimeException e) {
            throw new IllegalArgumentException(
                    "field '" + field.name() + "': a value of type "
                            + value.getClass().getSimpleName() + " does not fit "
                            + field.type().text(),
                    e);
        }
    }

    private static void write(ColumnBuilder builder, DataType type, Object value) {
        if (builder instanceof ColumnBuilder.Ints ints) {
            ints.set(toInt(type, value));
        } else if (builder instanceof ColumnBuilder.Longs longs) {
            longs.set(toLong(type, value));
        } else if (builder instanceof ColumnBuilder.Doubles doubles) {
            doubles.set(toDouble(type, (Number) value));
        } else if (builder instanceof ColumnBuilder.Bytes bytes) {
            byte[] array = toBytes(type, value);
            bytes.set(array, 0, array.length);
        } else {
            ((ColumnBuilder.Objects) builder).set(toObject(type, value));
        }
    }

    private static int toInt(DataType type, Object value) {
        return switch ((DataType.Primitive) type) {
            case BOOLEAN -> (Boolean) value ? 1 : 0;
            case DATE -> Math.toIntExact(((LocalDate) value).toEpochDay());
            default -> Math.toIntExact(exactLong((Number) value));
        };
    }

    private static long toLong(DataType type, Object value) {
        if (type instanceof DataType.Decimal decimal) {
            return scaled(decimal, (Number) value).unscaledValue().longValueExact();
        }
        return switch ((DataType.Primitive) type) {
            case TIME -> micros(((LocalTime) value).toNanoOfDay());
            case TIMESTAMP -> {
                LocalDateTime time = (LocalDateTime) value;
                yield epochMicros(time.toEpochSecond(ZoneOffset.UTC), time.getNano());
            }
            case TIMESTAMP_TZ -> {
                Instant instant = toInstant(value);
                yield epochMicros(instant.getEpochSecond(), instant.getNano());
            }
            default -> exactLong((Number) value);
        };
    }

    /** A fraction becomes the nearest floating-point number; a whole number must stay what it is. */
    private static double toDouble(DataType type, Number value) {
        double held = type == DataType.Primitive.FLOAT32 ? value.floatValue() : value.doubleValue();
        boolean floating = value instanceof Double || value instanceof Float;
        boolean whole = !floating && !(value instanceof BigDecimal);
        if (Double.isInfinite(held) && !(floating && Double.isInfinite(value.doubleValue()))) {
            throw new ArithmeticException("out of range");
        }
        if (whole && new BigDecimal(held).compareTo(decimal(value)) != 0) {
            throw new ArithmeticException("more digits than a floating-point number has");
        }
        return held;
    }

    private static Instant toInstant(Object value) {
        if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        return value instanceof ZonedDateTime time ? time.toInstant() : (Instant) value;
    }

    private static long epochMicros(long seconds, int nanos) {
        return Math.addExact(Math.multiplyExact(seconds, MICROS), micros(nanos));
    }

    private static long micros(long nanos) {
        if (nanos % 1000 != 0) {
            throw new ArithmeticException("finer than a microsecond");
        }
        return nanos / 1000;
    }

    private static long exactLong(Number value) {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return value.longValue();
        }
        return value instanceof BigInteger big
                ? big.longValueExact()
                : decimal(value).longValueExact();
    }

    private static BigDecimal decimal(Number value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        return value instanceof BigInteger big ? new BigDecimal(big) : new BigDecimal(value.toString());
    }

    private static BigDecimal scaled(DataType.Decimal type, Number value) {
        BigDecimal exact = decimal(value);
        // Asked first, because setScale would write out every zero of 1E999999999.
        if (exact.signum() != 0 && (long) exact.precision() - exact.scale() > type.precision() - type.scale()) {
            throw new ArithmeticException("too many digits before the point");
        }
        BigDecimal scaled = exact.setScale(type.scale(), RoundingMode.UNNECESSARY);
        if (scaled.precision() > type.precision()) {
            throw new ArithmeticException("too many digits");
        }
        return scaled;
    }

    private static byte[] toBytes(DataType type, Object value) {
        return switch ((DataType.Primitive) type) {
            case BINARY -> (byte[]) value;
            case UUID -> {
                UUID uuid = (UUID) value;
                yield ByteBuffer.allocate(16)
                        .putLong(uuid.getMostSignificantBits())
                        .putLong(uuid.getLeastSignificantBits())
                        .array();
            }
            default -> utf8((String) value);
        };
    }

    /** Half of a surrogate pair is refused: {@code getBytes} would put a question mark in its place. */
    private static byte[] utf8(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                    throw new ArithmeticException("half a character");
                }
                i++;
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Object toObject(DataType type, Object value) {
        if (type instanceof DataType.Decimal decimal) {
            return scaled(decimal, (Number) value);
        }
        return type instanceof DataType.ListOf ? (List<?>) value : (Map<?, ?>) value;
    }

    /** Copies one value between columns of the same storage. */
    static void copy(Column from, int row, ColumnBuilder to) {
        if (from.isNull(row)) {
            to.setNull();
        } else if (from instanceof Column.Ints ints) {
            ((ColumnBuilder.Ints) to).set(ints.get(row));
        } else if (from instanceof Column.Longs longs) {
            ((ColumnBuilder.Longs) to).set(longs.get(row));
        } else if (from instanceof Column.Doubles doubles) {
            ((ColumnBuilder.Doubles) to).set(doubles.get(row));
        } else if (from instanceof Column.Bytes bytes) {
            ((ColumnBuilder.Bytes) to).set(bytes.data(), bytes.start(row), bytes.length(row));
        } else if (from instanceof Column.Objects objects) {
            ((ColumnBuilder.Objects) to).set(java.util.Objects.requireNonNull(objects.get(row)));
        }
    }
}
