package io.headgate.source.jdbc;

import java.util.List;

/**
 * A statement with the values of its parameters, if the database takes any.
 *
 * @param parameters one for each question mark, in order
 */
record SqlText(String sql, List<Parameter> parameters) {

    SqlText {
        parameters = List.copyOf(parameters);
    }

    /** A value, as text, of a column's type. */
    record Parameter(SourceColumn column, String text) {}

    /** For people: with the values in it. */
    String readable() {
        if (parameters.isEmpty()) {
            return sql;
        }
        List<String> values = parameters.stream().map(Parameter::text).toList();
        return sql + " -- " + String.join(", ", values);
    }
}
