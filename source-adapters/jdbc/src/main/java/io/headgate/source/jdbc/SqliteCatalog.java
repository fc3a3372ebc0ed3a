package io.headgate.source.jdbc;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads tables from SQLite's catalogue. A table is read in the order of its primary key where the database lets no null into it,
 * else in that of its rowid, which VACUUM may change: the file's schema version, which VACUUM changes as well, tells.
 */
final class SqliteCatalog {

    private static final Pattern DIGITS = Pattern.compile("\\((\\d{1,4})\\s*(?:,\\s*(\\d{1,4})\\s*)?\\)");
    private static final List<String> ROWIDS = List.of("rowid", "_rowid_", "oid");

    private final JdbcSourceConfig config;
    private final Dialect dialect = new SqliteDialect();

    SqliteCatalog(JdbcSourceConfig config) {
        this.config = config;
    }

    List<SourceTable> tables(Connection connection) throws SQLException {
        TablePatterns patterns = new TablePatterns(config.tables());
        List<SourceTable> tables = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT name, type, wr FROM pragma_table_list WHERE schema = 'main' AND type <> 'shadow'"
                                + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                boolean plain = rows.getString(2).equals("table");
                if (patterns.takes(rows.getString(1), plain)) {
                    boolean hasRowid = plain && rows.getInt(3) == 0;
                    tables.add(table(connection, rows.getString(1), plain, hasRowid));
                }
            }
        }
        patterns.requireAllFound();
        return tables;
    }

    private SourceTable table(Connection connection, String name, boolean plain, boolean hasRowid) throws SQLException {
        List<SourceColumn> columns = new ArrayList<>();
        SortedMap<Integer, SourceColumn> key = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT name, type, \"notnull\", pk, EXISTS (SELECT 1 FROM pragma_index_list(?) WHERE origin = 'pk')"
                        + " FROM pragma_table_xinfo(?) WHERE hidden <> 1 ORDER BY cid")) {
            select.setString(1, name);
            select.setString(2, name);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    String declared = String.valueOf(rows.getString(2)).toUpperCase(Locale.ROOT);
                    int place = rows.getInt(4);
                    // A key without an index is the rowid by another name. INTEGER PRIMARY KEY DESC has one, and nulls.
                    boolean isRowid = place > 0 && hasRowid && rows.getInt(5) == 0;
                    boolean nullable = rows.getInt(3) == 0 && !isRowid && (place == 0 || hasRowid);
                    SourceColumn column = column(rows.getString(1), declared, nullable);
                    columns.add(column);
                    if (place > 0) {
                        key.put(place, column);
                    }
                }
            }
        }
        List<SourceColumn> primaryKey = List.copyOf(key.values());
        boolean nulls = primaryKey.stream().anyMatch(column -> column.field().nullable());
        List<String> names = primaryKey.stream().map(SourceColumn::name).toList();
        String from = dialect.quote(name);
        if (!primaryKey.isEmpty() && !nulls) {
            List<SourceColumn> paging = new SqliteKeyOrder(connection, dialect).of(name, primaryKey);
            return new SourceTable(name, from, columns, names, paging, null, true, 0);
        }
        SourceColumn rowid = plain && hasRowid ? rowid(columns) : null;
        List<SourceColumn> paging = rowid == null ? List.of() : List.of(rowid);
        SourceTable table = new SourceTable(
                name, from, columns, names, paging, rowid, true, rowid == null ? 0 : version(connection));
        return ConfiguredKey.apply(table, config);
    }

    /** A query as a table without a key. What is computed has no type, and is read as text. */
    SourceTable query(Connection connection, String name, String query) throws SQLException {
        String from = dialect.derived(query);
        List<SourceColumn> columns = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(Dialect.select("*", from, "1 = 0", ""));
                ResultSet rows = select.executeQuery()) {
            ResultSetMetaData meta = rows.getMetaData();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                String declared = String.valueOf(meta.getColumnTypeName(i)).toUpperCase(Locale.ROOT);
                int digits = meta.getPrecision(i);
                // The driver's word for a column without a declared type.
                boolean computed = declared.equals("NUMERIC") && digits == 0;
                String type = digits == 0 ? declared : declared + "(" + digits + "," + meta.getScale(i) + ")";
                columns.add(column(meta.getColumnLabel(i), computed ? "" : type, true));
            }
        }
        return new SourceTable(name, from, columns, List.of(), List.of(), null, false, 0);
    }

    private static @Nullable SourceColumn rowid(List<SourceColumn> columns) {
        return ROWIDS.stream()
                .filter(name ->
                        columns.stream().noneMatch(column -> column.name().equalsIgnoreCase(name)))
                .findFirst()
                .map(name -> new SourceColumn(Field.required(name, Primitive.INT64), name, name, "INTEGER"))
                .orElse(null);
    }

    private static long version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA schema_version")) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private SourceColumn column(String name, String declared, boolean nullable) {
        String sql = dialect.quote(name);
        return new SourceColumn(new Field(name, type(declared), nullable), sql, sql, declared);
    }

    /** By SQLite's own rules of affinity, and the words that it does not know but people use. */
    private DataType type(String declared) {
        if (declared.contains("BOOL")) {
            return Primitive.BOOLEAN;
        }
        if (declared.contains("INT")) {
            return Primitive.INT64;
        }
        if (declared.contains("CHAR") || declared.contains("CLOB") || declared.contains("TEXT")) {
            return Primitive.STRING;
        }
        if (declared.contains("BLOB")) {
            return Primitive.BINARY;
        }
        if (declared.contains("REAL") || declared.contains("FLOA") || declared.contains("DOUB")) {
            return Primitive.FLOAT64;
        }
        if (declared.contains("DEC") || declared.contains("NUM")) {
            return decimal(declared);
        }
        return declared.equals("JSON") ? Primitive.JSON : Primitive.STRING;
    }

    private DataType decimal(String declared) {
        Matcher digits = DIGITS.matcher(declared);
        if (!digits.find()) {
            return config.numericType();
        }
        int precision = Integer.parseInt(digits.group(1));
        int scale = digits.group(2) == null ? 0 : Integer.parseInt(digits.group(2));
        boolean possible = precision >= 1 && precision <= 1000 && scale <= precision;
        return possible ? new DataType.Decimal(precision, scale) : config.numericType();
    }
}
