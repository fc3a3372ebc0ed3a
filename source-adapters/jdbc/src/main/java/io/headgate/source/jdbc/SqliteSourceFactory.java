package io.headgate.source.jdbc;

import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceFactory;

/** Makes sources that read an SQLite file. */
public final class SqliteSourceFactory implements IDataSourceFactory<JdbcSourceConfig> {

    @Override
    public String name() {
        return "sqlite";
    }

    @Override
    public String description() {
        return "Tables of an SQLite file, or a query; in parallel, incremental";
    }

    @Override
    public Class<JdbcSourceConfig> configType() {
        return JdbcSourceConfig.class;
    }

    @Override
    public IDataSource create(String sourceId, JdbcSourceConfig config) {
        return JdbcDataSource.create(sourceId, config, new SqliteDialect());
    }
}
