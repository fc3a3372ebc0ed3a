package io.headgate.source.avro;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.Decoder;
import org.jspecify.annotations.Nullable;

/** Reads values whose type is known only when they are read: of a union of several types, or within a record of its own kind. */
final class AvroObjects {

    private final GenericDatumReader<Object> reader;

    AvroObjects(Schema schema) {
        GenericData data = new GenericData();
        data.addLogicalTypeConversion(new Conversions.DecimalConversion());
        data.addLogicalTypeConversion(new Conversions.UUIDConversion());
        data.addLogicalTypeConversion(new TimeConversions.DateConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimeMillisConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimeMicrosConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimestampNanosConversion());
        data.addLogicalTypeConversion(new TimeConversions.LocalTimestampMillisConversion());
        data.addLogicalTypeConversion(new TimeConversions.LocalTimestampMicrosConversion());
        data.addLogicalTypeConversion(new TimeConversions.LocalTimestampNanosConversion());
        this.reader = new GenericDatumReader<>(schema, schema, data);
    }

    /** The value in lists, maps and the JDK's own types. */
    @Nullable
    Object read(Decoder in) throws IOException {
        return plain(reader.read(null, in));
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof IndexedRecord record) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            record.getSchema().getFields().forEach(field -> map.put(field.name(), plain(record.get(field.pos()))));
            return map;
        }
        if (value instanceof Map<?, ?> entries) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            entries.forEach((key, entry) -> map.put(String.valueOf(key), plain(entry)));
            return map;
        }
        if (value instanceof Collection<?> elements) {
            List<@Nullable Object> list = new ArrayList<>(elements.size());
            elements.forEach(element -> list.add(plain(element)));
            return list;
        }
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
}
