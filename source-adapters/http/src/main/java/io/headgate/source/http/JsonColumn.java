package io.headgate.source.http;

import io.headgate.api.data.ColumnBuilder;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.Values;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Sets one column's value from the value that a parser stands at, which is not null, and leaves the parser at its end. One per
 * column and cursor; one thread.
 */
abstract class JsonColumn {

    /** Fractions with so few characters are exact as doubles. */
    private static final int EXACT_LENGTH = 15;

    final Field field;

    JsonColumn(Field field) {
        this.field = field;
    }

    /**
     * False if the value is none of the type.
     *
     * @param data the text that the parser reads
     * @param start where in it the parser has begun
     */
    abstract boolean set(JsonParser parser, byte[] data, int start);

    /** Stable reason of a value that does not fit. */
    String code() {
        String text = field.type().text();
        int end = text.indexOf('(') < 0 ? text.indexOf('<') : text.indexOf('(');
        return "BAD_" + (end < 0 ? text : text.substring(0, end)).toUpperCase(Locale.ROOT);
    }

    /** What would have fitted, for a message. */
    String expected() {
        return field.type().text();
    }

    /**
     * @param declared whether the user chose the type. If not, only values are taken that come back unchanged: a fraction must not
     *     be rounded, a text not become a number unnoticed
     */
    static JsonColumn create(RowBatchBuilder batch, int index, boolean declared) {
        Field field = batch.schema().field(index);
        if (field.type() instanceof Primitive primitive) {
            switch (primitive) {
                case INT64 -> {
                    return new OfLong(field, batch.longs(index), declared);
                }
                case FLOAT64 -> {
                    return new OfDouble(field, batch.doubles(index), declared);
                }
                case STRING -> {
                    return new OfText(field, batch.bytes(index), declared);
                }
                case JSON -> {
                    return new OfJson(field, batch.bytes(index));
                }
                case BOOLEAN -> {
                    return new OfBoolean(field, batch.ints(index), declared);
                }
                default -> {
                    return new OfAny(field, batch.column(index), declared);
                }
            }
        }
        return new OfAny(field, batch.column(index), declared);
    }

    private static final class OfBoolean extends JsonColumn {
        private final ColumnBuilder.Ints ints;
        private final @Nullable JsonColumn other;

        OfBoolean(Field field, ColumnBuilder.Ints ints, boolean declared) {
            super(field);
            this.ints = ints;
            this.other = declared ? new OfAny(field, ints, true) : null;
        }

        @Override
        boolean set(JsonParser parser, byte[] data, int start) {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
                ints.set(token == JsonToken.VALUE_TRUE ? 1 : 0);
                return true;
            }
            return other != null && other.set(parser, data, start);
        }
    }

    private static final class OfLong extends JsonColumn {
        private final ColumnBuilder.Longs longs;
        private final @Nullable JsonColumn other;

        OfLong(Field field, ColumnBuilder.Longs longs, boolean declared) {
            super(field);
            this.longs = longs;
            this.other = declared ? new OfAny(field, longs, true) : null;
        }

        @Override
        boolean set(JsonParser parser, byte[] data, int start) {
            if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                    return false;
                }
                longs.set(parser.getLongValue());
                return true;
            }
            return other != null && other.set(parser, data, start);
        }
    }

    private static final class OfDouble extends JsonColumn {
        private final ColumnBuilder.Doubles doubles;
        private final @Nullable JsonColumn other;

        OfDouble(Field field, ColumnBuilder.Doubles doubles, boolean declared) {
            super(field);
            this.doubles = doubles;
            this.other = declared ? new OfAny(field, doubles, true) : null;
        }

        @Override
        boolean set(JsonParser parser, byte[] data, int start) {
            JsonToken token = parser.currentToken();
            boolean number = token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT;
            if (number && parser.getStringLength() <= EXACT_LENGTH && isPlain(parser)) {
                doubles.set(parser.getDoubleValue());
                return true;
            }
            if (number && other == null) {
                return setIfExact(parser);
            }
            return other != null && other.set(parser, data, start);
        }

        private static boolean isPlain(JsonParser parser) {
            char[] text = parser.getStringCharacters();
            int from = parser.getStringOffset();
            for (int i = from; i < from + parser.getStringLength(); i++) {
                if (text[i] == 'e' || text[i] == 'E') {
                    return false;
                }
            }
            return true;
        }

        private boolean setIfExact(JsonParser parser) {
            String text = parser.getString();
            try {
                if (!TextValues.isExactDouble(text)) {
                    return false;
                }
            } catch (NumberFormatException e) {
                return false;
            }
            doubles.set(Double.parseDouble(text));
            return true;
        }

        @Override
        String expected() {
            return other == null ? "float64 that would be kept without rounding" : "float64";
        }
    }

    private static final class OfText extends JsonColumn {
        private final ColumnBuilder.Bytes bytes;
        private final boolean declared;

        OfText(Field field, ColumnBuilder.Bytes bytes, boolean declared) {
            super(field);
            this.bytes = bytes;
            this.declared = declared;
        }

        @Override
        boolean set(JsonParser parser, byte[] data, int start) {
            if (parser.currentToken() != JsonToken.VALUE_STRING && (!declared || !isSingle(parser))) {
                return false;
            }
            return Utf8.write(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength(), bytes);
        }
    }

    private static final class OfJson extends JsonColumn {
        private final ColumnBuilder.Bytes bytes;

        OfJson(Field field, ColumnBuilder.Bytes bytes) {
            super(field);
            this.bytes = bytes;
        }

        @Override
        boolean set(JsonParser parser, byte[] data, int start) {
            int from = start + JsonText.begin(parser);
            int to = start + JsonText.finish(parser);
            bytes.set(data, from, to - from);
            return true;
        }
    }

    /** By way of an object. */
    private static final class OfAny extends JsonColumn {
        private final ColumnBuilder builder;
        private final boolean declared;

        OfAny(Field field, ColumnBuilder builder, boolean declared) {
            super(field);
            this.builder = builder;
            this.declared = declared;
        }

        @Override
        boolean set(JsonParser parser, byte[] data, int start) {
            boolean text = parser.currentToken() == JsonToken.VALUE_STRING;
            if (!text && !declared) {
                return false;
            }
            try {
                Object value = JsonValues.read(parser, field.type());
                if (value == null) {
                    return false;
                }
                Values.write(builder, field, value);
                return true;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
    }

    static boolean isSingle(JsonParser parser) {
        JsonToken token = parser.currentToken();
        return token != JsonToken.START_OBJECT && token != JsonToken.START_ARRAY;
    }
}
