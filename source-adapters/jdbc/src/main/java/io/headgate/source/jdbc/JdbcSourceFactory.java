package io.headgate.source.jdbc;

import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceFactory;

/** Makes sources that read whatever has a JDBC driver. */
public final class JdbcSourceFactory implements IDataSourceFactory<JdbcSourceConfig> {

    @Override
    public String name() {
        return "jdbc";
    }

    @Override
    public String description() {
        return "Tables of any database with a JDBC driver, or a query; the driver may come from plugins/";
    }

    @Override
    public Class<JdbcSourceConfig> configType() {
        return JdbcSourceConfig.class;
    }

    @Override
    public IDataSource create(String sourceId, JdbcSourceConfig config) {
        return JdbcDataSource.create(sourceId, config, null);
    }
}
