package io.headgate.source.jdbc;

import io.headgate.source.jdbc.SqlText.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the statements that read a table page by page along an order of columns. */
final class KeysetSql {

    private final Dialect dialect;
    private final List<SourceColumn> order;
    private final List<Parameter> parameters = new ArrayList<>();

    private KeysetSql(Dialect dialect, List<SourceColumn> order) {
        this.dialect = dialect;
        this.order = order;
    }

    /**
     * Records of a range in order, {@code rows} of them at most.
     *
     * @param columns what is selected
     */
    static SqlText page(
            Dialect dialect,
            SourceTable table,
            List<SourceColumn> columns,
            List<SourceColumn> order,
            KeyRange range,
            int rows) {
        KeysetSql sql = new KeysetSql(dialect, order);
        String where = sql.where(range);
        return sql.text(dialect.page(selected(columns), table.from(), where, sql.orderBy(""), rows));
    }

    /** All records of a range, for a database that takes no parameters. */
    static String all(Dialect dialect, SourceTable table, List<SourceColumn> order, KeyRange range, String columns) {
        KeysetSql sql = new KeysetSql(dialect, order);
        return Dialect.select(columns, table.from(), sql.where(range), "");
    }

    static String all(Dialect dialect, SourceTable table, List<SourceColumn> order, KeyRange range) {
        return all(dialect, table, order, range, "1");
    }

    /** The one record that stands {@code skip} records behind the beginning of a range. */
    static SqlText step(Dialect dialect, SourceTable table, List<SourceColumn> order, KeyRange range, long skip) {
        KeysetSql sql = new KeysetSql(dialect, order);
        String where = sql.where(range);
        return sql.text(dialect.skip(selected(order), table.from(), where, sql.orderBy(""), skip));
    }

    /** The last record of a range. */
    static SqlText last(Dialect dialect, SourceTable table, List<SourceColumn> order, KeyRange range) {
        KeysetSql sql = new KeysetSql(dialect, order);
        String notNull = order.get(0).sql() + " IS NOT NULL";
        String where = and(sql.where(range), notNull);
        return sql.text(dialect.page(selected(order), table.from(), where, sql.orderBy(" DESC"), 1));
    }

    /** One record without a value in a column, if there is any. */
    static SqlText withoutValue(Dialect dialect, SourceTable table, SourceColumn column) {
        return new SqlText(dialect.page("1", table.from(), column.sql() + " IS NULL", "", 1), List.of());
    }

    /** Two records of the same key, if there are as many. */
    static SqlText sameKey(Dialect dialect, SourceTable table, List<SourceColumn> order, List<String> values) {
        KeysetSql sql = new KeysetSql(dialect, order);
        StringBuilder where = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            where.append(i == 0 ? "" : " AND ").append(sql.compare(i, "=", values));
        }
        return sql.text(dialect.page("1", table.from(), where.toString(), "", 2));
    }

    private SqlText text(String sql) {
        return new SqlText(sql, parameters);
    }

    static String selected(List<SourceColumn> columns) {
        return columns.stream().map(SourceColumn::select).collect(Collectors.joining(", "));
    }

    private String orderBy(String direction) {
        return order.stream().map(column -> column.sql() + direction).collect(Collectors.joining(", "));
    }

    private String where(KeyRange range) {
        return and(bound(range.from(), true), bound(range.to(), false));
    }

    private static String and(String left, String right) {
        return left.isEmpty() || right.isEmpty() ? left + right : left + " AND " + right;
    }

    private String bound(@Nullable KeyBound bound, boolean lower) {
        if (bound == null) {
            return "";
        }
        List<String> values = bound.values();
        String strict = lower ? ">" : "<";
        String last = bound.inclusive() ? strict + "=" : strict;
        if (values.size() == 1) {
            return compare(0, last, values);
        }
        if (dialect.comparesRows(order.subList(0, values.size()))) {
            return row(values, last);
        }
        // The first part is implied by the second: it is what an index can be entered by.
        return compare(0, strict + "=", values) + " AND (" + nested(values, 0, strict, last) + ")";
    }

    private String row(List<String> values, String operator) {
        List<SourceColumn> columns = order.subList(0, values.size());
        StringBuilder right = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            right.append(i == 0 ? "" : ", ").append(dialect.value(columns.get(i), values.get(i), parameters));
        }
        String left = columns.stream().map(SourceColumn::sql).collect(Collectors.joining(", "));
        return "(" + left + ") " + operator + " (" + right + ")";
    }

    /** {@code a > x OR a = x AND (b > y OR …)}. */
    private String nested(List<String> values, int from, String strict, String last) {
        if (from == values.size() - 1) {
            return compare(from, last, values);
        }
        return compare(from, strict, values) + " OR " + compare(from, "=", values) + " AND ("
                + nested(values, from + 1, strict, last) + ")";
    }

    private String compare(int column, String operator, List<String> values) {
        SourceColumn left = order.get(column);
        return left.sql() + " " + operator + " " + dialect.value(left, values.get(column), parameters);
    }
}
