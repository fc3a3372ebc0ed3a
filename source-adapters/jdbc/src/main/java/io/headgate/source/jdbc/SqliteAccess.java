package io.headgate.source.jdbc;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An SQLite file. */
final class SqliteAccess extends JdbcAccess {

    SqliteAccess(SourceDatabase database, JdbcSourceConfig config, String sourceId) {
        super(database, config, sourceId);
    }

    @Override
    List<SourceTable> tables(Connection connection, JdbcSourceConfig config) throws SQLException {
        return new SqliteCatalog(config).tables(connection);
    }

    @Override
    SourceTable query(Connection connection, JdbcSourceConfig config, String name, String query) throws SQLException {
        return new SqliteCatalog(config).query(connection, name, query);
    }

    @Override
    ResultSetPage.ValueReader reader() {
        return new Reader();
    }

    /** Looks at each value: a column may hold any. */
    private static final class Reader implements ResultSetPage.ValueReader {

        @Override
        public @Nullable Object read(ResultSet row, int column, DataType type) throws SQLException {
            Object value = row.getObject(column);
            if (value == null) {
                return null;
            }
            Object typed = SqliteValue.as(value, type);
            if (typed == null) {
                throw new IllegalArgumentException("a value of another type");
            }
            return typed;
        }

        /** Asked for as text, a binary would be a text from then on. */
        @Override
        public @Nullable String raw(ResultSet row, int column) throws SQLException {
            Object value = row.getObject(column);
            return value == null ? null : value instanceof byte[] bytes ? KeyText.hex(bytes) : value.toString();
        }

        /** A number is smaller than every text and a binary larger, unless the column makes one of the other. */
        @Override
        public boolean findsAgain(ResultSet row, int number, SourceColumn column, String text) throws SQLException {
            Object value = row.getObject(number);
            DataType type = column.field().type();
            boolean converted = SqliteValue.hasAffinity(column.declared())
                    ? type != Primitive.BOOLEAN || value instanceof Number
                    : value instanceof byte[] || value instanceof String == (type == Primitive.STRING);
            return converted && SqliteValue.as(value, type) != null && JdbcValue.isBindable(column, text);
        }
    }
}
