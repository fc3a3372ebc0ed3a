package io.headgate.source.http;

import static io.headgate.source.http.ApiServer.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.headgate.api.config.ByteSize;
import io.headgate.api.config.ConfigBinder;
import io.headgate.api.config.ConfigException;
import io.headgate.api.source.IDataSourceFactory;
import io.headgate.testkit.AdapterConfigSuite;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebConfigTest extends AdapterConfigSuite {

    @Override
    protected Class<?> service() {
        return IDataSourceFactory.class;
    }

    @Override
    protected Class<?> factory() {
        return WebSourceFactory.class;
    }

    @Override
    protected Class<? extends Record> configType() {
        return WebConfig.class;
    }

    @Override
    protected Map<String, ?> smallestConfig() {
        return keys("start_urls", List.of("https://www.example.com/"), "table", "table");
    }

    @Override
    protected Record defaults() {
        return new WebConfig(
                List.of("https://www.example.com/"),
                null,
                Map.of(),
                "table",
                null,
                null,
                null,
                List.of(),
                null,
                List.of(),
                1000,
                "Headgate/1.0",
                30,
                Map.of(),
                null,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                new ByteSize(8 << 20),
                null);
    }

    private List<String> mistakes(Object... more) {
        Map<String, Object> keys = ApiServer.with(new LinkedHashMap<>(smallestConfig()), more);
        ConfigException failure =
                catchThrowableOfType(ConfigException.class, () -> ConfigBinder.bind(WebConfig.class, keys));
        return failure.problems().stream()
                .map(problem -> problem.key() + ": " + problem.message())
                .toList();
    }

    @Test
    void mistakesAreToldWithTheirKeys() {
        assertThat(mistakes("start_urls", List.of("www.example.com")))
                .anyMatch(text -> text.startsWith("start_urls[0]: is no address"));
        assertThat(mistakes("json_ld", "Product")).anyMatch(text -> text.startsWith("records: is one of three ways"));
        assertThat(mistakes("table", "table[")).anyMatch(text -> text.startsWith("table: is no CSS selector"));
        assertThat(mistakes("fields", keys("a", "td"))).anyMatch(text -> text.startsWith("fields: is not for tables"));
        assertThat(mistakes("follow", keys("links", "a", "match", "(")))
                .anyMatch(text -> text.startsWith("follow.match:"));
        assertThat(mistakes("follow", keys("links", "a", "dept", 2)))
                .anyMatch(text -> text.startsWith("follow.dept: unknown key; did you mean 'depth'?"));
    }

    @Test
    void everyKeyStandsOnThePage() throws IOException {
        assertThat(ApiConfigTest.missing(WebConfig.class, "web_scraper.md")).isEmpty();
    }

    @Test
    void fieldsMayEndWithAnAttribute() {
        assertThat(WebField.parse("a.more@href")).isEqualTo(new WebField("a.more", "href"));
        assertThat(WebField.parse("@data-id")).isEqualTo(new WebField("", "data-id"));
        assertThat(WebField.parse("h2")).isEqualTo(new WebField("h2", null));
        assertThat(WebField.parse("h2[")).isNull();
    }
}
