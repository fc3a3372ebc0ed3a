package io.headgate.source.excel;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;

/** What is in a cell as text, and what its number stands for. */
final class ExcelText {

    static final long MICROS_OF_DAY = 86_400_000_000L;

    /** Digits that Excel shows; those behind them come from binary fractions. */
    private static final MathContext SHOWN = new MathContext(15, RoundingMode.HALF_EVEN);

    private static final int LONGEST_PLAIN = 40;
    private static final long MILLIS_OF_DAY = 86_400_000L;
    private static final long MICROS = 1_000_000L;
    private static final int NO_SUCH_DAY = 60;
    private static final long LAST_DAY = 2_958_465;
    private static final long EPOCH = LocalDate.of(1899, 12, 30).toEpochDay();
    private static final long EPOCH_1904 = LocalDate.of(1904, 1, 1).toEpochDay();

    private final ExcelBook book;

    ExcelText(ExcelBook book) {
        this.book = book;
    }

    /** A number's kind by the format of its cell. */
    ExcelStyles.Kind kind(ExcelRow row, int column) {
        return book.styles().kind(row.style(column));
    }

    /** The cell as text: numbers with the digits that Excel shows, dates in ISO form, true and false. */
    String of(ExcelRow row, int column) {
        return switch (row.cell(column)) {
            case EMPTY -> "";
            case TEXT, ERROR, ISO -> row.text(column);
            case SHARED -> book.strings().text(row.shared(column));
            case BOOLEAN -> isTrue(row.text(column)) ? "true" : "false";
            case NUMBER -> number(row, column);
        };
    }

    static boolean isTrue(String text) {
        return text.equals("1") || text.equals("true");
    }

    private String number(ExcelRow row, int column) {
        try {
            double number = Double.parseDouble(row.text(column));
            return switch (kind(row, column)) {
                case NUMBER -> plain(shown(row.text(column)));
                case DATE, TIMESTAMP -> moment(number);
                case TIME ->
                    number >= 0 && number < 1
                            ? LocalTime.ofNanoOfDay(micros(number) % MICROS_OF_DAY * 1000)
                                    .toString()
                            : plain(shown(row.text(column)));
            };
        } catch (NumberFormatException e) {
            return row.text(column);
        }
    }

    private String moment(double serial) {
        long day = day(serial);
        if (day == Long.MIN_VALUE) {
            return plain(BigDecimal.valueOf(serial));
        }
        long time = micros(serial - Math.floor(serial));
        if (time % MICROS_OF_DAY == 0) {
            return LocalDate.ofEpochDay(day + time / MICROS_OF_DAY).toString();
        }
        long micros = day * MICROS_OF_DAY + time;
        return LocalDateTime.ofEpochSecond(
                        Math.floorDiv(micros, MICROS), (int) Math.floorMod(micros, MICROS) * 1000, ZoneOffset.UTC)
                .toString();
    }

    /** The digits of a fraction that Excel shows: 0.3 and not 0.30000000000000004. A whole number, which may be a key, keeps all. */
    static BigDecimal shown(String number) {
        BigDecimal exact = new BigDecimal(number);
        boolean isWhole = exact.stripTrailingZeros().scale() <= 0;
        BigDecimal taken = isWhole ? exact : exact.round(SHOWN);
        return taken.signum() == 0 ? BigDecimal.ZERO : taken.stripTrailingZeros();
    }

    /**
     * The same, for a column of numbers.
     *
     * @throws ArithmeticException if it is whole and its last digits are not known: they stand neither in the file nor in the binary
     *     number that Excel has computed with
     */
    static BigDecimal known(String number) {
        BigDecimal shown = shown(number);
        boolean isRounded = shown.scale() <= 0
                && shown.precision() > SHOWN.getPrecision()
                && number.toLowerCase(Locale.ROOT).indexOf('e') >= 0;
        if (isRounded && new BigDecimal(Double.parseDouble(number)).compareTo(shown) != 0) {
            throw new ArithmeticException("last digits are not known");
        }
        return shown;
    }

    private static String plain(BigDecimal number) {
        boolean isShort = Math.abs((long) number.scale()) + number.precision() <= LONGEST_PLAIN;
        return isShort ? number.toPlainString() : number.toString();
    }

    /** Days since 1970 of a date's number, without its time; the smallest long if it is none. */
    long day(double serial) {
        double whole = Math.floor(serial);
        if (!(whole >= 0 && whole <= LAST_DAY)) {
            return Long.MIN_VALUE;
        }
        long days = (long) whole;
        if (book.from1904()) {
            return EPOCH_1904 + days;
        }
        // Excel takes 1900 for a leap year: day 60 never was.
        return days == NO_SUCH_DAY ? Long.MIN_VALUE : EPOCH + days + (days < NO_SUCH_DAY ? 1 : 0);
    }

    /** Microseconds of a fraction of a day, to the millisecond, which is what Excel's numbers resolve. */
    static long micros(double fraction) {
        return Math.round(fraction * MILLIS_OF_DAY) * 1000;
    }
}
