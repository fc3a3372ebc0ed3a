package io.headgate.source.jdbc;

/** Any database that is not known by name: standard SQL, with the pages of SQL:2008. */
class StandardDialect extends Dialect {

    @Override
    SourceUrl url(JdbcSourceConfig config) {
        throw new IllegalStateException("without a URL nothing is known of the database");
    }

    @Override
    String page(String columns, String from, String where, String order, int rows) {
        return select(columns, from, where, order) + " FETCH FIRST " + rows + " ROWS ONLY";
    }

    @Override
    String skip(String columns, String from, String where, String order, long rows) {
        return select(columns, from, where, order) + " OFFSET " + rows + " ROWS FETCH NEXT 1 ROWS ONLY";
    }

    @Override
    SourceAccess access(SourceDatabase database, JdbcSourceConfig config, String sourceId) {
        return new JdbcAccess(database, config, sourceId);
    }
}
