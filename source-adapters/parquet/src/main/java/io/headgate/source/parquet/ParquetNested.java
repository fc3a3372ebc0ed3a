package io.headgate.source.parquet;

import io.headgate.api.data.DataType;
import io.headgate.source.file.typed.TypedRows;
import io.headgate.source.file.typed.ValueProblems;
import io.headgate.source.file.typed.ValueSink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.jspecify.annotations.Nullable;

/** Makes lists, maps and structs of the values that Parquet's record assembly gives. */
final class ParquetNested {

    /** About what an element takes in memory: its object, its reference and its share of the collection. */
    private static final long ELEMENT_BYTES = 48;

    private final TypedRows rows;
    private final ValueProblems problems;

    ParquetNested(TypedRows rows, ValueProblems problems) {
        this.rows = rows;
        this.problems = problems;
    }

    /** A converter of one value of a field that calls {@code target} with each. */
    Converter single(Type type, Consumer<Object> target) {
        Consumer<Object> weighed = value -> {
            rows.weigh(ELEMENT_BYTES);
            target.accept(value);
        };
        if (type.isPrimitive()) {
            DataType as = ParquetTypes.single(type);
            ValueSink sink = ValueSink.boxed(as, problems, weighed);
            return ParquetValues.converter(type.asPrimitiveType(), as, sink, problems);
        }
        GroupType group = type.asGroupType();
        if (ParquetTypes.isList(group)) {
            return new ListConverter(group, weighed);
        }
        return ParquetTypes.isMap(group) ? new MapConverter(group, weighed) : new StructConverter(group, weighed);
    }

    /** A group whose one child is repeated: what the child gives is gathered between start and end. */
    private final class ListConverter extends GroupConverter {
        private final Consumer<Object> target;
        private final Converter repeated;
        private List<@Nullable Object> elements = new ArrayList<>();

        ListConverter(GroupType list, Consumer<Object> target) {
            this.target = target;
            Type inner = list.getType(0);
            Type element = ParquetTypes.element(list);
            repeated = element == inner ? single(inner, value -> elements.add(value)) : new Element(element);
        }

        @Override
        public Converter getConverter(int field) {
            return repeated;
        }

        @Override
        public void start() {
            elements = new ArrayList<>();
        }

        @Override
        public void end() {
            target.accept(elements);
        }

        /** The repeated group of one field, which may have no value. */
        private final class Element extends GroupConverter {
            private final Converter converter;
            private final Gathered gathered;

            Element(Type element) {
                gathered = new Gathered(element);
                converter = gathered.converter;
            }

            @Override
            public Converter getConverter(int field) {
                return converter;
            }

            @Override
            public void start() {
                gathered.start();
            }

            @Override
            public void end() {
                elements.add(gathered.value());
            }
        }
    }

    /** The value of one field between the start and the end of the group that it is in. */
    private final class Gathered {
        private final Converter converter;
        private final boolean isRepeated;
        private @Nullable Object value;
        private List<@Nullable Object> values = new ArrayList<>();

        Gathered(Type type) {
            isRepeated = type.isRepetition(Repetition.REPEATED);
            converter = single(type, this::take);
        }

        private void take(Object taken) {
            if (isRepeated) {
                values.add(taken);
            } else {
                value = taken;
            }
        }

        void start() {
            value = null;
            values = new ArrayList<>();
        }

        @Nullable
        Object value() {
            return isRepeated ? values : value;
        }
    }

    private final class StructConverter extends GroupConverter {
        private final Consumer<Object> target;
        private final String[] names;
        private final Gathered[] fields;

        StructConverter(GroupType group, Consumer<Object> target) {
            this.target = target;
            this.names = group.getFields().stream().map(Type::getName).toArray(String[]::new);
            this.fields = group.getFields().stream().map(Gathered::new).toArray(Gathered[]::new);
        }

        @Override
        public Converter getConverter(int field) {
            return fields[field].converter;
        }

        @Override
        public void start() {
            for (Gathered field : fields) {
                field.start();
            }
        }

        @Override
        public void end() {
            Map<String, @Nullable Object> struct = new LinkedHashMap<>();
            for (int i = 0; i < fields.length; i++) {
                struct.put(names[i], fields[i].value());
            }
            target.accept(struct);
        }
    }

    private final class MapConverter extends GroupConverter {
        private final Consumer<Object> target;
        private final Entry entry;
        private Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();

        MapConverter(GroupType map, Consumer<Object> target) {
            this.target = target;
            this.entry = new Entry(map.getType(0).asGroupType());
        }

        @Override
        public Converter getConverter(int field) {
            return entry;
        }

        @Override
        public void start() {
            entries = new LinkedHashMap<>();
        }

        @Override
        public void end() {
            target.accept(entries);
        }

        private final class Entry extends GroupConverter {
            private final Gathered key;
            private final Gathered value;

            Entry(GroupType group) {
                key = new Gathered(group.getType(0));
                value = new Gathered(group.getType(1));
            }

            @Override
            public Converter getConverter(int field) {
                return (field == 0 ? key : value).converter;
            }

            @Override
            public void start() {
                key.start();
                value.start();
            }

            @Override
            public void end() {
                Object name = key.value();
                if (name == null) {
                    problems.reject("BAD_MAP", "is a map with an entry without a key", entries.toString());
                } else if (entries.containsKey(name)) {
                    problems.reject("BAD_MAP", "is a map that has a key twice", name);
                } else {
                    entries.put(name, value.value());
                }
            }
        }
    }
}
