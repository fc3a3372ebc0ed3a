package io.headgate.source.http;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Values of any type as objects, nested ones included, as the user declared them. */
final class JsonValues {

    private JsonValues() {}

    /**
     * The value that the parser stands at, which is not null; the parser is left at its end.
     *
     * @return null if it is none of the type
     * @throws IllegalArgumentException the same, deeper down
     */
    static @Nullable Object read(JsonParser parser, DataType type) {
        if (type instanceof DataType.ListOf list) {
            return parser.currentToken() == JsonToken.START_ARRAY ? list(parser, list.element()) : null;
        }
        if (type instanceof DataType.Struct struct) {
            return parser.currentToken() == JsonToken.START_OBJECT ? struct(parser, struct) : null;
        }
        if (type instanceof DataType.MapOf map) {
            return parser.currentToken() == JsonToken.START_OBJECT ? map(parser, map) : null;
        }
        return JsonColumn.isSingle(parser) ? TextValues.parse(type, parser.getString()) : null;
    }

    private static List<@Nullable Object> list(JsonParser parser, DataType element) {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(element(parser, element));
        }
        return list;
    }

    private static Map<String, @Nullable Object> struct(JsonParser parser, DataType.Struct type) {
        Map<String, @Nullable Object> struct = new LinkedHashMap<>();
        for (Field field : type.fields()) {
            struct.put(field.name(), null);
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            Field field = type.fields().stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("the struct has no field " + name));
            struct.put(name, element(parser, field.type()));
        }
        for (Field field : type.fields()) {
            if (!field.nullable() && struct.get(field.name()) == null) {
                throw new IllegalArgumentException("the struct lacks " + field.name());
            }
        }
        return struct;
    }

    private static Map<Object, @Nullable Object> map(JsonParser parser, DataType.MapOf type) {
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            Object key = plain(type.key(), TextValues.parse(type.key(), parser.currentName()));
            if (key == null) {
                throw new IllegalArgumentException("a key of the map does not fit");
            }
            parser.nextToken();
            map.put(key, element(parser, type.value()));
        }
        return map;
    }

    private static @Nullable Object element(JsonParser parser, DataType type) {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        Object value = type == Primitive.JSON ? json(parser) : plain(type, read(parser, type));
        if (value == null) {
            throw new IllegalArgumentException("an element does not fit");
        }
        return value;
    }

    /** As a column's value of the type is read back: what lies within a list or a struct has no column to give it its form. */
    private static @Nullable Object plain(DataType type, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (type == Primitive.INT32) {
            return ((BigInteger) value).intValueExact();
        }
        if (type == Primitive.INT64) {
            return ((BigInteger) value).longValueExact();
        }
        if (type == Primitive.FLOAT64 || type == Primitive.FLOAT32) {
            double number = ((Number) value).doubleValue();
            return type == Primitive.FLOAT64 ? (Object) number : (Object) (float) number;
        }
        if (type instanceof DataType.Decimal decimal) {
            return ((BigDecimal) value).setScale(decimal.scale(), java.math.RoundingMode.UNNECESSARY);
        }
        return value instanceof OffsetDateTime time ? (Object) Instant.from(time) : value;
    }

    /** The JSON text of a value within another one. */
    private static String json(JsonParser parser) {
        StringBuilder out = new StringBuilder();
        write(parser, out);
        return out.toString();
    }

    private static void write(JsonParser parser, StringBuilder out) {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                char separator = '{';
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    out.append(separator)
                            .append(JsonText.quote(parser.currentName()))
                            .append(':');
                    parser.nextToken();
                    write(parser, out);
                    separator = ',';
                }
                out.append(separator == '{' ? "{}" : "}");
            }
            case START_ARRAY -> {
                char separator = '[';
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    out.append(separator);
                    write(parser, out);
                    separator = ',';
                }
                out.append(separator == '[' ? "[]" : "]");
            }
            case VALUE_STRING -> out.append(JsonText.quote(parser.getString()));
            default -> out.append(parser.getString());
        }
    }
}
