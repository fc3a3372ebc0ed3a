package io.headgate.source.jdbc;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What stands in a column of SQLite, which may be of any type, as the type that the column was declared with. */
final class SqliteValue {

    private SqliteValue() {}

    /**
     * @param value Integer, Long, Double, String or byte[]
     * @return null if it is none of the type: nothing is guessed
     */
    static @Nullable Object as(Object value, DataType type) {
        if (type instanceof DataType.Decimal) {
            return decimal(value);
        }
        return switch ((Primitive) type) {
            case BOOLEAN -> bool(value);
            case INT32, INT64 -> value instanceof Integer || value instanceof Long ? value : null;
            case FLOAT32, FLOAT64 -> value instanceof Number ? value : null;
            case BINARY -> value instanceof byte[] ? value : null;
            case STRING, JSON -> value instanceof byte[] ? null : value.toString();
            default -> null;
        };
    }

    /** Whether a column converts what it is compared with: by SQLite's rules one that is declared BLOB, or as nothing, does not. */
    static boolean hasAffinity(String declared) {
        return !declared.isEmpty()
                && !declared.equals("ANY")
                && (declared.contains("INT") || !declared.contains("BLOB"));
    }

    private static @Nullable Object bool(Object value) {
        return switch (value.toString().toLowerCase(Locale.ROOT)) {
            case "1", "true" -> true;
            case "0", "false" -> false;
            default -> null;
        };
    }

    private static @Nullable Object decimal(Object value) {
        try {
            return value instanceof byte[] ? null : new BigDecimal(value.toString());
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
