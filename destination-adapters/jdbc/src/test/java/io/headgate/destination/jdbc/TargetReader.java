package io.headgate.destination.jdbc;

import io.headgate.api.source.RejectedRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads what has landed, in the Java types that the contract names. */
final class TargetReader {

    private TargetReader() {}

    static List<Map<String, @Nullable Object>> rows(TestDatabase database, String table) {
        if (!exists(database, table)) {
            return List.of();
        }
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM " + Dialect.quote(table))) {
            List<Map<String, @Nullable Object>> rows = new ArrayList<>();
            while (row.next()) {
                Map<String, @Nullable Object> values = new LinkedHashMap<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    values.put(row.getMetaData().getColumnName(i), value(row, i));
                }
                rows.add(values);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<RejectedRecord> rejects(TestDatabase database, String table) {
        if (!exists(database, table + "_rejects")) {
            return List.of();
        }
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT \"place\", \"code\", \"reason\", \"raw\", \"step\" FROM "
                        + Dialect.quote(table + "_rejects"))) {
            List<RejectedRecord> rejects = new ArrayList<>();
            while (row.next()) {
                rejects.add(new RejectedRecord(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)));
            }
            return rejects;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a user would who updates the table. */
    static void repair(TestDatabase database, String table, UnaryOperator<String> repair) {
        String name = Dialect.quote(table + "_rejects");
        try (Connection connection = database.connect();
                Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT \"id\", \"raw\" FROM " + name);
                PreparedStatement update =
                        connection.prepareStatement("UPDATE " + name + " SET \"raw\" = ? WHERE \"id\" = ?")) {
            while (row.next()) {
                update.setString(1, repair.apply(row.getString(2)));
                update.setLong(2, row.getLong(1));
                update.addBatch();
            }
            update.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean exists(TestDatabase database, String table) {
        return !database.query("SELECT 1 FROM information_schema.tables WHERE table_name = '" + table + "'")
                .isEmpty();
    }

    private static @Nullable Object value(ResultSet row, int index) throws SQLException {
        String type = row.getMetaData().getColumnTypeName(index);
        Object value =
                switch (type) {
                    case "date" -> date(row.getString(index));
                    case "DATE" -> row.getObject(index, LocalDate.class);
                    case "time", "TIME" -> row.getObject(index, LocalTime.class);
                    case "timestamp", "TIMESTAMP" -> row.getObject(index, LocalDateTime.class);
                    case "timestamptz", "TIMESTAMP WITH TIME ZONE" -> row.getObject(index, OffsetDateTime.class);
                    case "jsonb", "JSON" -> row.getString(index);
                    default -> row.getObject(index);
                };
        return value instanceof OffsetDateTime time ? time.toInstant() : value;
    }

    /** PostgreSQL's driver knows of no leap day before the year 1. */
    private static @Nullable LocalDate date(@Nullable String text) {
        if (text == null || !text.endsWith(" BC")) {
            return text == null ? null : LocalDate.parse(text.matches("\\d{5,}.*") ? "+" + text : text);
        }
        String[] parts = text.substring(0, text.length() - 3).split("-");
        return LocalDate.of(1 - Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }
}
