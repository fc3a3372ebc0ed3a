package io.headgate.source.orc;

import io.headgate.api.data.DataType;
import io.headgate.api.data.RowJson;
import io.headgate.source.file.typed.DecimalValues;
import io.headgate.source.file.typed.TimeUnits;
import io.headgate.source.file.typed.TypedRows;
import io.headgate.source.file.typed.ValueProblems;
import io.headgate.source.file.typed.ValueSink;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.hive.ql.exec.vector.BytesColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.Decimal64ColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DecimalColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DoubleColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ListColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.LongColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.MapColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.StructColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.TimestampColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.UnionColumnVector;
import org.apache.orc.TypeDescription;
import org.jspecify.annotations.Nullable;

/** Makes a reader for each place of a schema, once per file. */
final class OrcValues {

    /** About what an element takes in memory: its object, its reference and its share of the collection. */
    private static final long ELEMENT_BYTES = 48;

    private static final long MILLIS = 1000;
    private static final long MICROS = 1_000_000;

    private final TypedRows rows;
    private final ValueProblems problems;

    OrcValues(TypedRows rows, ValueProblems problems) {
        this.rows = rows;
        this.problems = problems;
    }

    OrcValue reader(TypeDescription type, ValueSink sink) {
        return switch (type.getCategory()) {
            case BOOLEAN, BYTE, SHORT, INT, DATE ->
                (vector, row) -> sink.setInt((int) ((LongColumnVector) vector).vector[row]);
            case LONG -> (vector, row) -> sink.setLong(((LongColumnVector) vector).vector[row]);
            case FLOAT, DOUBLE -> (vector, row) -> sink.setDouble(((DoubleColumnVector) vector).vector[row]);
            case TIMESTAMP, TIMESTAMP_INSTANT -> (vector, row) -> timestamp((TimestampColumnVector) vector, row, sink);
            case DECIMAL -> decimal((DataType.Decimal) OrcTypes.type(type), sink);
            case LIST -> list(new Slot(type.getChildren().get(0)), sink);
            case MAP ->
                map(
                        new Slot(type.getChildren().get(0)),
                        new Slot(type.getChildren().get(1)),
                        sink);
            case STRUCT -> struct(type, sink);
            case UNION -> union(type, sink);
            default -> (vector, row) -> bytes((BytesColumnVector) vector, row, sink);
        };
    }

    private static void bytes(BytesColumnVector vector, int row, ValueSink sink) {
        sink.setBytes(vector.vector[row], vector.start[row], vector.length[row]);
    }

    /** The vector has whole seconds as milliseconds, with the fraction in both of its parts. */
    private void timestamp(TimestampColumnVector vector, int row, ValueSink sink) {
        long seconds = Math.floorDiv(vector.time[row], MILLIS);
        int nanos = vector.nanos[row];
        if (nanos % 1000 != 0) {
            problems.reject("BAD_TIMESTAMP", TimeUnits.TOO_FINE, seconds + " s, " + nanos + " ns since 1970");
        } else if (Math.abs(seconds) > Long.MAX_VALUE / MICROS - 1) {
            problems.reject("BAD_TIMESTAMP", "is out of range", seconds + " s since 1970");
        } else {
            sink.setLong(seconds * MICROS + nanos / 1000);
        }
    }

    private OrcValue decimal(DataType.Decimal type, ValueSink sink) {
        DecimalValues decimals = new DecimalValues(type, sink, problems);
        return (vector, row) -> {
            if (vector instanceof Decimal64ColumnVector small) {
                decimals.set(small.vector[row]);
            } else {
                BigDecimal value = ((DecimalColumnVector) vector)
                        .vector[row]
                        .getHiveDecimal()
                        .bigDecimalValue();
                decimals.set(value.setScale(type.scale()).unscaledValue());
            }
        };
    }

    /** Reads one value and keeps it until it is asked for. */
    private final class Slot {
        private final OrcValue reader;
        private @Nullable Object value;

        Slot(TypeDescription type) {
            reader = reader(type, ValueSink.boxed(OrcTypes.type(type), problems, taken -> value = taken));
        }

        @Nullable
        Object read(ColumnVector vector, int row) {
            value = null;
            OrcValue.readAny(reader, vector, row);
            rows.weigh(ELEMENT_BYTES);
            return value;
        }
    }

    private static OrcValue list(Slot element, ValueSink sink) {
        return (vector, row) -> {
            ListColumnVector lists = (ListColumnVector) vector;
            int start = (int) lists.offsets[row];
            int length = (int) lists.lengths[row];
            List<@Nullable Object> list = new ArrayList<>(length);
            for (int i = start; i < start + length; i++) {
                list.add(element.read(lists.child, i));
            }
            sink.setObject(list);
        };
    }

    private OrcValue map(Slot key, Slot value, ValueSink sink) {
        return (vector, row) -> {
            MapColumnVector maps = (MapColumnVector) vector;
            int start = (int) maps.offsets[row];
            int length = (int) maps.lengths[row];
            Map<Object, @Nullable Object> map = new LinkedHashMap<>();
            for (int i = start; i < start + length; i++) {
                Object name = key.read(maps.keys, i);
                if (name == null) {
                    problems.reject("BAD_MAP", "is a map with an entry without a key", map.toString());
                } else if (map.containsKey(name)) {
                    problems.reject("BAD_MAP", "is a map that has a key twice", name);
                } else {
                    map.put(name, value.read(maps.values, i));
                }
            }
            sink.setObject(map);
        };
    }

    private OrcValue struct(TypeDescription type, ValueSink sink) {
        String[] names = type.getFieldNames().toArray(String[]::new);
        Slot[] slots = type.getChildren().stream().map(Slot::new).toArray(Slot[]::new);
        return (vector, row) -> {
            Map<String, @Nullable Object> struct = new LinkedHashMap<>();
            for (int i = 0; i < slots.length; i++) {
                struct.put(names[i], slots[i].read(((StructColumnVector) vector).fields[i], row));
            }
            sink.setObject(struct);
        };
    }

    /** The value alone, as JSON: which of the union's types it has shows in it or not at all. */
    private OrcValue union(TypeDescription type, ValueSink sink) {
        Slot[] slots = type.getChildren().stream().map(Slot::new).toArray(Slot[]::new);
        return (vector, row) -> {
            UnionColumnVector unions = (UnionColumnVector) vector;
            int tag = unions.tags[row];
            Object value = slots[tag].read(unions.fields[tag], row);
            if (value != null) {
                byte[] json = RowJson.text(value).getBytes(StandardCharsets.UTF_8);
                sink.setBytes(json, 0, json.length);
            }
        };
    }
}
