package io.headgate.source.jdbc;

/** Finds the dialect that a URL's database speaks. */
final class Dialects {

    private Dialects() {}

    static Dialect of(SourceUrl url) {
        if (url.startsWith("jdbc:postgresql:")) {
            return new PostgresDialect();
        }
        if (url.startsWith("jdbc:mysql:") || url.startsWith("jdbc:mariadb:")) {
            return new MysqlDialect();
        }
        if (url.startsWith("jdbc:sqlite:")) {
            return new SqliteDialect();
        }
        if (url.startsWith("jdbc:oracle:")) {
            return new OracleDialect();
        }
        if (url.startsWith("jdbc:sqlserver:")) {
            return new MssqlDialect();
        }
        return url.startsWith("jdbc:h2:") ? new H2Dialect() : new StandardDialect();
    }
}
