package io.headgate.source.jdbc;

import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceFactory;

/** Makes sources that read a PostgreSQL server. */
public final class PostgresSourceFactory implements IDataSourceFactory<JdbcSourceConfig> {

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public String description() {
        return "Tables of PostgreSQL, or a query, by binary COPY; in parallel, incremental, as of one moment";
    }

    @Override
    public Class<JdbcSourceConfig> configType() {
        return JdbcSourceConfig.class;
    }

    @Override
    public IDataSource create(String sourceId, JdbcSourceConfig config) {
        return JdbcDataSource.create(sourceId, config, new PostgresDialect());
    }
}
