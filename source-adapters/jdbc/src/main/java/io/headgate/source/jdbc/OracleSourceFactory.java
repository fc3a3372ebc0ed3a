package io.headgate.source.jdbc;

import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceFactory;

/** Makes sources that read an Oracle database. */
public final class OracleSourceFactory implements IDataSourceFactory<JdbcSourceConfig> {

    @Override
    public String name() {
        return "oracle";
    }

    @Override
    public String description() {
        return "Tables of an Oracle database, or a query; its driver comes from plugins/";
    }

    @Override
    public Class<JdbcSourceConfig> configType() {
        return JdbcSourceConfig.class;
    }

    @Override
    public IDataSource create(String sourceId, JdbcSourceConfig config) {
        return JdbcDataSource.create(sourceId, config, new OracleDialect());
    }
}
