package io.headgate.transform;

/** Warnings about columns among those that are counted like broken rules. */
public final class SchemaWarning {

    private static final String PREFIX = "column ";

    private SchemaWarning() {}

    static String leftOut(String column) {
        return PREFIX + "'" + column + "' is left out: the target does not have it (schema = \"discard_columns\")";
    }

    /** Whether the warning is about a column, not about a rule. */
    public static boolean is(String warning) {
        return warning.startsWith(PREFIX) && warning.endsWith("(schema = \"discard_columns\")");
    }
}
