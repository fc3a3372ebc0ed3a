package io.headgate.source.jdbc;

import io.headgate.api.data.DataType;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.Values;
import io.headgate.api.error.HeadgateException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The rows of one statement through JDBC. One thread. */
final class ResultSetPage implements Page {

    private final SourceDatabase database;
    private final List<SourceColumn> columns;
    private final RowBatchBuilder batch;
    private final PreparedStatement statement;
    private final ResultSet rows;
    private final ValueReader reader;
    private final String sql;
    private final long begun;
    private boolean ended;

    /** Reads one value of the current row; null for null. */
    @FunctionalInterface
    interface ValueReader {
        /**
         * @throws IllegalArgumentException if the value is none of the type
         */
        @Nullable
        Object read(ResultSet row, int column, DataType type) throws SQLException;

        /** A value as text, whatever it is; null for null. */
        default @Nullable String raw(ResultSet row, int column) throws SQLException {
            return row.getString(column);
        }

        /** Whether a value of a key is found again by its text: bound as a parameter it must be what stands in the column. */
        default boolean findsAgain(ResultSet row, int number, SourceColumn column, String text) throws SQLException {
            return JdbcValue.isBindable(column, text);
        }
    }

    ResultSetPage(
            SourceDatabase database,
            PreparedStatement statement,
            String sql,
            List<SourceColumn> columns,
            RowBatchBuilder batch,
            ValueReader reader)
            throws SQLException {
        this.database = database;
        this.statement = statement;
        this.sql = sql;
        this.columns = columns;
        this.batch = batch;
        this.reader = reader;
        this.begun = System.nanoTime();
        this.rows = statement.executeQuery();
    }

    @Override
    public boolean next() {
        try {
            return !ended && rows.next();
        } catch (SQLException e) {
            throw database.errors().translate("Reading", e);
        }
    }

    @Override
    public @Nullable Misfit take() {
        int fields = batch.schema().size();
        for (int i = 0; i < fields; i++) {
            Field field = batch.schema().field(i);
            try {
                Object value = reader.read(rows, i + 1, field.type());
                if (value != null) {
                    Values.write(batch.column(i), field, value);
                } else if (isLost(i, field)) {
                    return misfit(i, field);
                }
            } catch (SQLException e) {
                if (!isAboutTheValue(e)) {
                    throw database.errors().translate("Reading", e);
                }
                return misfit(i, field);
            } catch (IllegalArgumentException | ArithmeticException | java.time.DateTimeException e) {
                return misfit(i, field);
            }
        }
        return null;
    }

    /** A driver that knows no such date, as MySQL's 0000-00-00, gives null for it. */
    private boolean isLost(int column, Field field) throws SQLException {
        return field.type() instanceof DataType.Primitive type
                && (type == DataType.Primitive.DATE
                        || type == DataType.Primitive.TIMESTAMP
                        || type == DataType.Primitive.TIMESTAMP_TZ)
                && rows.getString(column + 1) != null;
    }

    /** Class 22 is "data exception"; drivers' own complaints about a conversion have no state at all. */
    private static boolean isAboutTheValue(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.startsWith("22") || state.startsWith("07") || state.equals("S1009");
    }

    private Misfit misfit(int column, Field field) {
        DataType type = field.type();
        String name = type instanceof DataType.Decimal ? "DECIMAL" : type.text().toUpperCase(Locale.ROOT);
        return new Misfit("BAD_" + name, column, "holds " + raw(column) + ", which " + type.text() + " cannot");
    }

    private @Nullable String raw(int column) {
        try {
            return reader.raw(rows, column + 1);
        } catch (SQLException e) {
            return "a value that the driver cannot read (" + database.errors().text(e) + ")";
        }
    }

    @Override
    public @Nullable String text(int column) {
        try {
            Object value =
                    reader.read(rows, column + 1, columns.get(column).field().type());
            // Also of a date that the driver gives as null there is a text.
            return value == null ? raw(column) : KeyText.of(value);
        } catch (SQLException | IllegalArgumentException | ArithmeticException | java.time.DateTimeException e) {
            return raw(column);
        }
    }

    @Override
    public String key(int column) {
        String text = text(column);
        SourceColumn source = columns.get(column);
        try {
            if (text != null && reader.findsAgain(rows, column + 1, source, text)) {
                return text;
            }
        } catch (SQLException e) {
            throw database.errors().translate("Reading", e);
        }
        throw new HeadgateException(
                SourceErrorCode.KEY_NOT_ORDERED,
                "column '" + source.name() + "', by which records are read in order, holds "
                        + (text == null ? "nothing" : text) + ", which is no "
                        + source.field().type().text()
                        + ", so that reading cannot go on behind it. Correct it, or read a query that makes one type of"
                        + " it: CAST(" + source.name() + " AS …)");
    }

    @Override
    public long sizeBound() {
        return Long.MAX_VALUE;
    }

    @Override
    public void close() {
        if (ended) {
            return;
        }
        ended = true;
        database.clock().ended(sql, System.nanoTime() - begun);
        try (PreparedStatement closing = statement) {
            rows.close();
            // Ends its transaction: of a page that was read to its end none is open while the destination writes.
            closing.getConnection().rollback();
        } catch (SQLException e) {
            throw database.errors().translate("Reading", e);
        }
    }
}
