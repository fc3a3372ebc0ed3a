package io.headgate.source.orc;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Decimal;
import io.headgate.api.data.DataType.ListOf;
import io.headgate.api.data.DataType.MapOf;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.DataType.Struct;
import io.headgate.api.data.Field;
import java.util.ArrayList;
import java.util.List;
import org.apache.orc.TypeDescription;

/** The types of an ORC file in ours. All may be null. */
final class OrcTypes {

    /** Name of the one column of a file whose rows are no structs. */
    private static final String VALUE = "value";

    private OrcTypes() {}

    static List<Field> fields(TypeDescription schema) {
        return schema.getCategory() == TypeDescription.Category.STRUCT
                ? structFields(schema)
                : List.of(Field.of(VALUE, type(schema)));
    }

    private static List<Field> structFields(TypeDescription struct) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < struct.getChildren().size(); i++) {
            fields.add(Field.of(
                    struct.getFieldNames().get(i), type(struct.getChildren().get(i))));
        }
        return fields;
    }

    static DataType type(TypeDescription type) {
        return switch (type.getCategory()) {
            case BOOLEAN -> Primitive.BOOLEAN;
            case BYTE, SHORT, INT -> Primitive.INT32;
            case LONG -> Primitive.INT64;
            case FLOAT -> Primitive.FLOAT32;
            case DOUBLE -> Primitive.FLOAT64;
            case STRING, CHAR, VARCHAR -> Primitive.STRING;
            case DATE -> Primitive.DATE;
            case TIMESTAMP -> Primitive.TIMESTAMP;
            case TIMESTAMP_INSTANT -> Primitive.TIMESTAMP_TZ;
            case DECIMAL -> new Decimal(type.getPrecision(), type.getScale());
            case LIST -> new ListOf(type(type.getChildren().get(0)));
            case MAP ->
                new MapOf(
                        type(type.getChildren().get(0)), type(type.getChildren().get(1)));
            case STRUCT -> type.getChildren().isEmpty() ? Primitive.JSON : new Struct(structFields(type));
            case UNION -> Primitive.JSON;
            default -> Primitive.BINARY;
        };
    }
}
