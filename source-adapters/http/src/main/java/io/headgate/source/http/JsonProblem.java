package io.headgate.source.http;

/**
 * Why a record was rejected.
 *
 * @param code stable reason
 * @param reason a sentence for people
 */
record JsonProblem(String code, String reason) {

    private static final int MAX_RAW = 1 << 20;

    /** A record's text as a rejected record keeps it. One that is cut is no JSON any more: nobody can take it for the record. */
    static String raw(String text) {
        return text.length() > MAX_RAW ? text.substring(0, MAX_RAW) + "…" : text;
    }

    static JsonProblem unknownField(String name) {
        return new JsonProblem(
                "UNKNOWN_FIELD",
                "the record has a field '" + name
                        + "' that is no column: declare it in columns, take a larger sample_records, or set"
                        + " unknown_fields = \"ignore\" to leave such fields out");
    }

    static JsonProblem repeatedField(String name) {
        return new JsonProblem("REPEATED_FIELD", "the record has the field '" + name + "' twice");
    }

    static JsonProblem badValue(String field, JsonColumn column, String found) {
        return new JsonProblem(
                column.code(),
                "field '" + field + "': " + found + " is no " + column.expected()
                        + "; declare another type in columns");
    }

    static JsonProblem badJson(String what) {
        return new JsonProblem("BAD_JSON", "the text is no JSON: " + what);
    }
}
