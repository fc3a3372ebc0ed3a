package io.headgate.source.avro;

import io.headgate.source.file.typed.TypedRows;
import io.headgate.source.file.typed.ValueProblems;
import io.headgate.source.file.typed.ValueSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.jspecify.annotations.Nullable;

/** Makes lists, maps and structs. */
final class AvroNested {

    /** About what an element takes in memory: its object, its reference and its share of the collection. */
    private static final long ELEMENT_BYTES = 48;

    static final int MOST_WEIGHTLESS = 1_000_000;

    private final TypedRows rows;
    private final AvroValues values;
    private final ValueProblems problems;

    AvroNested(TypedRows rows, AvroValues values, ValueProblems problems) {
        this.rows = rows;
        this.values = values;
        this.problems = problems;
    }

    AvroValue reader(Schema schema, ValueSink sink) {
        return switch (schema.getType()) {
            case ARRAY ->
                array(new Slot(schema.getElementType()), AvroTypes.isWeightless(schema.getElementType()), sink);
            case MAP -> map(new Slot(schema.getValueType()), sink);
            default -> record(schema, sink);
        };
    }

    /** Reads one value and keeps it until it is asked for. */
    private final class Slot {
        private final AvroValue reader;
        private @Nullable Object value;

        Slot(Schema schema) {
            ValueSink sink = ValueSink.boxed(AvroTypes.type(schema), problems, taken -> value = taken);
            reader = values.reader(schema, sink);
        }

        @Nullable
        Object read(Decoder in) throws IOException {
            value = null;
            reader.read(in);
            rows.weigh(ELEMENT_BYTES);
            return value;
        }
    }

    private static AvroValue array(Slot element, boolean isWeightless, ValueSink sink) {
        return in -> {
            List<@Nullable Object> list = new ArrayList<>();
            for (long left = in.readArrayStart(); left != 0; left = in.arrayNext()) {
                if (isWeightless) {
                    checkWeightless(list.size() + left);
                }
                for (long i = 0; i < left; i++) {
                    list.add(element.read(in));
                }
            }
            sink.setObject(list);
        };
    }

    /** Refuses an array that would fill the memory out of a file of a few bytes. */
    static void checkWeightless(long elements) {
        if (elements > MOST_WEIGHTLESS) {
            throw new AvroRuntimeException(
                    "it has an array of more than " + MOST_WEIGHTLESS + " elements without bytes");
        }
    }

    private AvroValue map(Slot value, ValueSink sink) {
        return in -> {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            for (long left = in.readMapStart(); left != 0; left = in.mapNext()) {
                for (long i = 0; i < left; i++) {
                    String key = in.readString();
                    Object read = value.read(in);
                    if (map.containsKey(key)) {
                        problems.reject("BAD_MAP", "is a map that has a key twice", key);
                    }
                    map.put(key, read);
                }
            }
            sink.setObject(map);
        };
    }

    private AvroValue record(Schema schema, ValueSink sink) {
        String[] names = schema.getFields().stream().map(Schema.Field::name).toArray(String[]::new);
        Slot[] slots = schema.getFields().stream()
                .map(field -> new Slot(field.schema()))
                .toArray(Slot[]::new);
        return in -> {
            Map<String, @Nullable Object> struct = new LinkedHashMap<>();
            for (int i = 0; i < slots.length; i++) {
                struct.put(names[i], slots[i].read(in));
            }
            sink.setObject(struct);
        };
    }
}
