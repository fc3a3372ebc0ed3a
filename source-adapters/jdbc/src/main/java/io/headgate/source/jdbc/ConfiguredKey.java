package io.headgate.source.jdbc;

import io.headgate.api.config.Nearest;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.util.ArrayList;
import java.util.List;

/** The key that the configuration names, for tables that the database knows no key of. */
final class ConfiguredKey {

    private ConfiguredKey() {}

    /** A table with a key of its own keeps it; one that lacks a column of the configured key has none. */
    static SourceTable apply(SourceTable table, JdbcSourceConfig config) {
        boolean own = !table.paging().isEmpty() && table.hidden() == null;
        if (config.key().isEmpty() || own || !table.schema().names().containsAll(config.key())) {
            return table;
        }
        return table.withPaging(columns(table, config.key()), false);
    }

    /** Of a query, whose columns they must be. */
    static SourceTable require(SourceTable query, JdbcSourceConfig config) {
        for (String name : config.key()) {
            if (query.column(name) == null) {
                throw new HeadgateException(
                        CommonErrorCode.NOT_FOUND,
                        "key: the query has no column '" + name + "'"
                                + Nearest.suggest(name, query.schema().names()));
            }
        }
        return query.withPaging(columns(query, config.key()), false);
    }

    private static List<SourceColumn> columns(SourceTable table, List<String> names) {
        List<SourceColumn> columns = new ArrayList<>();
        for (String name : names) {
            SourceColumn column = table.column(name);
            if (column != null) {
                columns.add(column);
            }
        }
        return columns;
    }
}
