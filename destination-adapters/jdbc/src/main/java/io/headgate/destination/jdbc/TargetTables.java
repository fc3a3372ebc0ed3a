package io.headgate.destination.jdbc;

import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Creates, extends and understands target tables. Immutable. */
final class TargetTables {

    private final Dialect dialect;
    private final JdbcErrors errors;

    TargetTables(Dialect dialect, JdbcErrors errors) {
        this.dialect = dialect;
        this.errors = errors;
    }

    /**
     * Makes the table hold the schema. Statements are run only where something is missing, so that no lock is taken and no right
     * needed without need.
     */
    void ensure(Connection connection, TableName table, RowSchema schema) throws SQLException {
        refuseNames(table, schema);
        List<ExistingColumn> existing = dialect.columns(connection, table);
        if (existing.isEmpty()) {
            execute(connection, createStatement(table, schema));
            return;
        }
        refuseMismatch(connection, table, schema, existing);
        for (Field field : schema.fields()) {
            if (find(existing, schema, field) == null) {
                // A table that may hold rows already gets a column that may be empty.
                execute(
                        connection,
                        "ALTER TABLE " + table.quoted() + " ADD COLUMN " + Dialect.quote(field.name()) + " "
                                + dialect.typeName(field.type()));
            }
        }
    }

    /** The table as it stands now. */
    TargetTable load(Connection connection, TableName table, RowSchema schema) throws SQLException {
        List<ExistingColumn> existing = dialect.columns(connection, table);
        if (existing.isEmpty()) {
            throw new HeadgateException(
                    CommonErrorCode.NOT_FOUND,
                    "Table " + table + " does not exist any more in " + errors.database()
                            + ". It was dropped while the flow was on its way: start anew with fresh=true.");
        }
        refuseMismatch(connection, table, schema, existing);
        List<TargetColumn> columns = new ArrayList<>();
        for (Field field : schema.fields()) {
            ExistingColumn column = find(existing, schema, field);
            if (column == null) {
                throw mismatch(table, List.of("column \"" + field.name() + "\" was dropped; add it again"));
            }
            columns.add(new TargetColumn(field, column.name(), column.type()));
        }
        return new TargetTable(table, schema, columns);
    }

    private String createStatement(TableName table, RowSchema schema) {
        List<String> columns = new ArrayList<>();
        for (Field field : schema.fields()) {
            columns.add(Dialect.quote(field.name()) + " " + dialect.typeName(field.type())
                    + (field.nullable() ? "" : " NOT NULL"));
        }
        return "CREATE TABLE IF NOT EXISTS " + table.quoted() + " (" + String.join(", ", columns) + ")";
    }

    private void refuseNames(TableName table, RowSchema schema) {
        List<String> names = new ArrayList<>(schema.names());
        names.add(table.name());
        names.add(table.schema());
        for (String name : names) {
            int length = dialect.identifierLength(name);
            if (length > dialect.maxIdentifierLength() || name.indexOf('\0') >= 0) {
                throw mismatch(
                        table,
                        List.of("the name \"" + name.replace("\0", "\\0") + "\" is too long for the database or holds a"
                                + " NUL; " + dialect.maxIdentifierLength() + " is the limit, it has " + length
                                + ". Rename the field or the table"));
            }
        }
    }

    private void refuseMismatch(Connection connection, TableName table, RowSchema schema, List<ExistingColumn> existing)
            throws SQLException {
        List<String> problems = new ArrayList<>();
        String unfit = dialect.unfit(connection, table);
        if (unfit != null) {
            problems.add("it " + unfit);
        }
        Set<String> written = new HashSet<>();
        for (Field field : schema.fields()) {
            ExistingColumn column = find(existing, schema, field);
            if (column != null) {
                written.add(column.name());
                addProblem(problems, table, field, column);
            }
        }
        for (ExistingColumn column : existing) {
            if (column.mustBeGiven() && !written.contains(column.name())) {
                problems.add(
                        "column \"" + column.name() + "\" (" + column.type().text()
                                + ") is NOT NULL without a default, and the stream has no such field; drop the constraint or"
                                + " give it a default");
            }
        }
        if (!problems.isEmpty()) {
            throw mismatch(table, problems);
        }
    }

    private void addProblem(List<String> problems, TableName table, Field field, ExistingColumn column) {
        if (column.generated()) {
            problems.add("column \"" + column.name() + "\" is computed by the database and cannot be written; drop the"
                    + " field from the stream or rename the column");
        } else if (!ColumnFit.holds(field.type(), column.type())) {
            problems.add("column \"" + column.name() + "\" is " + column.type().text() + ", the stream's field is "
                    + field.type().text() + "; alter the column to " + dialect.typeName(field.type())
                    + ", declare another type in the source, or land in a table other than " + table);
        }
    }

    /** The column of that very name; else the only one that differs in case alone and belongs to no other field. */
    private static @Nullable ExistingColumn find(List<ExistingColumn> existing, RowSchema schema, Field field) {
        ExistingColumn alike = null;
        int count = 0;
        for (ExistingColumn column : existing) {
            if (column.name().equals(field.name())) {
                return column;
            }
            if (column.name().equalsIgnoreCase(field.name()) && schema.indexOf(column.name()) < 0) {
                alike = column;
                count++;
            }
        }
        long claims = schema.names().stream()
                .filter(name -> name.equalsIgnoreCase(field.name()))
                .count();
        return count == 1 && claims == 1 ? alike : null;
    }

    private HeadgateException mismatch(TableName table, List<String> problems) {
        return new HeadgateException(
                CommonErrorCode.TARGET_MISMATCH,
                "Table " + table + " in " + errors.database() + " cannot hold the stream: "
                        + String.join("; ", problems) + ".");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
