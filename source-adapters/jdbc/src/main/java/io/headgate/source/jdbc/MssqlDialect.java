package io.headgate.source.jdbc;

import io.headgate.source.jdbc.SqlText.Parameter;
import java.sql.Types;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Microsoft SQL Server from version 2016 on. */
final class MssqlDialect extends Dialect {

    /** Stands in a column's type before the name of its collation, where that is not the database's. */
    static final String COLLATE = " COLLATE ";

    private static final Map<String, Integer> TYPES = Map.of(
            "datetimeoffset", Types.TIMESTAMP_WITH_TIMEZONE,
            "uniqueidentifier", Types.OTHER,
            "money", Types.DECIMAL,
            "smallmoney", Types.DECIMAL,
            "xml", Types.LONGNVARCHAR,
            "tinyint", Types.SMALLINT);

    @Override
    SourceUrl url(JdbcSourceConfig config) {
        String host = config.host() == null ? "localhost" : config.host();
        int port = config.port() == null ? 1433 : config.port();
        String database = String.valueOf(config.database()).replace("}", "}}");
        return new SourceUrl("jdbc:sqlserver://" + host + ":" + port + ";databaseName={" + database + "}");
    }

    @Override
    String quote(String identifier) {
        return "[" + identifier.replace("]", "]]") + "]";
    }

    @Override
    String page(String columns, String from, String where, String order, int rows) {
        return select("TOP (" + rows + ") " + columns, from, where, order);
    }

    @Override
    String skip(String columns, String from, String where, String order, long rows) {
        return select(columns, from, where, order) + " OFFSET " + rows + " ROWS FETCH NEXT 1 ROWS ONLY";
    }

    /**
     * The driver sends texts as NVARCHAR, which would be compared by another order than the one of a VARCHAR's collation. It is by
     * its code page that they are converted.
     */
    @Override
    String value(SourceColumn column, String text, List<Parameter> parameters) {
        String parameter = super.value(column, text, parameters);
        String declared = column.declared();
        int end = declared.indexOf(COLLATE);
        String type = (end < 0 ? declared : declared.substring(0, end)).toLowerCase(Locale.ROOT);
        String collation = end < 0 ? "" : declared.substring(end);
        return type.equals("varchar") || type.equals("char")
                ? "CAST(" + parameter + collation + " AS varchar(8000))"
                : parameter;
    }

    @Override
    Map<String, Integer> typeNames() {
        return TYPES;
    }

    @Override
    SourceAccess access(SourceDatabase database, JdbcSourceConfig config, String sourceId) {
        return new MssqlAccess(database, config, sourceId);
    }
}
