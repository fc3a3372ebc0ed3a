package io.headgate.source.jdbc;

import io.headgate.api.data.RowBatchBuilder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Reads statements through JDBC, each in a transaction of its own. One thread. */
final class JdbcSession implements PageSession {

    private static final int FETCHED_ROWS = 1_000;

    private final SourceDatabase database;
    private final Connection connection;
    private final ResultSetPage.ValueReader reader;

    JdbcSession(SourceDatabase database, Connection connection, ResultSetPage.ValueReader reader) {
        this.database = database;
        this.connection = connection;
        this.reader = reader;
    }

    @Override
    public Page page(List<SourceColumn> columns, SqlText sql, RowBatchBuilder batch) {
        try {
            PreparedStatement statement =
                    connection.prepareStatement(sql.sql(), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
            try {
                statement.setFetchSize(FETCHED_ROWS);
                for (int i = 0; i < sql.parameters().size(); i++) {
                    SqlText.Parameter parameter = sql.parameters().get(i);
                    JdbcValue.bind(statement, i + 1, parameter.column(), parameter.text());
                }
                return new ResultSetPage(database, statement, sql.sql(), columns, batch, reader);
            } catch (SQLException | RuntimeException e) {
                statement.close();
                throw e;
            }
        } catch (SQLException e) {
            throw database.errors().translate("Reading", e);
        }
    }

    @Override
    public void close() {
        SourceDatabase.closeQuietly(connection);
    }
}
