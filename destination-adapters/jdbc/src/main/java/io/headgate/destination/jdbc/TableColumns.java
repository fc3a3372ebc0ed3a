package io.headgate.destination.jdbc;

import io.headgate.api.data.DataType;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.SchemaDifference;
import io.headgate.api.destination.SchemaDifference.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a table has, beside the fields that are to land in it.
 *
 * @param existing in the order of the table; not empty
 */
record TableColumns(RowSchema schema, List<ExistingColumn> existing, Dialect dialect) {

    /** The column of that very name; else the only one that differs in case alone and belongs to no other field. */
    @Nullable
    ExistingColumn of(Field field) {
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

    List<SchemaDifference> differences() {
        List<SchemaDifference> differences = new ArrayList<>();
        Set<String> written = new HashSet<>();
        for (Field field : schema.fields()) {
            ExistingColumn column = of(field);
            if (column == null) {
                differences.add(new SchemaDifference(
                        Kind.NEW_FIELD, field.name(), field.type().text(), "", "the table has no such column"));
            } else {
                written.add(column.name());
                addDifference(differences, field, column);
            }
        }
        for (ExistingColumn column : existing) {
            if (!written.contains(column.name())) {
                addUnwritten(differences, column);
            }
        }
        return differences;
    }

    private void addDifference(List<SchemaDifference> differences, Field field, ExistingColumn column) {
        DataType wider = ColumnFit.widened(field.type(), column.type());
        if (column.generated()) {
            differences.add(difference(Kind.UNFIT, field, column, "the database computes the column"));
        } else if (ColumnFit.isSame(field.type(), column.type())) {
            return;
        } else if (wider != null) {
            String what = "the column is narrower; " + dialect.typeName(wider) + " would hold both";
            differences.add(difference(Kind.WIDER_FIELD, field, column, what));
        } else if (ColumnFit.holds(field.type(), column.type())) {
            String what = "the column takes the values in its own form, and only those that fit";
            differences.add(difference(Kind.OTHER_TYPE, field, column, what));
        } else {
            differences.add(difference(Kind.UNFIT, field, column, "the column cannot hold the field"));
        }
    }

    private static SchemaDifference difference(Kind kind, Field field, ExistingColumn column, String what) {
        return new SchemaDifference(
                kind, field.name(), field.type().text(), column.type().text(), what);
    }

    /** A column to which the database itself gives a value is no difference. */
    private static void addUnwritten(List<SchemaDifference> differences, ExistingColumn column) {
        String type = column.type().text();
        if (column.mustBeGiven()) {
            String what = "the column is NOT NULL without a default, and the stream has no such field";
            differences.add(new SchemaDifference(Kind.UNFIT, column.name(), "", type, what));
        } else if (!column.hasOwnValue()) {
            differences.add(
                    new SchemaDifference(Kind.NO_FIELD, column.name(), "", type, "the stream has no such field"));
        }
    }

    /** What has to be done to the table, as clauses of ALTER TABLE; empty if it holds the schema. */
    List<String> alterations() {
        List<String> clauses = new ArrayList<>();
        for (Field field : schema.fields()) {
            ExistingColumn column = of(field);
            if (column == null) {
                // A table that may hold rows already gets a column that may be empty.
                clauses.add("ADD COLUMN " + Dialect.quote(field.name()) + " " + dialect.typeName(field.type()));
                continue;
            }
            DataType wider = ColumnFit.isSame(field.type(), column.type())
                    ? null
                    : ColumnFit.widened(field.type(), column.type());
            if (wider != null) {
                clauses.add(
                        "ALTER COLUMN " + Dialect.quote(column.name()) + " SET DATA TYPE " + dialect.typeName(wider));
            }
        }
        return clauses;
    }
}
