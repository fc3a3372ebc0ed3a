package io.headgate.destination.jdbc;

import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.SchemaDifference;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.fault.FaultPoint;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Creates, extends and understands target tables. Immutable. */
final class TargetTables {

    private final Dialect dialect;
    private final JdbcErrors errors;

    TargetTables(Dialect dialect, JdbcErrors errors) {
        this.dialect = dialect;
        this.errors = errors;
    }

    /** How the table differs from the schema; empty if there is no table. Changes nothing. */
    List<SchemaDifference> compare(Connection connection, TableName table, RowSchema schema) throws SQLException {
        List<ExistingColumn> existing = dialect.columns(connection, table);
        return existing.isEmpty() ? List.of() : new TableColumns(schema, existing, dialect).differences();
    }

    /**
     * Makes the table hold the schema. Statements are run only where something is missing, so that no lock is taken and no right
     * needed without need, and so that a setup that died between two of them goes on with the next.
     *
     * @param mayAlter whether a table that is there may get columns and wider types
     */
    void ensure(Connection connection, TableName table, RowSchema schema, boolean mayAlter) throws SQLException {
        refuseNames(table, schema);
        List<ExistingColumn> existing = dialect.columns(connection, table);
        if (existing.isEmpty()) {
            execute(connection, createStatement(table, schema));
            return;
        }
        TableColumns columns = new TableColumns(schema, existing, dialect);
        refuseMismatch(connection, table, columns, mayAlter);
        if (!mayAlter) {
            refuseMissing(table, columns);
            return;
        }
        List<String> alterations = columns.alterations();
        if (!alterations.isEmpty()) {
            alter(connection, table, alterations);
        }
    }

    /** What {@link #ensure} would execute now. Changes nothing. */
    List<String> statements(Connection connection, TableName table, RowSchema schema, boolean mayAlter)
            throws SQLException {
        refuseNames(table, schema);
        List<ExistingColumn> existing = dialect.columns(connection, table);
        if (existing.isEmpty()) {
            return List.of(createStatement(table, schema));
        }
        TableColumns columns = new TableColumns(schema, existing, dialect);
        refuseMismatch(connection, table, columns, mayAlter);
        if (!mayAlter) {
            refuseMissing(table, columns);
        }
        List<String> alterations = mayAlter ? columns.alterations() : List.of();
        return alterations.isEmpty() ? List.of() : dialect.alterStatements(table, alterations);
    }

    private void refuseMissing(TableName table, TableColumns columns) {
        List<String> missing = columns.schema().fields().stream()
                .filter(field -> columns.of(field) == null)
                .map(field -> "it has no column \"" + field.name() + "\", and only schema = \"evolve\" adds one")
                .toList();
        if (!missing.isEmpty()) {
            throw mismatch(table, missing);
        }
    }

    private void alter(Connection connection, TableName table, List<String> clauses) throws SQLException {
        for (String sql : dialect.alterStatements(table, clauses)) {
            try {
                execute(connection, sql);
            } catch (SQLException e) {
                throw notAltered(table, sql, e);
            }
            FaultPoint.reach("jdbc.evolve");
        }
    }

    private HeadgateException notAltered(TableName table, String sql, SQLException e) throws SQLException {
        SqlFailure failure = errors.classify(e);
        if (failure != SqlFailure.OTHER && failure != SqlFailure.ACCESS_DENIED) {
            throw e;
        }
        return new HeadgateException(
                failure == SqlFailure.ACCESS_DENIED ? CommonErrorCode.ACCESS_DENIED : CommonErrorCode.TARGET_MISMATCH,
                "Table " + table + " in " + errors.database() + " has to change to hold the stream, and the database"
                        + " refuses it: " + errors.text(e) + ". Have its owner run " + sql
                        + ", or leave the table as it is with schema = \"discard_columns\".",
                e);
    }

    /** The table as it stands now. */
    TargetTable load(Connection connection, TableName table, RowSchema schema) throws SQLException {
        List<ExistingColumn> existing = dialect.columns(connection, table);
        if (existing.isEmpty()) {
            throw dropped(table);
        }
        TableColumns found = new TableColumns(schema, existing, dialect);
        refuseMismatch(connection, table, found, false);
        List<TargetColumn> columns = new ArrayList<>();
        for (Field field : schema.fields()) {
            ExistingColumn column = found.of(field);
            if (column == null) {
                throw mismatch(table, List.of("column \"" + field.name() + "\" was dropped; add it again"));
            }
            columns.add(new TargetColumn(field, column.name(), column.type()));
        }
        return new TargetTable(table, schema, columns);
    }

    /** {@link Dialect#holdTypes}, with an error of its own for a table that was dropped. */
    boolean holdTypes(Connection connection, TableName table) throws SQLException {
        try {
            return dialect.holdTypes(connection, table);
        } catch (SQLException e) {
            if (errors.classify(e) == SqlFailure.NOT_FOUND) {
                throw dropped(table);
            }
            throw e;
        }
    }

    private HeadgateException dropped(TableName table) {
        return new HeadgateException(
                CommonErrorCode.NOT_FOUND,
                "Table " + table + " does not exist any more in " + errors.database()
                        + ". It was dropped while the flow was on its way: start anew with fresh=true.");
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

    private void refuseMismatch(Connection connection, TableName table, TableColumns columns, boolean mayAlter)
            throws SQLException {
        List<String> problems = new ArrayList<>();
        String unfit = dialect.unfit(connection, table);
        if (unfit != null) {
            problems.add("it " + unfit);
        }
        Set<String> written = new HashSet<>();
        for (Field field : columns.schema().fields()) {
            ExistingColumn column = columns.of(field);
            if (column != null) {
                written.add(column.name());
                addProblem(problems, table, field, column, mayAlter);
            }
        }
        for (ExistingColumn column : columns.existing()) {
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

    private void addProblem(
            List<String> problems, TableName table, Field field, ExistingColumn column, boolean mayAlter) {
        boolean fits = ColumnFit.holds(field.type(), column.type())
                || (mayAlter && ColumnFit.widened(field.type(), column.type()) != null);
        if (column.generated()) {
            problems.add("column \"" + column.name() + "\" is computed by the database and cannot be written; drop the"
                    + " field from the stream or rename the column");
        } else if (!fits) {
            problems.add("column \"" + column.name() + "\" is " + column.type().text() + ", the stream's field is "
                    + field.type().text() + "; alter the column to " + dialect.typeName(field.type())
                    + ", declare another type in the source, or land in a table other than " + table);
        }
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
