package io.headgate.source.jdbc;

import io.headgate.api.data.DataType;
import io.headgate.api.data.Field;
import java.util.Locale;

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

    /** Whether the database keeps decimal digits, whatever type they are delivered as. */
    boolean isNumber() {
        String type = declared.toUpperCase(Locale.ROOT);
        return type.startsWith("NUM") || type.startsWith("DEC");
    }

    /** The same column read otherwise. */
    SourceColumn as(DataType type, String otherSelect, String otherSql) {
        return new SourceColumn(new Field(name(), type, field.nullable()), otherSelect, otherSql, declared);
    }
}
