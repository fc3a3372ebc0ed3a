package io.headgate.source.jdbc;

import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceFactory;

/** Makes sources that read a Microsoft SQL Server. */
public final class MssqlSourceFactory implements IDataSourceFactory<JdbcSourceConfig> {

    @Override
    public String name() {
        return "mssql";
    }

    @Override
    public String description() {
        return "Tables of Microsoft SQL Server, or a query; in parallel, incremental";
    }

    @Override
    public Class<JdbcSourceConfig> configType() {
        return JdbcSourceConfig.class;
    }

    @Override
    public IDataSource create(String sourceId, JdbcSourceConfig config) {
        return JdbcDataSource.create(sourceId, config, new MssqlDialect());
    }
}
