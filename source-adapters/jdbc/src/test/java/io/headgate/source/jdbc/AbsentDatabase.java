package io.headgate.source.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;
import org.h2.tools.SimpleResultSet;

/**
 * A server that no test can start: it describes one table in its driver's words, finds nothing in it, and notes what it is asked and
 * sent.
 */
final class AbsentDatabase implements Driver, AutoCloseable {

    static final String URL = "jdbc:absent:";

    /** A column as its driver tells it, of a table or of a query's result. */
    record Column(String name, int code, String type, int size, int digits, int nullable) {

        static Column of(String name, int code, String type, int size, int digits) {
            return new Column(name, code, type, size, digits, DatabaseMetaData.columnNullable);
        }

        static Column required(String name, int code, String type, int size, int digits) {
            return new Column(name, code, type, size, digits, DatabaseMetaData.columnNoNulls);
        }
    }

    private final String catalog;
    private final String schema;
    private final String escape;
    private final String table;
    private final List<Column> columns;
    private final List<String> sent = new ArrayList<>();
    private final Properties properties = new Properties();

    /**
     * @param escape what the driver takes the meaning from a wildcard with
     * @param columns the first is the primary key
     */
    AbsentDatabase(String catalog, String schema, String escape, String table, List<Column> columns)
            throws SQLException {
        this.catalog = catalog;
        this.schema = schema;
        this.escape = escape;
        this.table = table;
        this.columns = columns;
        DriverManager.registerDriver(this);
    }

    /** In order: settings of the session, questions for the catalogue, statements with their parameters. */
    List<String> sent() {
        return sent;
    }

    /** What the last connection was opened with. */
    Properties properties() {
        return properties;
    }

    @Override
    public void close() throws SQLException {
        DriverManager.deregisterDriver(this);
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.equals(URL);
    }

    @Override
    public Connection connect(String url, Properties info) {
        if (!acceptsURL(url)) {
            return null;
        }
        properties.putAll(info);
        return fake(Connection.class, this::connection);
    }

    private Object connection(Object self, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "setTransactionIsolation" -> note("isolation " + arguments[0]);
            case "createStatement" ->
                fake(Statement.class, (statement, called, values) -> {
                    if (called.getName().equals("execute")) {
                        note(values[0].toString());
                        return false;
                    }
                    return nothing(called);
                });
            case "prepareStatement" -> prepared((Connection) self, arguments[0].toString());
            case "getMetaData" -> fake(DatabaseMetaData.class, this::catalogue);
            case "getCatalog" -> catalog;
            case "getSchema" -> schema;
            default -> nothing(method);
        };
    }

    private PreparedStatement prepared(Connection connection, String sql) {
        List<Object> parameters = new ArrayList<>();
        return fake(PreparedStatement.class, (self, method, arguments) -> {
            switch (method.getName()) {
                case "getConnection" -> {
                    return connection;
                }
                case "executeQuery" -> {
                    note(parameters.isEmpty() ? sql : sql + " -- " + parameters);
                    parameters.clear();
                    return described();
                }
                default -> {
                    if (method.getName().startsWith("set") && arguments.length == 2) {
                        parameters.add(arguments[1]);
                    }
                    return nothing(method);
                }
            }
        });
    }

    /** No rows of the table's columns, whatever was asked for. */
    private SimpleResultSet described() {
        SimpleResultSet rows = new SimpleResultSet();
        columns.forEach(
                column -> rows.addColumn(column.name(), column.code(), column.type(), column.size(), column.digits()));
        return rows;
    }

    private Object catalogue(Object self, Method method, Object[] arguments) {
        switch (method.getName()) {
            case "supportsSchemasInDataManipulation" -> {
                return true;
            }
            case "getSearchStringEscape" -> {
                return escape;
            }
            case "getTables" -> {
                note("tables " + Arrays.asList(arguments));
                return rows(List.of("TABLE_CAT", "TABLE_SCHEM", "TABLE_NAME", "TABLE_TYPE"))
                        .with(catalog, schema, table, "TABLE");
            }
            case "getColumns" -> {
                note("columns " + Arrays.asList(arguments));
                Rows rows = rows(
                        List.of("COLUMN_NAME", "DATA_TYPE", "TYPE_NAME", "COLUMN_SIZE", "DECIMAL_DIGITS", "NULLABLE"));
                for (Column column : columns) {
                    rows.with(
                            column.name(),
                            column.code(),
                            column.type(),
                            column.size(),
                            column.digits(),
                            column.nullable());
                }
                return rows;
            }
            case "getPrimaryKeys" -> {
                note("keys " + Arrays.asList(arguments));
                return rows(List.of("KEY_SEQ", "COLUMN_NAME"))
                        .with(1, columns.get(0).name());
            }
            default -> {
                return nothing(method);
            }
        }
    }

    private static Rows rows(List<String> names) {
        Rows rows = new Rows();
        names.forEach(name -> rows.addColumn(name, Types.VARCHAR, "VARCHAR", 0, 0));
        return rows;
    }

    private static final class Rows extends SimpleResultSet {

        Rows with(Object... values) {
            addRow(values);
            return this;
        }
    }

    private Object note(String what) {
        sent.add(what);
        return null;
    }

    /** What a call gives that leaves nothing behind. */
    private static Object nothing(Method method) {
        return method.getReturnType() == boolean.class ? false : null;
    }

    private static <T> T fake(Class<T> type, InvocationHandler calls) {
        return type.cast(Proxy.newProxyInstance(AbsentDatabase.class.getClassLoader(), new Class<?>[] {type}, calls));
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }
}
