package io.headgate.transform;

import io.headgate.api.config.Nearest;
import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a record back from the JSON that a reject store keeps. Nothing is guessed: each field has to be there, no other may be, and
 * a value that does not fit its type to the last digit is a mistake.
 */
public final class RejectedJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private RejectedJson() {}

    /**
     * Adds the record as one row, ended.
     *
     * @throws IllegalArgumentException with a sentence for the user, if it is no such record; nothing is added then
     */
    public static void read(String raw, RowBatchBuilder rows) {
        RowSchema schema = rows.schema();
        JsonNode node = parse(raw);
        for (String name : node.propertyNames()) {
            if (schema.indexOf(name) < 0) {
                throw new IllegalArgumentException("the record has '" + name + "', and there is no such column"
                        + Nearest.suggest(name, schema.names()));
            }
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Field field : schema.fields()) {
            JsonNode value = node.get(field.name());
            if (value == null) {
                throw new IllegalArgumentException(
                        "the record lacks column '" + field.name() + "'; write null if it is to have no value");
            }
            values.put(field.name(), value(field, value));
        }
        rows.addRow(values);
    }

    private static JsonNode parse(String raw) {
        try {
            JsonNode node = JSON.readTree(raw);
            if (!node.isObject()) {
                throw new IllegalArgumentException("the record is no JSON object");
            }
            return node;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the record is no JSON object: " + e.getOriginalMessage(), e);
        }
    }

    private static @Nullable Object value(Field field, JsonNode node) {
        try {
            return value(field.type(), node);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "column '" + field.name() + "': " + shown(node) + " is no "
                            + field.type().text(),
                    e);
        }
    }

    private static String shown(JsonNode node) {
        String text = node.toString();
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    private static @Nullable Object value(DataType type, JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        if (type instanceof DataType.ListOf list) {
            List<@Nullable Object> elements = new ArrayList<>();
            require(node.isArray());
            node.forEach(element -> elements.add(value(list.element(), element)));
            return elements;
        }
        if (type instanceof DataType.Struct struct) {
            return struct(struct, node);
        }
        if (type instanceof DataType.MapOf map) {
            return map(map, node);
        }
        return type instanceof Primitive primitive ? scalar(primitive, node) : number(node);
    }

    private static Map<String, @Nullable Object> struct(DataType.Struct type, JsonNode node) {
        require(node.isObject() && node.size() <= type.fields().size());
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Field field : type.fields()) {
            JsonNode value = node.get(field.name());
            require(value != null || field.nullable());
            values.put(field.name(), value == null ? null : value(field.type(), value));
        }
        return values;
    }

    private static Map<Object, @Nullable Object> map(DataType.MapOf type, JsonNode node) {
        require(node.isObject());
        Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            entries.put(
                    type.key() instanceof Primitive primitive
                            ? text(primitive, entry.getKey())
                            : new BigDecimal(entry.getKey()),
                    value(type.value(), entry.getValue()));
        }
        return entries;
    }

    private static Object scalar(Primitive type, JsonNode node) {
        return switch (type) {
            case BOOLEAN -> {
                require(node.isBoolean());
                yield node.booleanValue();
            }
            case INT32, INT64 -> number(node);
            case FLOAT32, FLOAT64 -> node.isString() ? text(type, node.stringValue()) : node.decimalValue();
            case JSON -> node.isString() ? text(type, node.stringValue()) : node.toString();
            default -> {
                require(node.isString());
                yield text(type, node.stringValue());
            }
        };
    }

    private static Number number(JsonNode node) {
        require(node.isNumber());
        return node.isIntegralNumber() ? node.bigIntegerValue() : node.decimalValue();
    }

    /** The opposite of {@code toString}. */
    private static Object text(Primitive type, String text) {
        return switch (type) {
            case BOOLEAN -> {
                require(text.equals("true") || text.equals("false"));
                yield Boolean.valueOf(text);
            }
            case INT32, INT64 -> new BigDecimal(text);
            case FLOAT32, FLOAT64 -> notFinite(text);
            case STRING -> text;
            case BINARY -> Base64.getDecoder().decode(text);
            case DATE -> LocalDate.parse(text);
            case TIME -> LocalTime.parse(text);
            case TIMESTAMP -> LocalDateTime.parse(text);
            case TIMESTAMP_TZ -> Instant.parse(text);
            case UUID -> UUID.fromString(text);
            case JSON -> {
                parseAny(text);
                yield text;
            }
        };
    }

    private static double notFinite(String text) {
        double value = Double.parseDouble(text);
        require(!Double.isFinite(value));
        return value;
    }

    private static void parseAny(String text) {
        require(!JSON.readTree(text).isMissingNode());
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException();
        }
    }
}
