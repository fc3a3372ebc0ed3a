package io.headgate.source.jdbc;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values of a cursor's column as whole numbers on a line, where its type allows. */
final class CursorScale {

    private static final Set<Primitive> WHOLE =
            Set.of(Primitive.INT32, Primitive.INT64, Primitive.DATE, Primitive.TIMESTAMP, Primitive.TIMESTAMP_TZ);
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");
    private static final Pattern PERSON = Pattern.compile(
            "(\\d{4}-\\d{2}-\\d{2})(?: (\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,6})?)?))?\\s*(Z|[+-]\\d{2}:?\\d{2})?");
    private static final long DAY_MICROS = 86_400_000_000L;

    private final DataType type;
    private final boolean number;

    private CursorScale(DataType type, boolean number) {
        this.type = type;
        this.number = number;
    }

    static CursorScale of(SourceColumn column) {
        DataType type = column.field().type();
        boolean floats = type == Primitive.FLOAT32 || type == Primitive.FLOAT64;
        return new CursorScale(type, floats || type instanceof DataType.Decimal || column.isNumber());
    }

    /** Whether the values are whole numbers: others can be compared by the database alone. */
    boolean isWhole() {
        return type instanceof Primitive primitive && WHOLE.contains(primitive)
                || type instanceof DataType.Decimal decimal
                        && decimal.precision() <= DataType.Decimal.MAX_LONG_PRECISION;
    }

    /** From the text that {@link KeyText} makes. */
    long parse(String text) {
        if (type instanceof DataType.Decimal decimal) {
            return new BigDecimal(text)
                    .setScale(decimal.scale())
                    .unscaledValue()
                    .longValueExact();
        }
        return switch ((Primitive) type) {
            case DATE -> LocalDate.parse(text).toEpochDay();
            case TIMESTAMP -> micros(text);
            case TIMESTAMP_TZ -> micros(text.substring(0, text.length() - "+00".length()));
            default -> Long.parseLong(text);
        };
    }

    /**
     * A value as a person writes it, in the form that {@link KeyText} makes.
     *
     * @throws RuntimeException if it is none
     */
    String normalise(String text) {
        if (!isWhole()) {
            return text;
        }
        String plain = text.trim().replace('T', ' ');
        if (type == Primitive.TIMESTAMP || type == Primitive.TIMESTAMP_TZ) {
            return person(plain);
        }
        return text(parse(plain));
    }

    /** A date alone is its beginning; what has no zone is UTC. */
    private String person(String plain) {
        Matcher matcher = PERSON.matcher(plain);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no timestamp");
        }
        String time = matcher.group(2) == null ? "00:00" : matcher.group(2);
        LocalDateTime local = LocalDateTime.parse(matcher.group(1) + "T" + time);
        String zone = matcher.group(3);
        if (zone == null) {
            return type == Primitive.TIMESTAMP ? KeyText.of(local) : KeyText.of(local.toInstant(ZoneOffset.UTC));
        }
        if (type == Primitive.TIMESTAMP) {
            throw new IllegalArgumentException("a zone, where the column has none");
        }
        return KeyText.of(local.toInstant(ZoneOffset.of(zone)));
    }

    /**
     * The text itself.
     *
     * @throws RuntimeException if nothing can stand behind it: infinity, and what is no number where the column has numbers
     */
    String checked(String text) {
        if (isWhole()) {
            parse(text);
        } else if (number) {
            new BigDecimal(text);
        }
        return text;
    }

    /** What is finer than a microsecond stands at the one that it belongs to. */
    private static long micros(String text) {
        LocalDateTime time = LocalDateTime.parse(text.replace(' ', 'T'));
        return Math.addExact(Math.multiplyExact(time.toEpochSecond(ZoneOffset.UTC), 1_000_000L), time.getNano() / 1000);
    }

    /** As {@link KeyText} writes it. */
    String text(long value) {
        if (type instanceof DataType.Decimal decimal) {
            return BigDecimal.valueOf(value, decimal.scale()).toPlainString();
        }
        return switch ((Primitive) type) {
            case DATE -> KeyText.of(LocalDate.ofEpochDay(value));
            case TIMESTAMP -> KeyText.of(time(value));
            case TIMESTAMP_TZ -> KeyText.of(time(value).toInstant(ZoneOffset.UTC));
            default -> Long.toString(value);
        };
    }

    private static LocalDateTime time(long micros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), (int) Math.floorMod(micros, 1_000_000L) * 1000, ZoneOffset.UTC);
    }

    /**
     * A distance between two values.
     *
     * @throws IllegalArgumentException with what is wrong, to follow the key's name
     */
    long distance(String text) {
        Matcher duration = DURATION.matcher(text.trim());
        boolean temporal = type == Primitive.DATE || type == Primitive.TIMESTAMP || type == Primitive.TIMESTAMP_TZ;
        if (temporal != duration.matches()) {
            throw new IllegalArgumentException(
                    temporal ? "is a duration such as 10m, 1h or 2d" : "is a number, as the cursor's column is");
        }
        if (!temporal) {
            return type instanceof DataType.Decimal decimal
                    ? new BigDecimal(text.trim())
                            .setScale(decimal.scale())
                            .unscaledValue()
                            .longValueExact()
                    : Long.parseLong(text.trim());
        }
        long amount = Long.parseLong(duration.group(1));
        long micros =
                switch (duration.group(2)) {
                    case "ms" -> amount * 1_000;
                    case "s" -> amount * 1_000_000;
                    case "m" -> amount * 60_000_000;
                    case "h" -> amount * 3_600_000_000L;
                    default -> amount * DAY_MICROS;
                };
        return type == Primitive.DATE ? Math.floorDiv(micros + DAY_MICROS - 1, DAY_MICROS) : micros;
    }
}
