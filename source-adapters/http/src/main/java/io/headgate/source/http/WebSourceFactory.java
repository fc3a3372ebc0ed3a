package io.headgate.source.http;

import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceFactory;

/** Makes sources that read web pages. */
public final class WebSourceFactory implements IDataSourceFactory<WebConfig> {

    @Override
    public String name() {
        return "web_scraper";
    }

    @Override
    public String description() {
        return "Web pages: elements, tables and JSON-LD as records, within robots.txt";
    }

    @Override
    public Class<WebConfig> configType() {
        return WebConfig.class;
    }

    @Override
    public IDataSource create(String sourceId, WebConfig config) {
        return new WebDataSource(sourceId, config);
    }
}
