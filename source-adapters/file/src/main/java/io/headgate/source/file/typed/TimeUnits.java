package io.headgate.source.file.typed;

/** Units in which files count time. A column counts microseconds: what is finer is rejected, never rounded. */
public enum TimeUnits {
    MILLIS(1000, 1),
    MICROS(1, 1),
    NANOS(1, 1000);

    /** Why a value is rejected that has digits below a microsecond. */
    public static final String TOO_FINE = "is finer than a microsecond";

    private static final long MICROS_OF_DAY = 86_400_000_000L;

    private final long factor;
    private final long divisor;

    TimeUnits(long factor, long divisor) {
        this.factor = factor;
        this.divisor = divisor;
    }

    /** A moment, counted from 1970. */
    public void timestamp(long value, ValueSink sink, ValueProblems problems) {
        if (divisor != 1 && value % divisor != 0) {
            problems.reject("BAD_TIMESTAMP", TOO_FINE, value);
        } else if (factor != 1 && (value > Long.MAX_VALUE / factor || value < Long.MIN_VALUE / factor)) {
            problems.reject("BAD_TIMESTAMP", "is out of range", value);
        } else {
            sink.setLong(value * factor / divisor);
        }
    }

    /** A time of day. */
    public void time(long value, ValueSink sink, ValueProblems problems) {
        if (divisor != 1 && value % divisor != 0) {
            problems.reject("BAD_TIME", TOO_FINE, value);
        } else if (value < 0 || value >= MICROS_OF_DAY / factor * divisor) {
            problems.reject("BAD_TIME", "is no time of day", value);
        } else {
            sink.setLong(value * factor / divisor);
        }
    }
}
