package io.headgate.destination.jdbc;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A table with its schema, both to the letter: they are always quoted. */
record TableName(String schema, String name) {

    private static final String PART = "\"(?:[^\"]|\"\")+\"|[^\".]+";
    private static final Pattern QUALIFIED = Pattern.compile("(?:(" + PART + ")\\.)?(\"(?:[^\"]|\"\")+\"|[^\"]+)");

    /**
     * Reads {@code orders}, {@code sales.orders} or {@code "odd.schema"."odd.table"}.
     *
     * @param defaultSchema for a table without one
     */
    static TableName parse(String text, String defaultSchema) {
        Matcher matcher = QUALIFIED.matcher(text);
        if (!matcher.matches()) {
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION,
                    "table '" + text + "' is no table name: write name or schema.name, and put a part that holds a"
                            + " dot or a quote into double quotes");
        }
        @Nullable String schema = matcher.group(1);
        return new TableName(schema == null ? defaultSchema : unquoted(schema), unquoted(matcher.group(2)));
    }

    private static String unquoted(String part) {
        return part.startsWith("\"") && part.length() > 2
                ? part.substring(1, part.length() - 1).replace("\"\"", "\"")
                : part;
    }

    /** A name with a suffix. One that leaves no room for it is cut, and kept apart from its like by a hash. */
    static String derived(String name, String suffix, Dialect dialect) {
        if (dialect.identifierLength(name + suffix) <= dialect.maxIdentifierLength()) {
            return name + suffix;
        }
        String tail = "_" + String.format("%08x", name.hashCode()) + suffix;
        String head = name;
        while (dialect.identifierLength(head + tail) > dialect.maxIdentifierLength()) {
            head = head.substring(0, head.offsetByCodePoints(head.length(), -1));
        }
        return head + tail;
    }

    TableName sibling(String other) {
        return new TableName(schema, other);
    }

    /** For SQL. */
    String quoted() {
        return Dialect.quote(schema) + "." + Dialect.quote(name);
    }

    /** For people. */
    @Override
    public String toString() {
        return schema + "." + name;
    }
}
