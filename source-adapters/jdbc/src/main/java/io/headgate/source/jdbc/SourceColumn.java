package io.headgate.source.jdbc;

import io.headgate.api.data.Field;

/**
 * A column as it is read.
 *
 * @param field name and type of what comes of it
 * @param select expression of the select list
 * @param sql its name, quoted, for conditions and orders
 * @param declared the database's name of its type, for literals; also tells PostgreSQL's decoder what arrives
 */
record SourceColumn(Field field, String select, String sql, String declared) {

    String name() {
        return field.name();
    }
}
