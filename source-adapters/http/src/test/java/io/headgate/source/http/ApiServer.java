package io.headgate.source.http;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.ScenarioMappingBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.headgate.api.config.ConfigBinder;
import io.headgate.api.source.IDataSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A stub server on the loopback interface, and sources that read it. As a registered extension it forgets everything before each test
 * and ends after the last one.
 */
final class ApiServer implements BeforeEachCallback, AfterAllCallback, AutoCloseable {

    final WireMockServer server;

    ApiServer() {
        this(WireMockConfiguration.options());
    }

    ApiServer(WireMockConfiguration options) {
        server = new WireMockServer(options.dynamicPort().bindAddress("127.0.0.1"));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    ApiServer reset() {
        server.resetAll();
        return this;
    }

    void stub(MappingBuilder mapping) {
        server.stubFor(mapping);
    }

    /** One page of an endpoint, recognised by a query parameter. */
    void page(String path, String parameter, Object value, String json) {
        stub(get(urlPathEqualTo(path))
                .withQueryParam(parameter, equalTo(value.toString()))
                .willReturn(okJson(json)));
    }

    /** What any other request for a path gives. */
    void otherwise(String path, String json) {
        stub(get(urlPathEqualTo(path)).atPriority(10).willReturn(okJson(json)));
    }

    /** Answers one after the other; the last one from then on. */
    void inTurn(String path, ResponseDefinitionBuilder... answers) {
        for (int i = 0; i < answers.length; i++) {
            String now = i == 0 ? "Started" : "after " + i;
            ScenarioMappingBuilder mapping =
                    get(urlPathEqualTo(path)).inScenario(path).whenScenarioStateIs(now);
            stub((i + 1 < answers.length ? mapping.willSetStateTo("after " + (i + 1)) : mapping)
                    .willReturn(answers[i]));
        }
    }

    List<LoggedRequest> requests(String path) {
        return server.findAll(WireMock.anyRequestedFor(urlPathEqualTo(path)));
    }

    /** The keys of an endpoint. */
    static Map<String, Object> endpoint(String name, String path, Object... more) {
        return with(Map.of("name", name, "path", path), more);
    }

    static Map<String, Object> with(Map<String, Object> keys, Object... more) {
        Map<String, Object> all = new LinkedHashMap<>(keys);
        for (int i = 0; i < more.length; i += 2) {
            all.put((String) more[i], more[i + 1]);
        }
        return all;
    }

    static Map<String, Object> keys(Object... more) {
        return with(Map.of(), more);
    }

    @SafeVarargs
    final Map<String, Object> config(Map<String, Object>... endpoints) {
        return keys(
                "base_url",
                url(),
                "endpoints",
                List.of(endpoints),
                "retry",
                keys("attempts", 4, "delay", "5ms", "max_delay", "20ms", "budget", "3s"));
    }

    static IDataSource source(Map<String, Object> config) {
        return new ApiSourceFactory().create("shop", ConfigBinder.bind(ApiConfig.class, config));
    }

    static String array(List<String> records) {
        return "[" + String.join(",", records) + "]";
    }

    static List<String> ids(int from, int to) {
        List<String> records = new ArrayList<>();
        for (int id = from; id <= to; id++) {
            records.add("{\"id\":" + id + ",\"name\":\"n" + id + "\"}");
        }
        return records;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        reset();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    @Override
    public void close() {
        server.stop();
    }
}
