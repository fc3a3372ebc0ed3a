package io.headgate.source.avro;

import io.headgate.source.file.typed.ValueProblems;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Conversion;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericArray;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.Decoder;
import org.jspecify.annotations.Nullable;

/**
 * Reads values whose type is known only when they are read: of a union of several types, or within a record of its own kind. The
 * whole value is read before any of it is converted, so that one that cannot be leaves the decoder at the next.
 */
final class AvroObjects {

    private static final GenericData CONVERSIONS = conversions();

    private final Schema schema;
    private final GenericData data = new GenericData();
    private final GenericDatumReader<Object> reader;
    private final ValueProblems problems;

    AvroObjects(Schema schema, ValueProblems problems) {
        this.schema = schema;
        this.problems = problems;
        // The other one of Avro's two readers does not ask for the bounds of an array.
        data.setFastReaderEnabled(false);
        this.reader = new BoundedReader(schema, data);
    }

    /** Makes no room for what an array says that it has, and has only so many elements without bytes. */
    private static final class BoundedReader extends GenericDatumReader<Object> {

        private static final int FIRST_ELEMENTS = 16;

        BoundedReader(Schema schema, GenericData data) {
            super(schema, schema, data);
        }

        @Override
        protected Object newArray(Object old, int size, Schema array) {
            if (AvroTypes.isWeightless(array.getElementType())) {
                AvroNested.checkWeightless(size);
            }
            return super.newArray(old, Math.min(size, FIRST_ELEMENTS), array);
        }

        @Override
        protected void addToArray(Object array, long position, Object element) {
            if (position >= AvroNested.MOST_WEIGHTLESS
                    && array instanceof GenericArray<?> typed
                    && AvroTypes.isWeightless(typed.getSchema().getElementType())) {
                AvroNested.checkWeightless(position + 1);
            }
            super.addToArray(array, position, element);
        }
    }

    private static GenericData conversions() {
        GenericData known = new GenericData();
        known.addLogicalTypeConversion(new Conversions.DecimalConversion());
        known.addLogicalTypeConversion(new Conversions.UUIDConversion());
        known.addLogicalTypeConversion(new TimeConversions.DateConversion());
        known.addLogicalTypeConversion(new TimeConversions.TimeMillisConversion());
        known.addLogicalTypeConversion(new TimeConversions.TimeMicrosConversion());
        known.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        known.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
        known.addLogicalTypeConversion(new TimeConversions.TimestampNanosConversion());
        known.addLogicalTypeConversion(new TimeConversions.LocalTimestampMillisConversion());
        known.addLogicalTypeConversion(new TimeConversions.LocalTimestampMicrosConversion());
        known.addLogicalTypeConversion(new TimeConversions.LocalTimestampNanosConversion());
        return known;
    }

    /** The value in lists, maps and the JDK's own types. Null also for one that was rejected. */
    @Nullable
    Object read(Decoder in) throws IOException {
        Object value = reader.read(null, in);
        try {
            return plain(schema, value, true);
        } catch (Misfit e) {
            problems.reject(e.code, e.reason, plain(schema, value, false));
            return null;
        }
    }

    /** A value that is none of its logical type. */
    private static final class Misfit extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String code;
        private final String reason;

        Misfit(String code, String reason, @Nullable RuntimeException cause) {
            super(reason, cause);
            this.code = code;
            this.reason = reason;
        }
    }

    private @Nullable Object plain(Schema given, @Nullable Object value, boolean convert) {
        if (value == null) {
            return null;
        }
        Schema type =
                given.getType() == Schema.Type.UNION ? given.getTypes().get(data.resolveUnion(given, value)) : given;
        LogicalType logical = type.getLogicalType();
        Conversion<?> conversion = logical == null || !convert ? null : CONVERSIONS.getConversionFor(logical);
        if (logical != null && conversion != null) {
            return converted(type, logical, conversion, value);
        }
        if (value instanceof IndexedRecord record) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            type.getFields()
                    .forEach(field -> map.put(field.name(), plain(field.schema(), record.get(field.pos()), convert)));
            return map;
        }
        if (value instanceof Map<?, ?> entries) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            entries.forEach((key, entry) -> map.put(String.valueOf(key), plain(type.getValueType(), entry, convert)));
            return map;
        }
        if (value instanceof Collection<?> elements) {
            List<@Nullable Object> list = new ArrayList<>(elements.size());
            elements.forEach(element -> list.add(plain(type.getElementType(), element, convert)));
            return list;
        }
        return single(value);
    }

    private static Object single(Object value) {
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        if (value instanceof GenericFixed fixed) {
            return fixed.bytes();
        }
        return value instanceof CharSequence || value instanceof GenericEnumSymbol ? value.toString() : value;
    }

    private static Object converted(Schema type, LogicalType logical, Conversion<?> conversion, Object value) {
        Object made;
        try {
            made = Conversions.convertToLogicalType(value, type, logical, conversion);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException | AvroRuntimeException e) {
            throw misfit(logical, e);
        }
        // Java takes 1-2-3-4-5 for one.
        if (made instanceof UUID
                && value instanceof CharSequence text
                && !made.toString().equalsIgnoreCase(text.toString())) {
            throw misfit(logical, null);
        }
        return made;
    }

    private static Misfit misfit(LogicalType logical, @Nullable RuntimeException cause) {
        return switch (logical.getName()) {
            case "uuid" -> new Misfit("BAD_UUID", "is no uuid", cause);
            case "decimal" -> new Misfit("BAD_DECIMAL", "is no decimal", cause);
            case "date" -> new Misfit("BAD_DATE", "is no date", cause);
            case "time-millis", "time-micros" -> new Misfit("BAD_TIME", "is no time of day", cause);
            default -> new Misfit("BAD_TIMESTAMP", "is out of range", cause);
        };
    }
}
