package io.headgate.source.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.state.StreamState;
import io.headgate.testkit.MemorySourceState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses that servers give, and answers that repeat what they were sent. */
class ApiAddressTest {

    @RegisterExtension
    static final ApiServer api = new ApiServer();

    private static final Map<String, Object> NEXT = ApiServer.keys("type", "next_url", "next", "/next");

    private static Map<String, Object> bearer(Map<String, Object> config, String token) {
        return ApiServer.with(config, "auth", ApiServer.keys("type", "bearer", "token", token));
    }

    private static String failure(Map<String, Object> config) {
        return assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> Reading.run(ApiServer.source(config), "orders"))
                .actual()
                .getMessage();
    }

    @Test
    void aQueryAloneBelongsToThePageThatGivesIt() {
        api.stub(get(urlPathEqualTo("/v1/orders"))
                .withQueryParam("page", equalTo("2"))
                .atPriority(1)
                .willReturn(okJson("{\"data\":[{\"id\":2}],\"next\":null}")));
        api.otherwise("/v1/orders", "{\"data\":[{\"id\":1}],\"next\":\"?page=2\"}");
        Reading read = Reading.run(
                ApiServer.source(
                        api.config(ApiServer.endpoint("orders", "/v1/orders", "records", "/data", "pagination", NEXT))),
                "orders");
        assertThat(read.rows).hasSize(2);
        assertThat(api.requests("/v1/")).isEmpty();
    }

    @Test
    void aTokenThatAServerRepeatsInAnAddressReachesNoState() {
        api.stub(get(urlPathEqualTo("/v1/o"))
                .withQueryParam("after", equalTo("x"))
                .atPriority(1)
                .willReturn(okJson("{\"data\":[{\"id\":\"bad\"}],\"next\":null}")));
        api.otherwise(
                "/v1/o",
                "{\"data\":[{\"id\":1}],\"next\":\"" + api.url() + "/v1/o?access_token=TOPSECRETTOKEN&after=x\"}");
        Map<String, Object> config = api.config(ApiServer.endpoint(
                "orders", "/v1/o", "records", "/data", "columns", ApiServer.keys("id", "int64"), "pagination", NEXT));
        Reading read = Reading.run(ApiServer.source(bearer(config, "TOPSECRETTOKEN")), "orders");
        assertThat(read.states.toString()).contains("after=x").doesNotContain("TOPSECRETTOKEN");
        assertThat(read.rejected.get(0).place()).doesNotContain("TOPSECRETTOKEN");
    }

    @Test
    void aKeyThatAServerRepeatsInARedirectionReachesNoOtherHost() throws Exception {
        try (ApiServer other = new ApiServer()) {
            other.stub(get(urlPathEqualTo("/x")).willReturn(okJson("[{\"id\":1}]")));
            api.stub(get(urlPathEqualTo("/r"))
                    .willReturn(aResponse()
                            .withStatus(302)
                            .withHeader(
                                    "Location",
                                    other.url().replace("127.0.0.1", "localhost") + "/x?api_key=TOPSECRETKEY&a=b")));
            Map<String, Object> config = ApiServer.with(
                    api.config(ApiServer.endpoint("orders", "/r")),
                    "auth",
                    ApiServer.keys("type", "api_key", "in", "query", "name", "api_key", "value", "TOPSECRETKEY"),
                    "allowed_hosts",
                    List.of("localhost:" + other.server.port()));
            assertThat(Reading.run(ApiServer.source(config), "orders").rows).hasSize(1);
            assertThat(other.requests("/x").get(0).getUrl()).isEqualTo("/x?a=b");
        }
    }

    @Test
    void whatIsSecretIsShownInNoMessageHoweverItIsWritten() {
        Map<String, Object> config = api.config(ApiServer.endpoint("orders", "/s"));
        api.stub(get(urlPathEqualTo("/s"))
                .willReturn(aResponse().withStatus(400).withBody("{\"error\":\"bad token ab\\/cd\\/efghijkl==\"}")));
        assertThat(failure(bearer(config, "ab/cd/efghijkl==")))
                .contains("bad token")
                .doesNotContain("efghijkl");
        api.stub(get(urlPathEqualTo("/s"))
                .willReturn(aResponse().withStatus(400).withBody("bad token prod-1234567890")));
        Map<String, Object> shorter = ApiServer.with(config, "headers", ApiServer.keys("X-Env", "prod"));
        assertThat(failure(bearer(shorter, "prod-1234567890"))).doesNotContain("1234567890");
        api.stub(get(urlPathEqualTo("/s"))
                .willReturn(aResponse().withStatus(200).withBody("TOPSECRETTOKEN is not valid")));
        assertThat(failure(bearer(config, "TOPSECRETTOKEN")))
                .contains("no JSON")
                .doesNotContain("TOPSECRETTOKEN");
    }

    @Test
    void anEmptyAnswerMaySayThatItIsCompressed() {
        api.stub(get(urlPathEqualTo("/g"))
                .willReturn(aResponse()
                        .withStatus(302)
                        .withHeader("Content-Encoding", "gzip")
                        .withHeader("Location", "/g2")));
        api.otherwise("/g2", "[{\"id\":1}]");
        assertThat(Reading.run(ApiServer.source(api.config(ApiServer.endpoint("orders", "/g"))), "orders").rows)
                .hasSize(1);
    }

    @Test
    void bytesThatAreNoTextInTheCharacterSetThatIsNamedAreAnError() {
        api.stub(get(urlPathEqualTo("/c"))
                .willReturn(aResponse()
                        .withHeader("Content-Type", "application/json; charset=Shift_JIS")
                        .withBody("[{\"id\":1,\"name\":\"ü\"}]".getBytes(StandardCharsets.ISO_8859_1))));
        assertThat(failure(api.config(ApiServer.endpoint("orders", "/c")))).contains("Shift_JIS");
    }

    @Test
    void linksThatAnAddressCannotHoldAreFollowedAsABrowserDoes() {
        api.stub(get(urlPathEqualTo("/robots.txt")).willReturn(aResponse().withStatus(404)));
        api.stub(get(urlPathEqualTo("/dir/list"))
                .atPriority(10)
                .willReturn(aResponse().withStatus(302).withHeader("Location", "?lang=en")));
        api.stub(get(urlPathEqualTo("/dir/list"))
                .withQueryParam("lang", equalTo("en"))
                .atPriority(1)
                .willReturn(aResponse()
                        .withHeader("Content-Type", "text/html; charset=utf-8")
                        .withBody("<p class=r>start</p><a href='/p?c=a|b'>1</a><a href='/p?c={x}'>2</a>"
                                + "<a href='/p?c=100%'>3</a><a href='/p?c=%41'>4</a>")));
        api.stub(get(urlPathEqualTo("/p"))
                .willReturn(aResponse().withHeader("Content-Type", "text/html").withBody("<p class=r>page</p>")));
        WebConfig config = ConfigBinder.bind(
                WebConfig.class,
                ApiServer.keys(
                        "start_urls", List.of(api.url() + "/dir/list"),
                        "records", "p.r",
                        "fields", ApiServer.keys("t", "p"),
                        "follow", ApiServer.keys("links", "a"),
                        "requests_per_minute", 60000));
        assertThat(Reading.run(new WebSourceFactory().create("web", config), "web").rows)
                .hasSize(5);
        assertThat(api.requests("/p"))
                .extracting(request -> request.getUrl())
                .containsExactlyInAnyOrder("/p?c=a%7Cb", "/p?c=%7Bx%7D", "/p?c=100%25", "/p?c=%41");
    }

    /** Of an interrupted run, after one page that names an address on another host as the next. */
    private static StreamState interrupted(ApiServer other, Map<String, Object> config, String more) {
        api.otherwise("/v1/o", "{\"data\":[{\"id\":1}],\"next\":\"" + localhost(other) + "/x?after=1" + more + "\"}");
        other.otherwise("/x", "{\"data\":[{\"id\":2}],\"next\":null}");
        return read(
                ApiServer.with(config, "allowed_hosts", List.of("localhost:" + other.server.port())),
                StreamState.EMPTY,
                new Reading(),
                1);
    }

    private static String localhost(ApiServer server) {
        return server.url().replace("127.0.0.1", "localhost");
    }

    private static StreamState read(Map<String, Object> config, StreamState from, Reading reading, int payloads) {
        try (IDataSource source = ApiServer.source(config)) {
            source.connect(new MemorySourceState());
            IDataSourceStream stream = Reading.stream(source, "orders");
            return reading.read(stream, stream.partitions(1).get(0), from, payloads);
        }
    }

    private static Map<String, Object> orders() {
        return api.config(ApiServer.endpoint(
                "orders",
                "/v1/o",
                "records",
                "/data",
                "columns",
                ApiServer.keys("id", "int64"),
                "sample_records",
                0,
                "pagination",
                NEXT));
    }

    @Test
    void aStoredAddressIsHeldAgainstTheHostsThatAreAllowedNow() throws Exception {
        try (ApiServer other = new ApiServer()) {
            StreamState state = interrupted(other, orders(), "");
            assertThat(state.toString()).contains(localhost(other) + "/x?after=1");
            assertThatExceptionOfType(HeadgateException.class)
                    .isThrownBy(() -> read(orders(), state, new Reading(), 9))
                    .withMessageContaining(
                            "the next page of orders, where this run was interrupted, leads to " + localhost(other))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(HttpErrorCode.ADDRESS_REFUSED));
            assertThat(other.requests("/x")).isEmpty();
        }
    }

    @Test
    void aStoredAddressIsAskedForWithoutWhatIsSecretNow() throws Exception {
        try (ApiServer other = new ApiServer()) {
            StreamState state = interrupted(other, orders(), "&token=TOPSECRETTOKEN");
            Map<String, Object> now = ApiServer.with(
                    bearer(orders(), "TOPSECRETTOKEN"), "allowed_hosts", List.of("localhost:" + other.server.port()));
            Reading reading = new Reading();
            read(now, state, reading, 9);
            assertThat(reading.column("id")).containsExactly(2L);
            assertThat(other.requests("/x")).singleElement().satisfies(request -> assertThat(request.getUrl())
                    .isEqualTo("/x?after=1"));
        }
    }

    @ParameterizedTest
    @CsvSource({"next_url, next", "cursor, cursor"})
    void aNextPageOfMoreThan4096CharactersEndsTheRun(String type, String key) {
        Map<String, Object> config = api.config(ApiServer.endpoint(
                "orders", "/v1/o", "records", "/data", "pagination", ApiServer.keys("type", type, key, "/next")));
        String address = api.url() + "/v1/o?cursor=";
        String longest = address + "x".repeat(4096 - address.length());
        api.stub(get(urlPathEqualTo("/v1/o"))
                .withQueryParam("cursor", matching(".+"))
                .willReturn(okJson("{\"data\":[{\"id\":2}],\"next\":null}")));
        api.otherwise("/v1/o", "{\"data\":[{\"id\":1}],\"next\":\"" + longest + "\"}");
        assertThat(Reading.run(ApiServer.source(config), "orders").column("id")).containsExactly(1L, 2L);
        api.otherwise("/v1/o", "{\"data\":[{\"id\":1}],\"next\":\"" + longest + "x\"}");
        assertThat(failure(config)).contains("is longer than 4096 characters");
    }

    @Test
    void aPercentSignThatBeginsNoEscapeIsOne() {
        api.otherwise("/v1/o", "{\"data\":[{\"id\":1}],\"next\":\"/v1/p?q=100%&r=a|b c&s=%41%zz\"}");
        api.stub(get(urlPathEqualTo("/v1/p"))
                .willReturn(aResponse().withStatus(307).withHeader("Location", "/v1/q?q=5%")));
        api.otherwise("/v1/q", "{\"data\":[{\"id\":2}],\"next\":null}");
        Map<String, Object> endpoint = ApiServer.endpoint(
                "orders",
                "/v1/o?p=100%&x=%41",
                "query",
                ApiServer.keys("y", "50%"),
                "records",
                "/data",
                "columns",
                ApiServer.keys("id", "int64"),
                "sample_records",
                0,
                "pagination",
                NEXT);
        assertThat(Reading.run(ApiServer.source(api.config(endpoint)), "orders").column("id"))
                .containsExactly(1L, 2L);
        assertThat(api.requests("/v1/o").get(0).getUrl()).isEqualTo("/v1/o?p=100%25&x=%41&y=50%25");
        assertThat(api.requests("/v1/p").get(0).getUrl()).isEqualTo("/v1/p?q=100%25&r=a%7Cb%20c&s=%41%25zz");
        assertThat(api.requests("/v1/q").get(0).getUrl()).isEqualTo("/v1/q?q=5%25");
    }
}
