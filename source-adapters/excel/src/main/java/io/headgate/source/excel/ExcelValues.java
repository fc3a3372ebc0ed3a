package io.headgate.source.excel;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Decimal;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.source.excel.ExcelRow.Cell;
import io.headgate.source.file.typed.DecimalValues;
import io.headgate.source.file.typed.ValueProblems;
import io.headgate.source.file.typed.ValueSink;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;

/** Makes a reader for a column. A text is taken for a number or a date too, if it is written as one: cells are often so typed. */
final class ExcelValues {

    private static final int UUID_BYTES = 16;
    private static final long LARGEST_WHOLE = 1L << 53;

    private final ExcelBook book;
    private final ExcelText text;
    private final DataType type;
    private final ValueSink sink;
    private final ValueProblems problems;

    ExcelValues(ExcelBook book, DataType type, ValueSink sink, ValueProblems problems) {
        this.book = book;
        this.text = new ExcelText(book);
        this.type = type;
        this.sink = sink;
        this.problems = problems;
    }

    ExcelValue reader() {
        ExcelValue value = type instanceof Decimal decimal ? decimal(decimal) : primitive((Primitive) type);
        return (row, column) -> {
            try {
                value.read(row, column);
            } catch (IllegalArgumentException | java.time.DateTimeException | ArithmeticException e) {
                reject(row, column);
            }
        };
    }

    private ExcelValue primitive(Primitive wanted) {
        return switch (wanted) {
            case BOOLEAN -> this::bool;
            case INT32 -> (row, column) -> sink.setInt(Math.toIntExact(whole(row, column)));
            case INT64 -> (row, column) -> sink.setLong(whole(row, column));
            case FLOAT32 -> (row, column) -> sink.setDouble(finite(Float.parseFloat(number(row, column))));
            case FLOAT64 -> (row, column) -> sink.setDouble(finite(Double.parseDouble(number(row, column))));
            case DATE -> this::date;
            case TIME -> this::time;
            case TIMESTAMP -> this::timestamp;
            case UUID -> this::uuid;
            default -> this::text;
        };
    }

    private void reject(ExcelRow row, int column) {
        String name = type.text().toUpperCase(Locale.ROOT).replaceAll("\\(.*", "");
        String found = text.of(row, column);
        problems.reject("BAD_" + name, "has '" + found + "' in its cell, which is no " + type.text(), found);
    }

    private void text(ExcelRow row, int column) {
        if (row.cell(column) == Cell.SHARED) {
            ExcelStrings strings = book.strings();
            int index = row.shared(column);
            sink.setBytes(strings.data(), strings.start(index), strings.length(index));
        } else {
            byte[] bytes = text.of(row, column).getBytes(StandardCharsets.UTF_8);
            sink.setBytes(bytes, 0, bytes.length);
        }
    }

    private void bool(ExcelRow row, int column) {
        String found = text.of(row, column).strip().toLowerCase(Locale.ROOT);
        if (!found.equals("true") && !found.equals("false")) {
            throw new IllegalArgumentException(found);
        }
        sink.setInt(found.equals("true") ? 1 : 0);
    }

    /** A number's own digits, or a text. */
    private String number(ExcelRow row, int column) {
        Cell cell = row.cell(column);
        if (cell == Cell.NUMBER) {
            return row.text(column);
        }
        String found = text.of(row, column).strip();
        if (cell == Cell.BOOLEAN || found.isEmpty() || !isNumber(found)) {
            throw new IllegalArgumentException(found);
        }
        return found;
    }

    /** Java would also take {@code 1f}, {@code 0x1p3} and the like. */
    private static boolean isNumber(String found) {
        for (int i = 0; i < found.length(); i++) {
            if ("+-.0123456789eE".indexOf(found.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private long whole(ExcelRow row, int column) {
        String found = number(row, column);
        if (row.cell(column) != Cell.NUMBER) {
            return Long.parseLong(found);
        }
        double number = Double.parseDouble(found);
        if (Math.abs(number) < LARGEST_WHOLE && number == Math.rint(number)) {
            return (long) number;
        }
        return ExcelText.known(found).longValueExact();
    }

    /** Java makes an infinity of what is too large, and no cell holds one. */
    private static double finite(double number) {
        if (!Double.isFinite(number)) {
            throw new ArithmeticException("out of range");
        }
        return number;
    }

    private ExcelValue decimal(Decimal decimal) {
        DecimalValues decimals = new DecimalValues(decimal, sink, problems);
        return (row, column) -> {
            String found = number(row, column);
            BigDecimal value = row.cell(column) == Cell.NUMBER ? ExcelText.known(found) : new BigDecimal(found);
            if ((long) value.precision() - value.scale() > decimal.precision()) {
                throw new ArithmeticException("too many digits");
            }
            decimals.set(value.setScale(decimal.scale()).unscaledValue());
        };
    }

    private long day(ExcelRow row, int column) {
        long day = text.day(Double.parseDouble(row.text(column)));
        if (day == Long.MIN_VALUE) {
            throw new ArithmeticException("no day");
        }
        return day;
    }

    private static double fraction(ExcelRow row, int column) {
        double serial = Double.parseDouble(row.text(column));
        return serial - Math.floor(serial);
    }

    private void date(ExcelRow row, int column) {
        if (row.cell(column) == Cell.NUMBER) {
            long day = day(row, column);
            if (ExcelText.micros(fraction(row, column)) != 0) {
                throw new ArithmeticException("a time of day as well");
            }
            sink.setInt(Math.toIntExact(day));
        } else {
            sink.setInt(Math.toIntExact(
                    LocalDate.parse(text.of(row, column).strip()).toEpochDay()));
        }
    }

    private void time(ExcelRow row, int column) {
        if (row.cell(column) == Cell.NUMBER) {
            double serial = Double.parseDouble(row.text(column));
            long micros = ExcelText.micros(serial);
            if (micros < 0 || micros >= ExcelText.MICROS_OF_DAY) {
                throw new ArithmeticException("no time of day");
            }
            sink.setLong(micros);
        } else {
            sink.setLong(
                    exactMicros(LocalTime.parse(text.of(row, column).strip()).toNanoOfDay()));
        }
    }

    private void timestamp(ExcelRow row, int column) {
        if (row.cell(column) == Cell.NUMBER) {
            sink.setLong(day(row, column) * ExcelText.MICROS_OF_DAY + ExcelText.micros(fraction(row, column)));
            return;
        }
        String found = text.of(row, column).strip().replace(' ', 'T');
        LocalDateTime moment =
                found.length() == 10 ? LocalDate.parse(found).atStartOfDay() : LocalDateTime.parse(found);
        sink.setLong(Math.addExact(
                Math.multiplyExact(moment.toEpochSecond(ZoneOffset.UTC), 1_000_000L), exactMicros(moment.getNano())));
    }

    private static long exactMicros(long nanos) {
        if (nanos % 1000 != 0) {
            throw new ArithmeticException("finer than a microsecond");
        }
        return nanos / 1000;
    }

    private void uuid(ExcelRow row, int column) {
        String found = text.of(row, column).strip();
        UUID uuid = UUID.fromString(found);
        if (!uuid.toString().equalsIgnoreCase(found)) {
            throw new IllegalArgumentException(found);
        }
        byte[] bytes = ByteBuffer.allocate(UUID_BYTES)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        sink.setBytes(bytes, 0, UUID_BYTES);
    }
}
