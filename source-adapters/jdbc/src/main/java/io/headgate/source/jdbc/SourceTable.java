package io.headgate.source.jdbc;

import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table, a view or a query as the catalogue describes it.
 *
 * @param name name of the stream
 * @param from what stands behind FROM
 * @param columns what is read of it, in order
 * @param primaryKey names of the columns by the catalogue's word; empty if there is none
 * @param paging columns by which it is read in order, indexes into {@code columns} and beyond; empty if there are none
 * @param hidden a column that is read in order only and delivered to nobody: SQLite's rowid; null if there is none
 * @param verified whether the database itself keeps the paging columns unique and without nulls
 * @param version changes when rows get another hidden number; 0 if they do not
 */
record SourceTable(
        String name,
        String from,
        List<SourceColumn> columns,
        List<String> primaryKey,
        List<SourceColumn> paging,
        @Nullable SourceColumn hidden,
        boolean verified,
        long version) {

    SourceTable {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        paging = List.copyOf(paging);
    }

    RowSchema schema() {
        List<Field> fields = columns.stream().map(SourceColumn::field).toList();
        List<String> names = fields.stream().map(Field::name).toList();
        return new RowSchema(fields, names.containsAll(primaryKey) ? primaryKey : List.of());
    }

    @Nullable
    SourceColumn column(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equals(columnName))
                .findFirst()
                .orElse(null);
    }

    SourceTable withPaging(List<SourceColumn> newPaging, boolean newVerified) {
        return new SourceTable(name, from, columns, primaryKey, newPaging, null, newVerified, 0);
    }
}
