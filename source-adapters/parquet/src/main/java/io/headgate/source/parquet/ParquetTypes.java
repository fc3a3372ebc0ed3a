package io.headgate.source.parquet;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Decimal;
import io.headgate.api.data.DataType.ListOf;
import io.headgate.api.data.DataType.MapOf;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.DataType.Struct;
import io.headgate.api.data.Field;
import java.util.List;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapKeyValueTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.jspecify.annotations.Nullable;

/** The types of a Parquet file in ours. */
final class ParquetTypes {

    private static final int INT32_BITS = 32;
    private static final int UINT64_DIGITS = 20;

    private ParquetTypes() {}

    static List<Field> fields(MessageType schema) {
        return schema.getFields().stream().map(ParquetTypes::field).toList();
    }

    static Field field(Type type) {
        return new Field(type.getName(), type(type), type.getRepetition() == Repetition.OPTIONAL);
    }

    /** Of a field as a whole: one that is repeated without being marked as a list is a list all the same. */
    static DataType type(Type type) {
        DataType single = single(type);
        return type.isRepetition(Repetition.REPEATED) ? new ListOf(single) : single;
    }

    /** Of one value of a field. */
    static DataType single(Type type) {
        return type.isPrimitive() ? primitive(type.asPrimitiveType()) : group(type.asGroupType());
    }

    private static DataType group(GroupType group) {
        if (isList(group)) {
            Type element = element(group);
            return new ListOf(element == group.getType(0) ? single(element) : type(element));
        }
        if (isMap(group)) {
            GroupType entry = group.getType(0).asGroupType();
            return new MapOf(type(entry.getType(0)), type(entry.getType(1)));
        }
        return new Struct(group.getFields().stream().map(ParquetTypes::field).toList());
    }

    static boolean isList(GroupType group) {
        return group.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation
                && group.getFieldCount() == 1
                && group.getType(0).isRepetition(Repetition.REPEATED);
    }

    static boolean isMap(GroupType group) {
        LogicalTypeAnnotation logical = group.getLogicalTypeAnnotation();
        boolean marked = logical instanceof MapLogicalTypeAnnotation || logical instanceof MapKeyValueTypeAnnotation;
        return marked
                && group.getFieldCount() == 1
                && group.getType(0).isRepetition(Repetition.REPEATED)
                && !group.getType(0).isPrimitive()
                && group.getType(0).asGroupType().getFieldCount() == 2;
    }

    /** The element of a list: the repeated field itself in files of old writers, else the one field within it. */
    static Type element(GroupType list) {
        Type repeated = list.getType(0);
        if (repeated.isPrimitive()
                || repeated.asGroupType().getFieldCount() != 1
                || repeated.getName().equals("array")
                || repeated.getName().equals(list.getName() + "_tuple")) {
            return repeated;
        }
        return repeated.asGroupType().getType(0);
    }

    private static DataType primitive(PrimitiveType type) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        DataType marked = logical == null ? null : marked(logical);
        if (marked != null) {
            return marked;
        }
        return switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> Primitive.BOOLEAN;
            case INT32 -> Primitive.INT32;
            case INT64 -> Primitive.INT64;
            case INT96 -> Primitive.TIMESTAMP;
            case FLOAT -> Primitive.FLOAT32;
            case DOUBLE -> Primitive.FLOAT64;
            case BINARY, FIXED_LEN_BYTE_ARRAY -> Primitive.BINARY;
        };
    }

    private static @Nullable DataType marked(LogicalTypeAnnotation logical) {
        if (logical instanceof StringLogicalTypeAnnotation || logical instanceof EnumLogicalTypeAnnotation) {
            return Primitive.STRING;
        }
        if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
            return new Decimal(decimal.getPrecision(), decimal.getScale());
        }
        if (logical instanceof IntLogicalTypeAnnotation number) {
            return integer(number);
        }
        if (logical instanceof TimestampLogicalTypeAnnotation timestamp) {
            return timestamp.isAdjustedToUTC() ? Primitive.TIMESTAMP_TZ : Primitive.TIMESTAMP;
        }
        if (logical instanceof DateLogicalTypeAnnotation) {
            return Primitive.DATE;
        }
        if (logical instanceof TimeLogicalTypeAnnotation) {
            return Primitive.TIME;
        }
        if (logical instanceof JsonLogicalTypeAnnotation) {
            return Primitive.JSON;
        }
        if (logical instanceof UUIDLogicalTypeAnnotation) {
            return Primitive.UUID;
        }
        return logical instanceof Float16LogicalTypeAnnotation ? Primitive.FLOAT32 : null;
    }

    private static DataType integer(IntLogicalTypeAnnotation number) {
        if (number.isSigned()) {
            return number.getBitWidth() <= INT32_BITS ? Primitive.INT32 : Primitive.INT64;
        }
        if (number.getBitWidth() < INT32_BITS) {
            return Primitive.INT32;
        }
        return number.getBitWidth() == INT32_BITS ? Primitive.INT64 : new Decimal(UINT64_DIGITS, 0);
    }
}
