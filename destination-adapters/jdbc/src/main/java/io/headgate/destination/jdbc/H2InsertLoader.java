package io.headgate.destination.jdbc;

import io.headgate.api.data.Column;
import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.Storage;
import io.headgate.api.data.Values;
import io.headgate.destination.jdbc.SqlType.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Batched inserts by one prepared statement. */
final class H2InsertLoader implements RowLoader {

    private static final int BATCH_ROWS = 1_000;

    private final PreparedStatement insert;
    private final TargetColumn[] columns;

    H2InsertLoader(Connection connection, TargetTable table) throws SQLException {
        columns = table.columns().toArray(TargetColumn[]::new);
        // Without FORMAT JSON a text would become a JSON string.
        String values = table.columns().stream()
                .map(column -> column.type().kind() == Kind.JSON ? "? FORMAT JSON" : "?")
                .collect(Collectors.joining(", "));
        insert = connection.prepareStatement(
                "INSERT INTO " + table.name().quoted() + " (" + table.columnList() + ") VALUES (" + values + ")");
    }

    @Override
    public void load(RowBatch batch, int @Nullable [] rows, int from, int to) throws SQLException {
        insert.clearBatch();
        int waiting = 0;
        for (int i = from; i < to; i++) {
            bindRow(batch, rows == null ? i : rows[i]);
            insert.addBatch();
            if (++waiting == BATCH_ROWS) {
                insert.executeBatch();
                waiting = 0;
            }
        }
        if (waiting > 0) {
            insert.executeBatch();
        }
    }

    private void bindRow(RowBatch batch, int row) throws SQLException {
        for (int i = 0; i < columns.length; i++) {
            Column column = batch.column(i);
            if (column.isNull(row)) {
                insert.setNull(i + 1, Types.NULL);
            } else {
                bind(i + 1, columns[i], column, row);
            }
        }
    }

    private void bind(int index, TargetColumn target, Column column, int row) throws SQLException {
        DataType type = target.field().type();
        Kind kind = target.type().kind();
        if (kind == Kind.TEXT || kind == Kind.JSON || kind == Kind.ENUM) {
            insert.setString(index, JsonText.plain(column, type, row));
        } else if (type == Primitive.INT32) {
            insert.setInt(index, ((Column.Ints) column).get(row));
        } else if (type == Primitive.INT64) {
            insert.setLong(index, ((Column.Longs) column).get(row));
        } else if (type.storage() == Storage.DOUBLE && kind != Kind.NUMERIC) {
            insert.setDouble(index, ((Column.Doubles) column).get(row));
        } else if (kind == Kind.NUMERIC) {
            Number value = (Number) Objects.requireNonNull(Values.read(column, type, row));
            insert.setBigDecimal(index, DecimalCheck.toDecimal(value));
        } else {
            insert.setObject(index, Values.read(column, type, row));
        }
    }

    @Override
    public void close() throws SQLException {
        insert.close();
    }
}
