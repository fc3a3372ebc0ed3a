package io.headgate.source.http;

import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceFactory;

/** Makes sources that read REST APIs. */
public final class ApiSourceFactory implements IDataSourceFactory<ApiConfig> {

    @Override
    public String name() {
        return "api";
    }

    @Override
    public String description() {
        return "REST APIs that answer in JSON: pages, cursors, child endpoints, OAuth2";
    }

    @Override
    public Class<ApiConfig> configType() {
        return ApiConfig.class;
    }

    @Override
    public IDataSource create(String sourceId, ApiConfig config) {
        return new ApiDataSource(config);
    }
}
