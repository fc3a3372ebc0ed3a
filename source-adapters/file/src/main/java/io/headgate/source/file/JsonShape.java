package io.headgate.source.file;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the sampled values of one field are, and of the fields within it: the narrowest type that takes each of them and gives it back
 * unchanged. Values of several kinds, and nothing but nulls, are JSON.
 */
final class JsonShape {

    private static final int MAX_DECIMAL = 38;
    private static final Set<Primitive> TEXTS =
            EnumSet.of(Primitive.DATE, Primitive.TIME, Primitive.TIMESTAMP, Primitive.TIMESTAMP_TZ, Primitive.UUID);

    private enum Kind {
        BOOLEAN,
        NUMBER,
        STRING,
        OBJECT,
        ARRAY
    }

    private final EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
    private final EnumSet<Primitive> texts = EnumSet.copyOf(TEXTS);
    private final Map<String, JsonShape> fields = new LinkedHashMap<>();
    private final byte[] uuid = new byte[16];
    private boolean longs = true;
    private boolean doubles = true;
    private int integerDigits = 1;
    private int scale;
    private @Nullable JsonShape element;

    /** The fields of objects, in the order in which they were first seen. */
    Map<String, JsonShape> fields() {
        return fields;
    }

    /** Passes and takes a value. False if it is no JSON; what was seen of it may be kept then. */
    boolean add(JsonScan json, int depth) {
        json.space();
        if (json.at >= json.end || depth > JsonScan.MAX_DEPTH) {
            return false;
        }
        return switch (json.data[json.at]) {
            case '{' -> object(json, depth);
            case '[' -> array(json, depth);
            case '"' -> json.string() && text(json);
            case 't' -> json.word("true") && bool();
            case 'f' -> json.word("false") && bool();
            case 'n' -> json.word("null");
            default -> json.number() && number(json.data, json.tokenStart, json.tokenEnd);
        };
    }

    private boolean bool() {
        kinds.add(Kind.BOOLEAN);
        return true;
    }

    private boolean object(JsonScan json, int depth) {
        kinds.add(Kind.OBJECT);
        json.at++;
        json.space();
        if (json.accept('}')) {
            return true;
        }
        do {
            if (!json.name()) {
                return false;
            }
            String name = name(json);
            if (name == null
                    || !fields.computeIfAbsent(name, n -> new JsonShape()).add(json, depth + 1)) {
                return false;
            }
            json.space();
        } while (json.accept(','));
        return json.accept('}');
    }

    static @Nullable String name(JsonScan json) {
        if (!json.escaped) {
            int length = json.tokenEnd - json.tokenStart;
            return new String(json.data, json.tokenStart, length, StandardCharsets.UTF_8);
        }
        byte[] text = new byte[json.tokenEnd - json.tokenStart];
        int length = json.unescape(text);
        return length < 0 ? null : new String(text, 0, length, StandardCharsets.UTF_8);
    }

    private boolean array(JsonScan json, int depth) {
        kinds.add(Kind.ARRAY);
        json.at++;
        json.space();
        if (json.accept(']')) {
            return true;
        }
        JsonShape of = element == null ? new JsonShape() : element;
        element = of;
        do {
            if (!of.add(json, depth + 1)) {
                return false;
            }
            json.space();
        } while (json.accept(','));
        return json.accept(']');
    }

    private boolean text(JsonScan json) {
        kinds.add(Kind.STRING);
        if (json.escaped || json.tokenStart == json.tokenEnd) {
            texts.clear();
        } else if (!texts.isEmpty()) {
            texts.removeIf(type -> !CsvInference.takes(type, json.data, json.tokenStart, json.tokenEnd, uuid));
        }
        return true;
    }

    private boolean number(byte[] data, int start, int end) {
        kinds.add(Kind.NUMBER);
        boolean integer = JsonNumbers.isInteger(data, start, end);
        longs &= integer
                && CsvNumbers.parseLong(data, start, end) != CsvNumbers.NONE
                && CsvNumbers.isCanonical(data, start, end);
        doubles &= !Double.isNaN(JsonNumbers.parseFaithful(data, start, end));
        BigDecimal value = end - start > 2 * MAX_DECIMAL ? null : JsonNumbers.decimal(data, start, end);
        if (value == null) {
            integerDigits = MAX_DECIMAL + 1;
            return true;
        }
        long whole = (long) value.precision() - value.scale();
        integerDigits = (int) Math.max(integerDigits, Math.min(whole, MAX_DECIMAL + 1));
        scale = Math.max(scale, Math.min(value.scale(), MAX_DECIMAL + 1));
        return true;
    }

    /**
     * The type.
     *
     * @param nested whether objects and arrays become structs and lists; if not, they are JSON
     */
    DataType type(boolean nested) {
        if (kinds.size() != 1) {
            return Primitive.JSON;
        }
        return switch (kinds.iterator().next()) {
            case BOOLEAN -> Primitive.BOOLEAN;
            case NUMBER -> numberType();
            case STRING -> texts.isEmpty() ? Primitive.STRING : texts.iterator().next();
            case OBJECT -> nested && !fields.isEmpty() ? struct() : Primitive.JSON;
            case ARRAY -> nested && element != null ? new DataType.ListOf(element.type(true)) : Primitive.JSON;
        };
    }

    private DataType numberType() {
        if (longs) {
            return Primitive.INT64;
        }
        if (doubles) {
            return Primitive.FLOAT64;
        }
        return integerDigits + scale <= MAX_DECIMAL ? new DataType.Decimal(MAX_DECIMAL, scale) : Primitive.JSON;
    }

    private DataType struct() {
        List<Field> all = new ArrayList<>();
        fields.forEach((name, shape) -> {
            if (!name.isEmpty()) {
                all.add(Field.of(name, shape.type(true)));
            }
        });
        return all.isEmpty() || fields.containsKey("") ? Primitive.JSON : new DataType.Struct(all);
    }
}
