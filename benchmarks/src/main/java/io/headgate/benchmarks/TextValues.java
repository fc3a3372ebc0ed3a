package io.headgate.benchmarks;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What becomes of the texts that a library has found in a file: nothing, or the values that Headgate infers, made by the JDK. */
final class TextValues {

    /** Texts stay as they are. */
    static final TextValues UNTOUCHED = new TextValues(null);

    private final TypedRow.Kind[] kinds;
    private final Map<String, Integer> columns = new HashMap<>();

    private TextValues(@Nullable RowShape shape) {
        kinds = new TypedRow.Kind[shape == null ? 0 : shape.columns().size()];
        for (int i = 0; shape != null && i < kinds.length; i++) {
            kinds[i] = TypedRow.kind(shape, i);
            columns.put(TypedRow.name(shape, i), i);
        }
    }

    static TextValues converted(RowShape shape) {
        return new TextValues(shape);
    }

    boolean isConverted() {
        return kinds.length > 0;
    }

    int column(String name) {
        return columns.getOrDefault(name, -1);
    }

    /** Converts a text, and gives something of the value, so that no compiler leaves it out. */
    long take(int column, String text) {
        if (column < 0 || text.isEmpty()) {
            return text.length();
        }
        return switch (kinds[column]) {
            case LONG -> Long.parseLong(text);
            case DECIMAL, DOUBLE -> Double.doubleToRawLongBits(Double.parseDouble(text));
            case BOOLEAN -> Boolean.parseBoolean(text) ? 1 : 0;
            case DATE -> LocalDate.parse(text).toEpochDay();
            case TIMESTAMP -> {
                LocalDateTime time = LocalDateTime.parse(text);
                yield time.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + time.getNano() / 1000;
            }
            case TEXT -> text.length();
        };
    }
}
