package io.headgate.destination.file;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes lists, maps and what is in them as JSON. Scalars look as they do in a column of their own. Not for a hot path. */
final class JsonValues {

    static final int MAX_DEPTH = 200;

    private static final long MICROS = 1_000_000L;

    private JsonValues() {}

    /**
     * @throws UnfitValueException if the value is of no type that {@link io.headgate.api.data.Values} names, or nested too deeply
     */
    static void write(@Nullable Object value, TextBuffer out) {
        write(value, 0, out);
    }

    private static void write(@Nullable Object value, int depth, TextBuffer out) {
        if (depth > MAX_DEPTH) {
            throw new UnfitValueException("TOO_DEEP", "the value is nested more than " + MAX_DEPTH + " deep");
        }
        if (value == null || value instanceof Boolean) {
            out.putText(String.valueOf(value));
        } else if (value instanceof Number number) {
            writeNumber(number, out);
        } else if (value instanceof CharSequence text) {
            JsonText.writeString(text.toString(), out);
        } else if (value instanceof Map<?, ?> map) {
            writeMap(map, depth, out);
        } else if (value instanceof List<?> list) {
            writeList(list, depth, out);
        } else {
            out.put('"');
            writeQuoted(value, out);
            out.put('"');
        }
    }

    private static void writeNumber(Number number, TextBuffer out) {
        if (number instanceof Double || number instanceof Float) {
            double value = number.doubleValue();
            boolean finite = Double.isFinite(value);
            // JSON has no word for these three.
            String text = number instanceof Float ? number.toString() : finite ? null : Double.toString(value);
            if (text == null) {
                NumberText.writeDouble(value, out);
            } else {
                out.putText(finite ? text : '"' + text + '"');
            }
        } else if (number instanceof BigDecimal decimal) {
            out.putText(decimal.toPlainString());
        } else if (number instanceof BigInteger) {
            out.putText(number.toString());
        } else {
            NumberText.writeLong(number.longValue(), out);
        }
    }

    private static void writeMap(Map<?, ?> map, int depth, TextBuffer out) {
        out.put('{');
        boolean first = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!first) {
                out.put(',');
            }
            first = false;
            writeKey(entry.getKey(), depth, out);
            out.put(':');
            write(entry.getValue(), depth + 1, out);
        }
        out.put('}');
    }

    /** A JSON key is a string: a number or a date becomes its text. */
    private static void writeKey(@Nullable Object key, int depth, TextBuffer out) {
        if (key == null || key instanceof Map || key instanceof List) {
            throw new UnfitValueException("BAD_MAP_KEY", "a JSON object has texts, numbers or dates as keys");
        }
        int start = out.length;
        write(key, depth + 1, out);
        if (out.bytes[start] != '"') {
            out.enclose(start, (byte) '"');
        }
    }

    private static void writeList(List<?> list, int depth, TextBuffer out) {
        out.put('[');
        boolean first = true;
        for (Object element : list) {
            if (!first) {
                out.put(',');
            }
            first = false;
            write(element, depth + 1, out);
        }
        out.put(']');
    }

    private static void writeQuoted(Object value, TextBuffer out) {
        if (value instanceof byte[] bytes) {
            out.putText(new String(Base64.getEncoder().encode(bytes), StandardCharsets.US_ASCII));
        } else if (value instanceof LocalDate date) {
            TimeText.writeDate(date.toEpochDay(), out);
        } else if (value instanceof LocalTime time) {
            TimeText.writeTime(time.toSecondOfDay() * MICROS + micros(time.getNano()), out);
        } else if (value instanceof LocalDateTime time) {
            TimeText.writeTimestamp(micros(time.toInstant(ZoneOffset.UTC)), out);
        } else if (value instanceof Instant instant) {
            TimeText.writeInstant(micros(instant), out);
        } else if (value instanceof OffsetDateTime time) {
            TimeText.writeInstant(micros(time.toInstant()), out);
        } else if (value instanceof ZonedDateTime time) {
            TimeText.writeInstant(micros(time.toInstant()), out);
        } else if (value instanceof UUID uuid) {
            out.putText(uuid.toString());
        } else {
            throw new UnfitValueException(
                    "UNSUPPORTED_VALUE", "a value of type " + value.getClass().getSimpleName() + " has no JSON form");
        }
    }

    private static long micros(Instant instant) {
        try {
            long seconds = Math.multiplyExact(instant.getEpochSecond(), MICROS);
            return Math.addExact(seconds, micros(instant.getNano()));
        } catch (ArithmeticException e) {
            throw new UnfitValueException("UNSUPPORTED_VALUE", instant + " is beyond what microseconds can count");
        }
    }

    private static long micros(int nanos) {
        if (nanos % 1000 != 0) {
            throw new UnfitValueException("UNSUPPORTED_VALUE", "a time is finer than a microsecond");
        }
        return nanos / 1000;
    }
}
