package io.headgate.source.jdbc;

import io.headgate.api.data.DataType;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.state.IDataSourceState;
import io.headgate.source.jdbc.SqlText.Parameter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What differs from database to database. No state; any thread. This class is what most have in common. */
abstract class Dialect {

    /** The URL that host, port and database make. */
    abstract SourceUrl url(JdbcSourceConfig config);

    /** Whether {@code host} and {@code port} mean anything. */
    boolean isServer() {
        return true;
    }

    /** The URL as the driver wants it. */
    SourceUrl adapt(SourceUrl url) {
        return url;
    }

    /** Properties of a connection unless the configuration sets them. */
    Properties properties() {
        return new Properties();
    }

    /** Makes a new connection ready: it has no auto-commit, and nothing has been read. */
    void setUp(Connection connection) throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    }

    String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** Whether {@code (a, b) > (1, 2)} is understood, and served by an index over these columns. */
    boolean comparesRows(List<SourceColumn> columns) {
        return false;
    }

    /** A value in a statement: a parameter unless the database needs it written out. */
    String value(SourceColumn column, String text, List<Parameter> parameters) {
        parameters.add(new Parameter(column, text));
        return "?";
    }

    /** How a column is selected, where its plain name would lose something on the way. */
    String selected(String sql, DataType type) {
        return sql;
    }

    /** What is known of a type of a query's result by its name. */
    String queried(String typeName) {
        return typeName;
    }

    /**
     * A column as records are put in order and found again by it: where what is delivered of it is not what the database compares,
     * a column beside it that is.
     */
    SourceColumn ordering(SourceColumn column) {
        return column.isNumber() && column.field().type() == DataType.Primitive.FLOAT64
                ? column.as(DataType.Primitive.STRING, column.select(), column.sql())
                : column;
    }

    /** A select of the first rows of an order; {@code where} and {@code order} may be empty. */
    String page(String columns, String from, String where, String order, int rows) {
        return select(columns, from, where, order) + " LIMIT " + rows;
    }

    /** A select of one row, after so many. */
    String skip(String columns, String from, String where, String order, long rows) {
        return select(columns, from, where, order) + " LIMIT 1 OFFSET " + rows;
    }

    static String select(String columns, String from, String where, String order) {
        return "SELECT " + columns + " FROM " + from + (where.isEmpty() ? "" : " WHERE " + where)
                + (order.isEmpty() ? "" : " ORDER BY " + order);
    }

    /** A query as a table. */
    String derived(String query) {
        return "(" + query + ") " + quote("q");
    }

    /** The name of a table with its schema. */
    String qualified(@Nullable String schema, String table) {
        return schema == null ? quote(table) : quote(schema) + "." + quote(table);
    }

    /** Rows of a cursor's first statement, when nothing is known of their size. */
    int firstPage() {
        return 2_000;
    }

    /** A statement as it is sent, for people. */
    String shown(SqlText sql) {
        return sql.readable();
    }

    /** Reads what the database's catalogue knows. */
    abstract SourceAccess access(SourceDatabase database, JdbcSourceConfig config, String sourceId);

    /** A table as a stream. */
    IDataSourceStream stream(SourceAccess access, SourceTable table, JdbcSourceConfig config, IDataSourceState state) {
        return new TableStream(access, table, config, state);
    }

    /** Other names of types than the standard's, to the standard's codes of {@link java.sql.Types}. */
    Map<String, Integer> typeNames() {
        return Map.of();
    }
}
