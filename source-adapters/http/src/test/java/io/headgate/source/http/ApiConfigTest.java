package io.headgate.source.http;

import static io.headgate.source.http.ApiServer.endpoint;
import static io.headgate.source.http.ApiServer.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.headgate.api.config.ByteSize;
import io.headgate.api.config.ConfigBinder;
import io.headgate.api.config.ConfigException;
import io.headgate.api.source.IDataSourceFactory;
import io.headgate.testkit.AdapterConfigSuite;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiConfigTest extends AdapterConfigSuite {

    @Override
    protected Class<?> service() {
        return IDataSourceFactory.class;
    }

    @Override
    protected Class<?> factory() {
        return ApiSourceFactory.class;
    }

    @Override
    protected Class<? extends Record> configType() {
        return ApiConfig.class;
    }

    @Override
    protected Map<String, ?> smallestConfig() {
        return keys("base_url", "https://api.example.com/v1", "endpoints", List.of(endpoint("things", "/things")));
    }

    @Override
    protected Record defaults() {
        ApiEndpoint things = new ApiEndpoint(
                "things",
                "/things",
                ApiEndpoint.Method.GET,
                Map.of(),
                Map.of(),
                null,
                "",
                true,
                List.of(),
                null,
                1000,
                ApiEndpoint.UnknownFields.REJECT,
                null,
                null,
                null,
                null);
        return new ApiConfig(
                "https://api.example.com/v1",
                List.of(things),
                null,
                Map.of(),
                Map.of(),
                null,
                List.of(),
                0,
                null,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                new ByteSize(32 << 20),
                null);
    }

    @Test
    void defaultsOfNestedTablesArePinned() {
        assertThat(ConfigBinder.bind(HttpRetryConfig.class, Map.of())).isEqualTo(HttpRetryConfig.DEFAULT);
        assertThat(ConfigBinder.bind(ApiPagination.class, Map.of())).isEqualTo(ApiPagination.NONE);
        assertThat(ConfigBinder.bind(ApiAuth.class, Map.of()).type()).isEqualTo(ApiAuth.Type.NONE);
    }

    private List<String> mistakes(Object... more) {
        ConfigException failure = catchThrowableOfType(
                ConfigException.class,
                () -> ConfigBinder.bind(ApiConfig.class, ApiServer.with(keysOf(smallestConfig()), more)));
        return failure.problems().stream()
                .map(problem -> problem.key() + ": " + problem.message())
                .toList();
    }

    private static Map<String, Object> keysOf(Map<String, ?> map) {
        return new java.util.LinkedHashMap<>(map);
    }

    @Test
    void mistakesAreToldWithTheirKeys() {
        assertThat(mistakes("base_url", "https://me:pw@api.example.com"))
                .singleElement()
                .asString()
                .startsWith("base_url: is no address");
        assertThat(mistakes("auth", keys("type", "bearer", "tokn", "x")))
                .anyMatch(text -> text.startsWith("auth.tokn: unknown key; did you mean 'token'?"));
        assertThat(mistakes("auth", keys("type", "oauth2", "token_url", "login")))
                .anyMatch(text -> text.startsWith("auth.client_id: is missing"))
                .anyMatch(text -> text.startsWith("auth.token_url: is no address"));
        assertThat(mistakes("pagination", keys("type", "cursor")))
                .anyMatch(text -> text.startsWith("pagination.cursor:"));
        assertThat(mistakes(
                        "endpoints",
                        List.of(
                                endpoint("a", "/a"),
                                endpoint("b", "/b", "parent", keys("endpoint", "aa", "fields", keys("id", "id"))))))
                .containsExactly("endpoints[1].parent.fields.id: is a JSON pointer, which begins with /");
        assertThat(mistakes(
                        "endpoints",
                        List.of(
                                endpoint("orders", "/a"),
                                endpoint("b", "/b", "parent", keys("endpoint", "order", "fields", keys("id", "/id"))))))
                .containsExactly("endpoints[1].parent.endpoint: there is no endpoint 'order'; did you mean 'orders'?");
        assertThat(mistakes(
                        "endpoints",
                        List.of(endpoint("b", "/b", "parent", keys("endpoint", "b", "fields", keys("id", "/id"))))))
                .anyMatch(text -> text.contains("a child of itself"));
        assertThat(mistakes("pagination", keys("type", "page", "in", "body", "parameter", "/page")))
                .containsExactly("endpoints[0].body: is a table where pagination puts its parameters into it");
        assertThat(mistakes("tls", keys("client_key", "k.pem")))
                .anyMatch(text -> text.startsWith("tls.client_certificate: is missing"));
    }

    @Test
    void everyKeyStandsOnThePage() throws IOException {
        assertThat(missing(ApiConfig.class, "api.md")).isEmpty();
    }

    /** The keys of a configuration, and of the records in it, that a page of the documentation does not name. */
    static List<String> missing(Class<?> type, String page) throws IOException {
        String text = Files.readString(Path.of("../../docs/sources", page));
        List<String> missing = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String key = ConfigBinder.keyOf(component);
            if (!text.contains("`" + key + "`")) {
                missing.add(key);
            }
            Class<?> inner = component.getGenericType() instanceof ParameterizedType list
                            && list.getActualTypeArguments()[0] instanceof Class<?> element
                    ? element
                    : component.getType();
            // What both pages have in common stands on one of them.
            boolean isElsewhere =
                    page.equals("web_scraper.md") && inner.getSimpleName().startsWith("Http");
            if (inner.isRecord() && inner.getPackage().equals(ApiConfig.class.getPackage()) && !isElsewhere) {
                missing.addAll(missing(inner, page));
            }
        }
        return missing;
    }

    @Test
    void noKeySwitchesVerificationOff() {
        for (String key : List.of("insecure", "verify", "skip_verify", "trust_all")) {
            assertThat(mistakes("tls", keys(key, true)))
                    .anyMatch(text -> text.startsWith("tls." + key + ": unknown key"));
        }
    }
}
