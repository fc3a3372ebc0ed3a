package io.headgate.source.avro;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.RowJson;
import io.headgate.source.file.typed.DecimalValues;
import io.headgate.source.file.typed.TimeUnits;
import io.headgate.source.file.typed.TypedRows;
import io.headgate.source.file.typed.ValueProblems;
import io.headgate.source.file.typed.ValueSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/** Makes a reader for each place of a schema, once per file, so that no record becomes an object. */
final class AvroValues {

    private static final int UUID_BYTES = 16;

    private final TypedRows rows;
    private final ValueProblems problems;

    AvroValues(TypedRows rows, ValueProblems problems) {
        this.rows = rows;
        this.problems = problems;
    }

    /** Nothing is given on for null. */
    AvroValue reader(Schema schema, ValueSink sink) {
        return switch (schema.getType()) {
            case NULL -> Decoder::readNull;
            case BOOLEAN -> in -> sink.setInt(in.readBoolean() ? 1 : 0);
            case INT -> ints(schema, sink);
            case LONG -> longs(schema, sink);
            case FLOAT -> in -> sink.setDouble(in.readFloat());
            case DOUBLE -> in -> sink.setDouble(in.readDouble());
            case STRING -> strings(schema, sink);
            case BYTES -> bytes(schema, sink);
            case FIXED -> fixed(schema, sink);
            case ENUM -> symbols(schema, sink);
            case UNION -> union(schema, sink);
            case ARRAY, MAP, RECORD ->
                AvroTypes.type(schema) == Primitive.JSON
                        ? json(schema, sink)
                        : new AvroNested(rows, this, problems).reader(schema, sink);
        };
    }

    private static String logical(Schema schema) {
        LogicalType type = schema.getLogicalType();
        return type == null ? "" : type.getName();
    }

    private AvroValue ints(Schema schema, ValueSink sink) {
        return logical(schema).equals("time-millis")
                ? in -> TimeUnits.MILLIS.time(in.readInt(), sink, problems)
                : in -> sink.setInt(in.readInt());
    }

    private AvroValue longs(Schema schema, ValueSink sink) {
        return switch (logical(schema)) {
            case "time-micros" -> in -> TimeUnits.MICROS.time(in.readLong(), sink, problems);
            case "timestamp-millis", "local-timestamp-millis" ->
                in -> TimeUnits.MILLIS.timestamp(in.readLong(), sink, problems);
            case "timestamp-nanos", "local-timestamp-nanos" ->
                in -> TimeUnits.NANOS.timestamp(in.readLong(), sink, problems);
            default -> in -> sink.setLong(in.readLong());
        };
    }

    private AvroValue strings(Schema schema, ValueSink sink) {
        if (logical(schema).equals("uuid")) {
            return in -> uuid(in.readString(), sink);
        }
        return new AvroValue() {
            private @Nullable Utf8 text;

            @Override
            public void read(Decoder in) throws IOException {
                Utf8 read = in.readString(text);
                text = read;
                sink.setBytes(read.getBytes(), 0, read.getByteLength());
            }
        };
    }

    private void uuid(String text, ValueSink sink) {
        UUID uuid = null;
        try {
            uuid = UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            // said below
        }
        if (uuid == null || !uuid.toString().equalsIgnoreCase(text)) {
            problems.reject("BAD_UUID", "is no uuid", text);
            return;
        }
        byte[] bytes = ByteBuffer.allocate(UUID_BYTES)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        sink.setBytes(bytes, 0, UUID_BYTES);
    }

    private AvroValue bytes(Schema schema, ValueSink sink) {
        DataType type = AvroTypes.type(schema);
        if (type instanceof DataType.Decimal decimal) {
            DecimalValues decimals = new DecimalValues(decimal, sink, problems);
            return new BytesValue(
                    value -> decimals.set(value.array(), value.arrayOffset() + value.position(), value.remaining()));
        }
        if (type == Primitive.STRING) {
            Conversions.BigDecimalConversion conversion = new Conversions.BigDecimalConversion();
            return new BytesValue(value -> text(
                    conversion.fromBytes(value, schema, schema.getLogicalType()).toString(), sink));
        }
        return new BytesValue(
                value -> sink.setBytes(value.array(), value.arrayOffset() + value.position(), value.remaining()));
    }

    /** What becomes of bytes. */
    private interface BytesTarget {
        void take(ByteBuffer value);
    }

    private static final class BytesValue implements AvroValue {
        private final BytesTarget target;
        private @Nullable ByteBuffer buffer;

        BytesValue(BytesTarget target) {
            this.target = target;
        }

        @Override
        public void read(Decoder in) throws IOException {
            ByteBuffer read = in.readBytes(buffer);
            buffer = read;
            target.take(read);
        }
    }

    private AvroValue fixed(Schema schema, ValueSink sink) {
        byte[] bytes = new byte[schema.getFixedSize()];
        if (AvroTypes.type(schema) instanceof DataType.Decimal decimal) {
            DecimalValues decimals = new DecimalValues(decimal, sink, problems);
            return in -> {
                in.readFixed(bytes);
                decimals.set(bytes, 0, bytes.length);
            };
        }
        return in -> {
            in.readFixed(bytes);
            sink.setBytes(bytes, 0, bytes.length);
        };
    }

    private static AvroValue symbols(Schema schema, ValueSink sink) {
        byte[][] symbols = schema.getEnumSymbols().stream()
                .map(symbol -> symbol.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        return in -> {
            byte[] symbol = symbols[in.readEnum()];
            sink.setBytes(symbol, 0, symbol.length);
        };
    }

    private AvroValue union(Schema union, ValueSink sink) {
        if (AvroTypes.only(union) == null && AvroTypes.type(union) == Primitive.JSON) {
            return json(union, sink);
        }
        List<Schema> types = union.getTypes();
        AvroValue[] branches = types.stream().map(type -> reader(type, sink)).toArray(AvroValue[]::new);
        return in -> branches[in.readIndex()].read(in);
    }

    private AvroValue json(Schema schema, ValueSink sink) {
        AvroObjects objects = new AvroObjects(schema, problems);
        return in -> {
            Object value = objects.read(in);
            if (value != null) {
                text(RowJson.text(value), sink);
            }
        };
    }

    private static void text(String value, ValueSink sink) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        sink.setBytes(bytes, 0, bytes.length);
    }
}
