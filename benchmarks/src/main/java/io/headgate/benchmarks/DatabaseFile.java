package io.headgate.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A database with one table that has a primary key. Its library is the driver: one statement for the whole table, every
 * value taken as the type that its column has.
 */
abstract class DatabaseFile implements MeasuredFormat {

    private static final int BATCH = 10_000;

    /** What a connection is opened by; the database is made if it is not there. */
    abstract String url(Path file);

    /** The type that the database gives a column of the harness. */
    abstract String type(String declared);

    @Override
    public boolean isDatabase() {
        return true;
    }

    private String definition(RowShape shape) {
        List<String> columns = shape.columns();
        return "CREATE TABLE bench (" + columns.stream().map(this::column).collect(Collectors.joining(", "))
                + ", PRIMARY KEY (" + TypedRow.name(shape, 0) + "))";
    }

    private String column(String column) {
        int space = column.indexOf(' ');
        return column.substring(0, space + 1) + type(column.substring(space + 1));
    }

    @Override
    public void write(DataFile data, Path file) throws IOException {
        String marks = "?, ".repeat(data.shape().columns().size() - 1) + "?";
        try (Connection connection = DriverManager.getConnection(url(file));
                Statement statement = connection.createStatement()) {
            statement.execute(definition(data.shape()));
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO bench VALUES (" + marks + ")")) {
                int[] waiting = {0};
                TypedRow.forEach(data, row -> {
                    add(insert, row);
                    if (++waiting[0] % BATCH == 0) {
                        execute(insert, connection);
                    }
                });
                execute(insert, connection);
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private static void execute(PreparedStatement insert, Connection connection) throws IOException {
        try {
            insert.executeBatch();
            connection.commit();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private void add(PreparedStatement insert, TypedRow row) throws IOException {
        try {
            for (int i = 0; i < row.size(); i++) {
                insert.setObject(i + 1, row.isNull(i) ? null : value(row, i));
            }
            insert.addBatch();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** What is handed to the driver for a value. */
    Object value(TypedRow row, int i) {
        return switch (row.kind(i)) {
            case LONG -> (Object) row.number(i);
            case DECIMAL -> new java.math.BigDecimal(row.text(i));
            case DOUBLE -> row.fraction(i);
            case BOOLEAN -> row.truth(i);
            case DATE -> LocalDate.parse(row.text(i));
            case TIMESTAMP -> LocalDateTime.parse(row.text(i));
            case TEXT -> row.text(i);
        };
    }

    @Override
    public long read(Path file, TextValues texts) throws IOException {
        try (Connection connection = DriverManager.getConnection(url(file));
                PreparedStatement statement = connection.prepareStatement("SELECT * FROM bench");
                ResultSet rows = statement.executeQuery()) {
            TypedRow.Kind[] kinds = kinds(rows);
            long count = 0;
            while (rows.next()) {
                for (int i = 0; i < kinds.length; i++) {
                    take(rows, i + 1, kinds[i]);
                }
                count++;
            }
            return count;
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private static TypedRow.Kind[] kinds(ResultSet rows) throws SQLException {
        TypedRow.Kind[] kinds = new TypedRow.Kind[rows.getMetaData().getColumnCount()];
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = switch (rows.getMetaData().getColumnTypeName(i + 1).toUpperCase(java.util.Locale.ROOT)) {
                case "BIGINT" -> TypedRow.Kind.LONG;
                case "NUMERIC", "DECIMAL" -> TypedRow.Kind.DECIMAL;
                case "DOUBLE PRECISION", "DOUBLE" -> TypedRow.Kind.DOUBLE;
                case "BOOLEAN" -> TypedRow.Kind.BOOLEAN;
                case "DATE" -> TypedRow.Kind.DATE;
                case "TIMESTAMP", "DATETIME" -> TypedRow.Kind.TIMESTAMP;
                default -> TypedRow.Kind.TEXT;
            };
        }
        return kinds;
    }

    private static void take(ResultSet rows, int column, TypedRow.Kind kind) throws SQLException {
        switch (kind) {
            case LONG -> rows.getLong(column);
            case DECIMAL -> rows.getBigDecimal(column);
            case DOUBLE -> rows.getDouble(column);
            case BOOLEAN -> rows.getBoolean(column);
            case DATE -> rows.getObject(column, LocalDate.class);
            case TIMESTAMP -> rows.getObject(column, LocalDateTime.class);
            case TEXT -> rows.getString(column);
        }
    }
}
