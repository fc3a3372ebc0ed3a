package io.headgate.destination.jdbc;

import io.headgate.api.data.DataType;
import io.headgate.destination.jdbc.SqlType.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;

/** H2's types, both ways. */
final class H2Types {

    private H2Types() {}

    static String name(DataType type) {
        if (type instanceof DataType.Decimal decimal) {
            return "NUMERIC(" + decimal.precision() + "," + decimal.scale() + ")";
        }
        if (!(type instanceof DataType.Primitive primitive)) {
            return "JSON";
        }
        return switch (primitive) {
            case BOOLEAN -> "BOOLEAN";
            case INT32 -> "INTEGER";
            case INT64 -> "BIGINT";
            case FLOAT32 -> "REAL";
            case FLOAT64 -> "DOUBLE PRECISION";
            case STRING -> "CHARACTER VARYING";
            case BINARY -> "BINARY VARYING";
            case DATE -> "DATE";
            case TIME -> "TIME(6)";
            case TIMESTAMP -> "TIMESTAMP(6)";
            case TIMESTAMP_TZ -> "TIMESTAMP(6) WITH TIME ZONE";
            case UUID -> "UUID";
            case JSON -> "JSON";
        };
    }

    /** Reads a row of INFORMATION_SCHEMA.COLUMNS: name, type, length, precision, scale, fraction digits. */
    static SqlType type(ResultSet row) throws SQLException {
        String text = row.getString(2);
        return switch (text) {
            case "BOOLEAN" -> SqlType.of(Kind.BOOLEAN, text);
            case "SMALLINT" -> SqlType.of(Kind.INT16, text);
            case "INTEGER" -> SqlType.of(Kind.INT32, text);
            case "BIGINT" -> SqlType.of(Kind.INT64, text);
            case "REAL" -> SqlType.of(Kind.FLOAT32, text);
            case "DOUBLE PRECISION", "FLOAT" -> SqlType.of(Kind.FLOAT64, text);
            case "NUMERIC", "DECIMAL" -> {
                int precision = row.getInt(4);
                int scale = row.getInt(5);
                yield SqlType.numeric(precision, scale, text + "(" + precision + "," + scale + ")");
            }
            case "CHARACTER VARYING", "CHARACTER", "VARCHAR_IGNORECASE" -> {
                int length = row.getInt(3);
                yield SqlType.text(length, text + "(" + length + ")");
            }
            case "CHARACTER LARGE OBJECT" -> SqlType.text(0, text);
            case "ENUM" -> SqlType.of(Kind.ENUM, text);
            case "BINARY VARYING", "BINARY LARGE OBJECT" -> SqlType.of(Kind.BINARY, text);
            case "DATE" -> SqlType.of(Kind.DATE, text);
            case "TIME" -> time(Kind.TIME, row, text);
            case "TIMESTAMP" -> time(Kind.TIMESTAMP, row, text);
            case "TIMESTAMP WITH TIME ZONE" -> time(Kind.TIMESTAMP_TZ, row, text);
            case "UUID" -> SqlType.of(Kind.UUID, text);
            case "JSON" -> SqlType.of(Kind.JSON, text);
            default -> SqlType.of(Kind.OTHER, text);
        };
    }

    private static SqlType time(Kind kind, ResultSet row, String text) throws SQLException {
        int precision = row.getInt(6);
        return SqlType.time(kind, precision, text.replaceFirst("TIME(STAMP)?", "$0(" + precision + ")"));
    }
}
