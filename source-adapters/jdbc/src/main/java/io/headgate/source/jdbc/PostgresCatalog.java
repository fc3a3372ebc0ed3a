package io.headgate.source.jdbc;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads tables from PostgreSQL's catalogue; a domain counts as the type that it is made of. */
final class PostgresCatalog {

    /** Kinds of relation that a pattern finds: tables and partitioned tables. Others must be named. */
    private static final Set<String> PLAIN = Set.of("r", "p");

    private static final String TABLES = "SELECT c.oid, c.relname, c.relkind::text, n.nspname, c.relispartition,"
            + " c.relkind = 'r' AND c.relhassubclass"
            + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE n.nspname = COALESCE(?, current_schema()) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')"
            + " AND has_table_privilege(c.oid, 'SELECT') ORDER BY c.relname";

    /** A type's name is asked for without length, by -1: by NULL CHAR and BIT get one of 1, and a key is cut off. */
    private static final String COLUMNS = "SELECT a.attname, COALESCE(b.typname, t.typname),"
            + " CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END,"
            + " COALESCE(b.typtype, t.typtype)::text, a.attnotnull,"
            + " format_type(COALESCE(b.oid, t.oid), -1), COALESCE(b.typcategory, t.typcategory)::text"
            + " FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid"
            + " LEFT JOIN pg_type b ON t.typtype = 'd' AND b.oid = t.typbasetype"
            + " WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum";

    /**
     * The family of operators by which a type is put in order: its own, else that of the type or kind of types that it is taken
     * for, as text for varchar.
     */
    private static final String FAMILY = "COALESCE((SELECT d.opcfamily FROM pg_opclass d WHERE d.opcdefault"
            + " AND d.opcmethod = c.opcmethod"
            + " AND d.opcintype = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END),"
            + " (SELECT d.opcfamily FROM pg_opclass d WHERE d.opcdefault AND d.opcfamily = c.opcfamily LIMIT 1))";

    /**
     * The primary key first, then unique indexes over columns without nulls. An index that compares otherwise than its columns do,
     * by another collation or other operators, lets values in that are one and the same to a page's end.
     */
    private static final String KEYS = "SELECT i.indexrelid, i.indisprimary, a.attname FROM pg_index i"
            + " CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, place)"
            + " JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum"
            + " WHERE i.indrelid = ? AND i.indisunique AND i.indisvalid AND i.indimmediate AND i.indpred IS NULL"
            + " AND i.indexprs IS NULL AND k.place <= i.indnkeyatts"
            + " AND NOT EXISTS (SELECT 1 FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS o(attnum, place)"
            + " JOIN pg_attribute n ON n.attrelid = i.indrelid AND n.attnum = o.attnum"
            + " WHERE o.place <= i.indnkeyatts AND NOT n.attnotnull)"
            + " AND NOT EXISTS (SELECT 1 FROM generate_series(0, i.indnkeyatts - 1) AS e(at)"
            + " JOIN pg_attribute n ON n.attrelid = i.indrelid AND n.attnum = i.indkey[e.at]"
            + " JOIN pg_type t ON t.oid = n.atttypid JOIN pg_opclass c ON c.oid = i.indclass[e.at]"
            + " WHERE i.indcollation[e.at] <> n.attcollation OR c.opcfamily IS DISTINCT FROM " + FAMILY + ")"
            + " ORDER BY i.indisprimary DESC, i.indnkeyatts, i.indexrelid, k.place";

    private final Dialect dialect;
    private final JdbcSourceConfig config;
    /** Of the tables that were read, by the stream's name. */
    private final Map<String, Relation> relations = new HashMap<>();

    PostgresCatalog(Dialect dialect, JdbcSourceConfig config) {
        this.dialect = dialect;
        this.config = config;
    }

    /**
     * What a stream reads.
     *
     * @param oid the catalogue's number of it; 0 for a query
     * @param kind as in pg_class
     * @param qualified its name with its schema
     */
    record Relation(long oid, String kind, String qualified) {}

    Relation relation(String stream) {
        return relations.getOrDefault(stream, new Relation(0, "q", ""));
    }

    /** The files of all relations, by their numbers. */
    Map<Long, String> files(Connection connection) throws SQLException {
        List<Long> oids = relations.values().stream().map(Relation::oid).toList();
        return PostgresFiles.of(connection, oids);
    }

    List<SourceTable> tables(Connection connection) throws SQLException {
        List<SourceTable> tables = new ArrayList<>();
        TablePatterns patterns = new TablePatterns(config.tables());
        try (PreparedStatement select = connection.prepareStatement(TABLES)) {
            select.setString(1, config.schema());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    String name = rows.getString(2);
                    boolean plain = PLAIN.contains(rows.getString(3)) && !rows.getBoolean(5);
                    if (patterns.takes(name, plain)) {
                        String qualified = dialect.qualified(rows.getString(4), name);
                        relations.put(name, new Relation(rows.getLong(1), rows.getString(3), qualified));
                        // Tables that inherit from it are streams of their own, in whose blocks and keys it has no
                        // part.
                        String from = (rows.getBoolean(6) ? "ONLY " : "") + qualified;
                        tables.add(table(connection, rows.getLong(1), name, from));
                    }
                }
            }
        }
        patterns.requireAllFound();
        return tables;
    }

    private SourceTable table(Connection connection, long oid, String name, String from) throws SQLException {
        List<SourceColumn> columns = columns(connection, oid);
        Map<Long, List<String>> keys = new LinkedHashMap<>();
        List<String> primaryKey = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(KEYS)) {
            select.setLong(1, oid);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    keys.computeIfAbsent(rows.getLong(1), index -> new ArrayList<>())
                            .add(rows.getString(3));
                    if (rows.getBoolean(2)) {
                        primaryKey.add(rows.getString(3));
                    }
                }
            }
        }
        List<String> paging =
                keys.isEmpty() ? List.of() : keys.values().iterator().next();
        List<SourceColumn> pagingColumns = columns.stream()
                .filter(column -> paging.contains(column.name()))
                .sorted(Comparator.comparingInt(column -> paging.indexOf(column.name())))
                .toList();
        SourceTable table = new SourceTable(name, from, columns, primaryKey, pagingColumns, null, true, 0);
        return ConfiguredKey.apply(table, config);
    }

    private List<SourceColumn> columns(Connection connection, long oid) throws SQLException {
        List<SourceColumn> columns = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(COLUMNS)) {
            select.setLong(1, oid);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    columns.add(column(
                            rows.getString(1),
                            rows.getString(4).equals("e") ? "enum" : rows.getString(2),
                            rows.getInt(3),
                            !rows.getBoolean(5),
                            rows.getString(6),
                            rows.getString(7)));
                }
            }
        }
        return columns;
    }

    /**
     * @param modifier the catalogue's "typmod": length or digits, -1 for none
     * @param declared name of the type for a cast
     * @param category "A" for an array
     */
    private SourceColumn column(
            String name, String type, int modifier, boolean nullable, String declared, String category) {
        String sql = dialect.quote(name);
        DataType read = type(type, modifier);
        if (read == null && category.equals("A")) {
            return new SourceColumn(
                    new Field(name, Primitive.JSON, nullable), converted("to_json(" + sql + ")"), sql, declared);
        }
        String select = read == null ? converted(sql + "::text") : sql;
        DataType known = read == null ? Primitive.STRING : read;
        if (type.equals("numeric") && known == Primitive.FLOAT64) {
            select = converted(sql + "::float8");
        } else if (type.equals("numeric") && known == Primitive.STRING) {
            select = converted(sql + "::text");
        }
        return new SourceColumn(new Field(name, known, nullable), select, sql, declared);
    }

    /** By a name of its own: else an order by the column would be one by what was made of it. */
    static String converted(String expression) {
        return expression + " AS _headgate_converted";
    }

    /** Null for a type that is read as text. */
    private @Nullable DataType type(String name, int modifier) {
        return switch (name) {
            case "bool" -> Primitive.BOOLEAN;
            case "int2", "int4" -> Primitive.INT32;
            case "int8" -> Primitive.INT64;
            case "float4" -> Primitive.FLOAT32;
            case "float8" -> Primitive.FLOAT64;
            case "numeric" -> numeric(modifier);
            case "text", "varchar", "bpchar", "name", "enum" -> Primitive.STRING;
            case "bytea" -> Primitive.BINARY;
            case "date" -> Primitive.DATE;
            case "time" -> Primitive.TIME;
            case "timestamp" -> Primitive.TIMESTAMP;
            case "timestamptz" -> Primitive.TIMESTAMP_TZ;
            case "uuid" -> Primitive.UUID;
            case "json", "jsonb" -> Primitive.JSON;
            default -> null;
        };
    }

    private DataType numeric(int modifier) {
        if (modifier < 0) {
            return config.numericType();
        }
        int packed = modifier - 4;
        // The scale is a signed number of 11 bits.
        int scale = ((packed & 0x7FF) ^ 0x400) - 0x400;
        int precision = packed >> 16 & 0xFFFF;
        return scale < 0
                ? new DataType.Decimal(Math.min(1000, precision - scale), 0)
                : new DataType.Decimal(Math.max(precision, scale), scale);
    }

    private static final String TYPE = "SELECT t.typname, t.typtype::text, t.typcategory::text, format_type(t.oid, -1)"
            + " FROM pg_type t WHERE t.oid = to_regtype(?)";

    private static final Map<String, String> SERIALS =
            Map.of("smallserial", "int2", "serial", "int4", "bigserial", "int8");

    /** A query as a table without a key. */
    SourceTable query(Connection connection, String name, String query) throws SQLException {
        String from = dialect.derived(query);
        List<SourceColumn> columns = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT * FROM " + from + " LIMIT 0");
                ResultSet rows = select.executeQuery()) {
            ResultSetMetaData meta = rows.getMetaData();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                String type = meta.getColumnTypeName(i);
                int modifier = meta.getPrecision(i) == 0 ? -1 : (meta.getPrecision(i) << 16 | meta.getScale(i)) + 4;
                columns.add(queried(connection, meta.getColumnLabel(i), SERIALS.getOrDefault(type, type), modifier));
            }
        }
        return new SourceTable(name, from, columns, List.of(), List.of(), null, false, 0);
    }

    private SourceColumn queried(Connection connection, String name, String type, int modifier) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(TYPE)) {
            select.setString(1, type);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return column(name, "unknown", -1, true, "text", "X");
                }
                String known = row.getString(2).equals("e") ? "enum" : row.getString(1);
                return column(name, known, modifier, true, row.getString(4), row.getString(3));
            }
        }
    }
}
