package io.headgate.source.jdbc;

import io.headgate.api.data.DataType;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.state.IDataSourceState;
import io.headgate.source.jdbc.SqlText.Parameter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

/** PostgreSQL from version 12 on. Values stand in the statements, because COPY takes no parameters. */
final class PostgresDialect extends Dialect {

    /** Sessions of this name read only: no run waits for them. */
    static final String APPLICATION = "headgate source";

    /** How values look as text; and a coordinator has nothing to say while the partitions read. */
    private static final String SESSION = "SET datestyle = 'ISO, YMD'; SET intervalstyle = 'iso_8601';"
            + " SET timezone = 'UTC'; SET extra_float_digits = 1; SET bytea_output = 'hex';"
            + " SET standard_conforming_strings = on; SET jit = off; SET idle_in_transaction_session_timeout = 0";

    @Override
    SourceUrl url(JdbcSourceConfig config) {
        String host = config.host() == null ? "localhost" : config.host();
        int port = config.port() == null ? 5432 : config.port();
        return new SourceUrl("jdbc:postgresql://" + host + ":" + port + "/" + config.database());
    }

    @Override
    Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", APPLICATION);
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }

    @Override
    void setUp(Connection connection) throws SQLException {
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (Statement statement = connection.createStatement()) {
            statement.execute(SESSION);
        }
        connection.commit();
    }

    @Override
    boolean comparesRows(List<SourceColumn> columns) {
        return true;
    }

    @Override
    String value(SourceColumn column, String text, List<Parameter> parameters) {
        return "CAST('" + text.replace("'", "''") + "' AS " + column.declared() + ")";
    }

    /** With all its digits. */
    @Override
    SourceColumn ordering(SourceColumn column) {
        return column.isNumber() && column.field().type() == DataType.Primitive.FLOAT64
                ? column.as(DataType.Primitive.STRING, PostgresCatalog.converted(column.sql() + "::text"), column.sql())
                : column;
    }

    @Override
    int firstPage() {
        return Integer.MAX_VALUE;
    }

    @Override
    String shown(SqlText sql) {
        return copy(sql);
    }

    /** How rows leave the server. */
    static String copy(SqlText sql) {
        return "COPY (" + sql.sql() + ") TO STDOUT (FORMAT binary)";
    }

    @Override
    SourceAccess access(SourceDatabase database, JdbcSourceConfig config, String sourceId) {
        return new PostgresAccess(database, config, sourceId);
    }

    @Override
    IDataSourceStream stream(SourceAccess access, SourceTable table, JdbcSourceConfig config, IDataSourceState state) {
        return table.paging().isEmpty() && config.cursorColumn() == null && ((PostgresAccess) access).hasPages(table)
                ? new CtidStream((PostgresAccess) access, table, config)
                : super.stream(access, table, config, state);
    }
}
