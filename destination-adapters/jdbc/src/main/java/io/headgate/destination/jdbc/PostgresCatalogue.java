package io.headgate.destination.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads columns from PostgreSQL's catalogue; a domain counts as the type that it is made of. */
final class PostgresCatalogue {

    private static final String COLUMNS = "SELECT a.attname, COALESCE(b.typname, t.typname),"
            + " CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END,"
            + " format_type(a.atttypid, a.atttypmod), COALESCE(b.typtype, t.typtype)::text,"
            + " a.attnotnull AND NOT a.atthasdef AND a.attidentity = '', a.attgenerated <> '', a.attnotnull,"
            + " a.atthasdef OR a.attidentity <> ''"
            + " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_type t ON t.oid = a.atttypid"
            + " LEFT JOIN pg_type b ON t.typtype = 'd' AND b.oid = t.typbasetype"
            + " WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum";

    private PostgresCatalogue() {}

    static List<ExistingColumn> columns(Connection connection, TableName table) throws SQLException {
        List<ExistingColumn> columns = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(COLUMNS)) {
            select.setString(1, table.schema());
            select.setString(2, table.name());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    SqlType type = type(rows.getString(2), rows.getInt(3), rows.getString(4), rows.getString(5));
                    columns.add(new ExistingColumn(
                            rows.getString(1),
                            type,
                            rows.getBoolean(8),
                            rows.getBoolean(6),
                            rows.getBoolean(9),
                            rows.getBoolean(7)));
                }
            }
        }
        return columns;
    }

    /**
     * @param modifier the catalogue's "typmod": length or digits, -1 for none
     */
    private static SqlType type(String name, int modifier, String text, String category) {
        if (category.equals("e")) {
            return SqlType.of(SqlType.Kind.ENUM, text);
        }
        return switch (name) {
            case "bool" -> SqlType.of(SqlType.Kind.BOOLEAN, text);
            case "int2" -> SqlType.of(SqlType.Kind.INT16, text);
            case "int4" -> SqlType.of(SqlType.Kind.INT32, text);
            case "int8" -> SqlType.of(SqlType.Kind.INT64, text);
            case "float4" -> SqlType.of(SqlType.Kind.FLOAT32, text);
            case "float8" -> SqlType.of(SqlType.Kind.FLOAT64, text);
            case "numeric" -> numeric(modifier, text);
            case "text", "citext" -> SqlType.text(0, text);
            case "varchar", "bpchar" -> SqlType.text(modifier < 0 ? 0 : modifier - 4, text);
            case "bytea" -> SqlType.of(SqlType.Kind.BINARY, text);
            case "date" -> SqlType.of(SqlType.Kind.DATE, text);
            case "time" -> SqlType.time(SqlType.Kind.TIME, fraction(modifier), text);
            case "timestamp" -> SqlType.time(SqlType.Kind.TIMESTAMP, fraction(modifier), text);
            case "timestamptz" -> SqlType.time(SqlType.Kind.TIMESTAMP_TZ, fraction(modifier), text);
            case "uuid" -> SqlType.of(SqlType.Kind.UUID, text);
            case "json" -> SqlType.of(SqlType.Kind.JSON, text);
            case "jsonb" -> SqlType.of(SqlType.Kind.JSONB, text);
            default -> SqlType.of(SqlType.Kind.OTHER, text);
        };
    }

    private static SqlType numeric(int modifier, String text) {
        if (modifier < 0) {
            return SqlType.numeric(0, 0, text);
        }
        int packed = modifier - 4;
        // The scale is a signed number of 11 bits.
        int scale = ((packed & 0x7FF) ^ 0x400) - 0x400;
        return SqlType.numeric(packed >> 16 & 0xFFFF, scale, text);
    }

    private static int fraction(int modifier) {
        return modifier < 0 ? 6 : modifier;
    }
}
