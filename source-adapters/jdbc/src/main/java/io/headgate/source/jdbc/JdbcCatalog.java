package io.headgate.source.jdbc;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads tables from what every JDBC driver tells. */
final class JdbcCatalog {

    private static final int UNSIGNED_DIGITS = 20;

    private final Dialect dialect;
    private final JdbcSourceConfig config;

    JdbcCatalog(Dialect dialect, JdbcSourceConfig config) {
        this.dialect = dialect;
        this.config = config;
    }

    /** A relation by the driver's names for where it is; MySQL's databases are catalogs, all others have schemas. */
    private record Relation(@Nullable String catalog, @Nullable String schema, String name) {}

    List<SourceTable> tables(Connection connection) throws SQLException {
        DatabaseMetaData meta = connection.getMetaData();
        boolean schemas = meta.supportsSchemasInDataManipulation();
        String wanted = config.schema();
        String catalog = schemas || wanted == null ? connection.getCatalog() : wanted;
        String schema = !schemas ? null : wanted == null ? connection.getSchema() : wanted;
        TablePatterns patterns = new TablePatterns(config.tables());
        List<Relation> found = new ArrayList<>();
        try (ResultSet rows = meta.getTables(catalog, escape(meta, schema), "%", null)) {
            while (rows.next()) {
                String type = String.valueOf(rows.getString("TABLE_TYPE")).toUpperCase(Locale.ROOT);
                String name = rows.getString("TABLE_NAME");
                boolean plain = type.equals("TABLE") || type.equals("BASE TABLE");
                if (!type.contains("SYSTEM") && !type.contains("INDEX") && patterns.takes(name, plain)) {
                    found.add(new Relation(rows.getString("TABLE_CAT"), rows.getString("TABLE_SCHEM"), name));
                }
            }
        }
        patterns.requireAllFound();
        List<SourceTable> tables = new ArrayList<>();
        for (Relation relation : found) {
            tables.add(table(meta, relation));
        }
        tables.sort((left, right) -> left.name().compareTo(right.name()));
        return tables;
    }

    /** Names are patterns to a driver. */
    private static @Nullable String escape(DatabaseMetaData meta, @Nullable String name) throws SQLException {
        String escape = meta.getSearchStringEscape();
        return name == null || escape == null || escape.isEmpty()
                ? name
                : name.replace(escape, escape + escape)
                        .replace("_", escape + "_")
                        .replace("%", escape + "%");
    }

    private SourceTable table(DatabaseMetaData meta, Relation relation) throws SQLException {
        List<SourceColumn> columns = new ArrayList<>();
        try (ResultSet rows = meta.getColumns(
                relation.catalog(), escape(meta, relation.schema()), escape(meta, relation.name()), "%")) {
            while (rows.next()) {
                columns.add(column(
                        rows.getString("COLUMN_NAME"),
                        rows.getInt("DATA_TYPE"),
                        String.valueOf(rows.getString("TYPE_NAME")),
                        rows.getInt("COLUMN_SIZE"),
                        rows.getInt("DECIMAL_DIGITS"),
                        rows.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls));
            }
        }
        SortedMap<Integer, String> key = new TreeMap<>();
        try (ResultSet rows = meta.getPrimaryKeys(relation.catalog(), relation.schema(), relation.name())) {
            while (rows.next()) {
                key.put(rows.getInt("KEY_SEQ"), rows.getString("COLUMN_NAME"));
            }
        }
        List<String> names = List.copyOf(key.values());
        List<SourceColumn> paging = new ArrayList<>();
        for (String name : names) {
            columns.stream().filter(column -> column.name().equals(name)).forEach(paging::add);
        }
        String from =
                dialect.qualified(relation.schema() == null ? relation.catalog() : relation.schema(), relation.name());
        SourceTable table = new SourceTable(relation.name(), from, columns, names, paging, null, true, 0);
        return ConfiguredKey.apply(table, config);
    }

    /** A query as a table without a key. */
    SourceTable query(Connection connection, String name, String query) throws SQLException {
        String from = dialect.derived(query);
        List<SourceColumn> columns = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(Dialect.select("*", from, "1 = 0", ""));
                ResultSet rows = select.executeQuery()) {
            ResultSetMetaData meta = rows.getMetaData();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                columns.add(column(
                        meta.getColumnLabel(i),
                        meta.getColumnType(i),
                        dialect.queried(String.valueOf(meta.getColumnTypeName(i))),
                        meta.getPrecision(i),
                        meta.getScale(i),
                        meta.isNullable(i) != ResultSetMetaData.columnNoNulls));
            }
        }
        return new SourceTable(name, from, columns, List.of(), List.of(), null, false, 0);
    }

    private SourceColumn column(String name, int code, String typeName, int size, int scale, boolean nullable) {
        String sql = dialect.quote(name);
        DataType type = type(code, typeName, size, scale);
        return new SourceColumn(new Field(name, type, nullable), dialect.selected(sql, type), sql, typeName);
    }

    private DataType type(int code, String typeName, int size, int scale) {
        // MySQL's INT UNSIGNED ZEROFILL is an INT UNSIGNED that is shown with zeros.
        String name = typeName.toUpperCase(Locale.ROOT)
                .replaceAll("\\([^)]*\\)| ZEROFILL\\b", "")
                .trim();
        Integer known = dialect.typeNames().get(name);
        if (known == null) {
            known = dialect.typeNames().get(name.toLowerCase(Locale.ROOT));
        }
        if (name.equals("UUID") || name.equals("UNIQUEIDENTIFIER")) {
            return Primitive.UUID;
        }
        if (name.equals("JSON") || name.equals("JSONB")) {
            return Primitive.JSON;
        }
        if (name.equals("BIGINT UNSIGNED")) {
            return new DataType.Decimal(UNSIGNED_DIGITS, 0);
        }
        return standard(known == null ? code : known, size, scale);
    }

    private DataType standard(int code, int size, int scale) {
        return switch (code) {
            case Types.BOOLEAN -> Primitive.BOOLEAN;
            case Types.BIT -> size > 1 ? Primitive.BINARY : Primitive.BOOLEAN;
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> Primitive.INT32;
            case Types.BIGINT -> Primitive.INT64;
            case Types.REAL -> Primitive.FLOAT32;
            case Types.FLOAT, Types.DOUBLE -> Primitive.FLOAT64;
            case Types.NUMERIC, Types.DECIMAL -> decimal(size, scale);
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> Primitive.BINARY;
            case Types.DATE -> Primitive.DATE;
            case Types.TIME -> Primitive.TIME;
            case Types.TIMESTAMP -> Primitive.TIMESTAMP;
            case Types.TIMESTAMP_WITH_TIMEZONE -> Primitive.TIMESTAMP_TZ;
            default -> Primitive.STRING;
        };
    }

    /** Oracle's NUMBER has no digits declared, which its driver tells as 0 and -127. */
    private DataType decimal(int size, int scale) {
        if (size <= 0 || size > 1000 || scale < -100) {
            return config.numericType();
        }
        return scale < 0
                ? new DataType.Decimal(Math.min(1000, size - scale), 0)
                : new DataType.Decimal(Math.max(size, scale), scale);
    }
}
