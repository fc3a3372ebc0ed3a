package io.headgate.destination.jdbc;

import io.headgate.api.data.RowSchema;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table that is ready for a schema.
 *
 * @param columns one per field of the schema, in its order
 */
record TargetTable(TableName name, RowSchema schema, List<TargetColumn> columns) {

    /** The columns as SQL lists them. */
    String columnList() {
        return columns.stream().map(column -> Dialect.quote(column.name())).collect(Collectors.joining(", "));
    }
}
