package io.headgate.source.jdbc;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values between a driver and Java objects of the types that {@link io.headgate.api.data.Values} takes. */
final class JdbcValue {

    private JdbcValue() {}

    /** A column's value; null for null. */
    static @Nullable Object read(ResultSet row, int column, DataType type) throws SQLException {
        if (type instanceof DataType.Decimal) {
            return row.getBigDecimal(column);
        }
        Object value =
                switch ((Primitive) type) {
                    case BOOLEAN -> row.getBoolean(column);
                    case INT32 -> row.getInt(column);
                    case INT64 -> row.getLong(column);
                    case FLOAT32 -> row.getFloat(column);
                    case FLOAT64 -> row.getDouble(column);
                    case BINARY -> row.getBytes(column);
                    case DATE -> row.getObject(column, LocalDate.class);
                    case TIME -> row.getObject(column, LocalTime.class);
                    case TIMESTAMP -> row.getObject(column, LocalDateTime.class);
                    case TIMESTAMP_TZ -> utc(row.getObject(column, OffsetDateTime.class));
                    case UUID -> uuid(row.getObject(column));
                    case STRING, JSON -> row.getString(column);
                };
        return value == null || row.wasNull() ? null : value;
    }

    private static @Nullable Object utc(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static @Nullable Object uuid(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return new UUID(buffer.getLong(), buffer.getLong());
        }
        return value == null || value instanceof UUID ? value : UUID.fromString(value.toString());
    }

    /** Sets a parameter from the text that {@link KeyText} makes. */
    static void bind(PreparedStatement statement, int parameter, SourceColumn column, String text) throws SQLException {
        Object value;
        try {
            value = parameter(column, text);
        } catch (RuntimeException e) {
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION,
                    "'" + text + "' is no value of column '" + column.name() + "', which is "
                            + column.field().type().text(),
                    e);
        }
        if (value instanceof BigDecimal decimal) {
            statement.setBigDecimal(parameter, decimal);
        } else if (value instanceof Boolean bool) {
            statement.setBoolean(parameter, bool);
        } else if (value instanceof Long number) {
            statement.setLong(parameter, number);
        } else if (value instanceof Double number) {
            statement.setDouble(parameter, number);
        } else if (value instanceof byte[] bytes) {
            statement.setBytes(parameter, bytes);
        } else if (value instanceof String string) {
            statement.setString(parameter, string);
        } else {
            statement.setObject(parameter, value);
        }
    }

    static boolean isBindable(SourceColumn column, String text) {
        try {
            parameter(column, text);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** A FLOAT32 as the same FLOAT64: written with fewer digits it is another number to MySQL. */
    private static Object parameter(SourceColumn column, String text) {
        DataType type = column.field().type();
        if (type instanceof DataType.Decimal || type == Primitive.STRING && column.isNumber()) {
            return new BigDecimal(text);
        }
        return switch ((Primitive) type) {
            case BOOLEAN -> Boolean.parseBoolean(text);
            case INT32, INT64 -> Long.parseLong(text);
            case FLOAT32 -> (double) Float.parseFloat(text);
            case FLOAT64 -> Double.parseDouble(text);
            case BINARY -> HexFormat.of().parseHex(text.substring("\\x".length()));
            case DATE -> LocalDate.parse(text);
            case TIME -> LocalTime.parse(text);
            case TIMESTAMP -> timestamp(text);
            case TIMESTAMP_TZ ->
                timestamp(text.substring(0, text.length() - "+00".length())).atOffset(ZoneOffset.UTC);
            case UUID -> UUID.fromString(text);
            case STRING, JSON -> text;
        };
    }

    private static LocalDateTime timestamp(String text) {
        return LocalDateTime.parse(text.replace(' ', 'T'));
    }
}
