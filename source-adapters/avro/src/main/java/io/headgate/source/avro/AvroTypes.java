package io.headgate.source.avro;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Decimal;
import io.headgate.api.data.DataType.ListOf;
import io.headgate.api.data.DataType.MapOf;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.DataType.Struct;
import io.headgate.api.data.Field;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The types of an Avro schema in ours. */
final class AvroTypes {

    /** Name of the one column of a file whose values are no records. */
    private static final String VALUE = "value";

    private static final int MOST_FIELDS = 10_000;

    /**
     * A record that a schema names twice is written out twice in a type of ours: a header of 2 KB, each of whose records has two
     * fields of the one before, would take all memory.
     */
    private static final class FieldCount {
        private int fields;

        void add() {
            if (++fields > MOST_FIELDS) {
                throw new AvroRuntimeException("its schema has more than " + MOST_FIELDS
                        + " fields, those of a record counted wherever the record is used");
            }
        }
    }

    private AvroTypes() {}

    static List<Field> fields(Schema schema) {
        return fields(schema, new FieldCount());
    }

    private static List<Field> fields(Schema schema, FieldCount count) {
        return schema.getType() == Schema.Type.RECORD
                ? schema.getFields().stream()
                        .map(field -> field(field.name(), field.schema(), count))
                        .toList()
                : List.of(field(VALUE, schema, count));
    }

    private static Field field(String name, Schema schema, FieldCount count) {
        count.add();
        return new Field(name, type(schema, count), isNullable(schema));
    }

    static boolean isNullable(Schema schema) {
        return schema.getType() == Schema.Type.NULL
                || schema.getType() == Schema.Type.UNION
                        && schema.getTypes().stream().anyMatch(AvroTypes::isNullable);
    }

    /** The one type of a union that has no other besides null; null if there are more. */
    static @Nullable Schema only(Schema union) {
        List<Schema> types = union.getTypes().stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .toList();
        return types.size() == 1 ? types.get(0) : null;
    }

    /** Of a value that is not null. */
    static DataType type(Schema schema) {
        return type(schema, new FieldCount());
    }

    private static DataType type(Schema schema, FieldCount count) {
        DataType logical = logical(schema.getLogicalType());
        if (logical != null) {
            return logical;
        }
        return switch (schema.getType()) {
            case BOOLEAN -> Primitive.BOOLEAN;
            case INT -> Primitive.INT32;
            case LONG -> Primitive.INT64;
            case FLOAT -> Primitive.FLOAT32;
            case DOUBLE -> Primitive.FLOAT64;
            case STRING, ENUM, NULL -> Primitive.STRING;
            case BYTES, FIXED -> Primitive.BINARY;
            case ARRAY -> new ListOf(type(schema.getElementType(), count));
            case MAP -> new MapOf(Primitive.STRING, type(schema.getValueType(), count));
            case RECORD -> record(schema, count);
            case UNION -> union(schema, count);
        };
    }

    private static DataType union(Schema union, FieldCount count) {
        Schema only = only(union);
        boolean isNull = union.getTypes().stream().allMatch(AvroTypes::isNullable) && only == null;
        return only != null ? type(only, count) : isNull ? Primitive.STRING : Primitive.JSON;
    }

    /** A record that may hold records of its own kind has no end that a type could name, and one without fields none at all. */
    private static DataType record(Schema record, FieldCount count) {
        Set<Schema> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        boolean recursive = record.getFields().stream().anyMatch(field -> reaches(field.schema(), record, seen));
        return recursive || record.getFields().isEmpty() ? Primitive.JSON : new Struct(fields(record, count));
    }

    private static boolean reaches(Schema from, Schema record, Set<Schema> seen) {
        if (from == record) {
            return true;
        }
        if (!seen.add(from)) {
            return false;
        }
        return switch (from.getType()) {
            case ARRAY -> reaches(from.getElementType(), record, seen);
            case MAP -> reaches(from.getValueType(), record, seen);
            case UNION -> from.getTypes().stream().anyMatch(type -> reaches(type, record, seen));
            case RECORD -> from.getFields().stream().anyMatch(field -> reaches(field.schema(), record, seen));
            default -> false;
        };
    }

    /** Whether a value has no bytes in a file, so that as many as one likes fit in a small one. */
    static boolean isWeightless(Schema schema) {
        return isWeightless(schema, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static boolean isWeightless(Schema schema, Set<Schema> seen) {
        return switch (schema.getType()) {
            case NULL -> true;
            case FIXED -> schema.getFixedSize() == 0;
            case RECORD ->
                !seen.add(schema) || schema.getFields().stream().allMatch(field -> isWeightless(field.schema(), seen));
            default -> false;
        };
    }

    private static @Nullable DataType logical(@Nullable LogicalType type) {
        if (type instanceof LogicalTypes.Decimal decimal) {
            return new Decimal(decimal.getPrecision(), decimal.getScale());
        }
        return switch (type == null ? "" : type.getName()) {
            case "date" -> Primitive.DATE;
            case "time-millis", "time-micros" -> Primitive.TIME;
            case "timestamp-millis", "timestamp-micros", "timestamp-nanos" -> Primitive.TIMESTAMP_TZ;
            case "local-timestamp-millis", "local-timestamp-micros", "local-timestamp-nanos" -> Primitive.TIMESTAMP;
            case "uuid" -> Primitive.UUID;
            case "big-decimal" -> Primitive.STRING;
            default -> null;
        };
    }
}
