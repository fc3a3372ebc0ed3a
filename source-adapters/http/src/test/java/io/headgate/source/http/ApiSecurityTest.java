package io.headgate.source.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.headgate.source.http.ApiServer.endpoint;
import static io.headgate.source.http.ApiServer.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.headgate.api.config.ConfigBinder;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.testkit.MemorySourceState;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Credentials reach the server that they are for, and nobody else, no file and no message. */
class ApiSecurityTest {

    private static final String SECRET = "s3cret-value+/";

    @RegisterExtension
    static final ApiServer server = new ApiServer();

    @RegisterExtension
    static final ApiServer other = new ApiServer();

    @BeforeEach
    void stubs() {
        other.stub(any(urlPathEqualTo("/things")).willReturn(okJson("[{\"id\":2}]")));
    }

    private static Map<String, Object> config(Map<String, Object> auth, Object... more) {
        Map<String, Object> things = endpoint("things", "/things", "columns", keys("id", "int64"), "sample_records", 0);
        return ApiServer.with(server.config(ApiServer.with(things, more)), "auth", auth);
    }

    private static final Map<String, Object> BEARER = keys("type", "bearer", "token", SECRET);

    private static HeadgateException failure(Map<String, Object> config) {
        return catchThrowableOfType(HeadgateException.class, () -> Reading.run(ApiServer.source(config), "things"));
    }

    private static LoggedRequest only(ApiServer of) {
        List<LoggedRequest> requests = of.requests("/things");
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }

    @Test
    void basicBearerAndKeysAreSentAsTheServerExpectsThem() {
        server.otherwise("/things", "[{\"id\":1}]");
        Map<String, String> expected =
                Map.of("Basic dTpwOnE=", "Authorization", "Bearer " + SECRET, "Authorization", SECRET, "X-Key");
        List<Map<String, Object>> ways = List.of(
                keys("type", "basic", "username", "u", "password", "p:q"),
                BEARER,
                keys("type", "api_key", "name", "X-Key", "value", SECRET));
        for (Map<String, Object> way : ways) {
            server.server.resetRequests();
            assertThat(Reading.run(ApiServer.source(config(way)), "things").column("id"))
                    .containsExactly(1L);
            LoggedRequest request = only(server);
            assertThat(expected.entrySet()).anySatisfy(one -> assertThat(request.getHeader(one.getValue()))
                    .isEqualTo(one.getKey()));
        }
    }

    @Test
    void aRedirectionToAnotherHostIsRefusedBeforeItIsFollowed() {
        server.inTurn("/things", aResponse().withStatus(302).withHeader("Location", other.url() + "/things"));
        HeadgateException failure = failure(config(BEARER));
        assertThat(failure.code()).isEqualTo(HttpErrorCode.ADDRESS_REFUSED);
        assertThat(failure).hasMessageContaining("allowed_hosts");
        assertThat(other.requests("/things")).isEmpty();
    }

    @Test
    void aRedirectionToAnAllowedHostIsFollowedWithoutCredentials() {
        server.inTurn("/things", aResponse().withStatus(302).withHeader("Location", other.url() + "/things"));
        Map<String, Object> config = ApiServer.with(
                config(BEARER, "headers", keys("X-Tenant", "tenant-7")),
                "allowed_hosts",
                List.of("127.0.0.1:" + other.server.port()));
        assertThat(Reading.run(ApiServer.source(config), "things").column("id")).containsExactly(2L);
        assertThat(only(other).getHeader("Authorization")).isNull();
        assertThat(only(other).getHeader("X-Tenant")).isNull();
        assertThat(only(server).getHeader("X-Tenant")).isEqualTo("tenant-7");
    }

    @Test
    void aRedirectionOnTheSameServerKeepsTheCredentials() {
        server.inTurn("/things", aResponse().withStatus(307).withHeader("Location", "/elsewhere"));
        server.otherwise("/elsewhere", "[{\"id\":3}]");
        assertThat(Reading.run(ApiServer.source(config(BEARER)), "things").column("id"))
                .containsExactly(3L);
        assertThat(server.requests("/elsewhere").get(0).getHeader("Authorization"))
                .isEqualTo("Bearer " + SECRET);
    }

    @Test
    void aNextPageOnAnotherHostIsRefused() {
        server.otherwise("/things", "{\"items\":[{\"id\":1}],\"next\":\"" + other.url() + "/things\"}");
        HeadgateException failure =
                failure(config(BEARER, "records", "/items", "pagination", keys("type", "next_url", "next", "/next")));
        assertThat(failure.code()).isEqualTo(HttpErrorCode.ADDRESS_REFUSED);
        assertThat(other.requests("/things")).isEmpty();
    }

    @Test
    void encryptionIsNotGivenUp() {
        HttpHosts hosts = new HttpHosts(List.of(URI.create("https://api.example.com/v1")), List.of("cdn.example.com"));
        assertThat(hosts.allows(URI.create("https://api.example.com/x"))).isTrue();
        assertThat(hosts.allows(URI.create("http://api.example.com/x"))).isFalse();
        assertThat(hosts.allows(URI.create("http://cdn.example.com/x"))).isFalse();
        assertThat(hosts.allows(URI.create("https://cdn.example.com/x"))).isTrue();
        assertThat(hosts.isHome(URI.create("https://cdn.example.com/x"))).isFalse();
        assertThat(hosts.allows(URI.create("https://api.example.com:8443/x"))).isFalse();
        assertThat(hosts.allows(URI.create("file:///etc/passwd"))).isFalse();
        assertThat(hosts.checked(URI.create("http://api.example.com/x?p=2"), "the next page"))
                .as("as servers behind a proxy name themselves")
                .isEqualTo(URI.create("https://api.example.com/x?p=2"));
    }

    @Test
    void aServerThatWantsEncryptionIsToldHow() {
        HttpHosts hosts = new HttpHosts(List.of(URI.create("http://api.example.com/v1")), List.of());
        HeadgateException failure = catchThrowableOfType(
                HeadgateException.class,
                () -> hosts.checked(URI.create("https://api.example.com/v1/x"), "a redirection"));
        assertThat(failure).hasMessageContaining("write the address in the configuration with https");
    }

    @Test
    void aPostIsNotRedirectedIntoSomethingElse() {
        server.stub(post(urlPathEqualTo("/things"))
                .willReturn(aResponse().withStatus(303).withHeader("Location", "/elsewhere")));
        HeadgateException failure = failure(config(BEARER, "method", "post", "body", keys()));
        assertThat(failure).hasMessageContaining("answers a POST with status 303");
        assertThat(server.requests("/elsewhere")).isEmpty();
    }

    @Test
    void aKeyThatTheServerRepeatsInItsNextAddressStaysOutOfStateAndMessages() {
        String key = java.net.URLEncoder.encode(SECRET, java.nio.charset.StandardCharsets.UTF_8);
        server.page("/things", "page", 2, "{\"items\":[{\"id\":2,\"bad\":1}],\"next\":null}");
        server.otherwise("/things", "{\"items\":[{\"id\":1}],\"next\":\"/things?key=" + key + "&page=2\"}");
        Reading reading = Reading.run(
                ApiServer.source(config(
                        keys("type", "api_key", "in", "query", "name", "key", "value", SECRET),
                        "records",
                        "/items",
                        "pagination",
                        keys("type", "next_url", "next", "/next"))),
                "things");
        assertThat(reading.codes()).containsExactly("UNKNOWN_FIELD");
        assertThat(server.requests("/things"))
                .allSatisfy(request ->
                        assertThat(request.queryParameter("key").values()).containsExactly(SECRET));
        assertThat(reading.states.toString() + reading.places + reading.rejected)
                .contains("page=2")
                .doesNotContain(SECRET, key);
    }

    @Test
    void aSecretThatTheServerRepeatsInAnErrorIsNotShown() {
        server.inTurn("/things", aResponse().withStatus(400).withBody("bad token " + SECRET));
        assertThat(failure(config(BEARER)))
                .hasMessageContaining("bad token ******")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void aKeyThatTheServerRepeatsAsItStoodInTheAddressIsNotShown() {
        server.inTurn("/things", aResponse().withStatus(400).withBody("bad /things?key=a%20b%2Bc"));
        assertThat(failure(config(keys("type", "api_key", "in", "query", "name", "key", "value", "a b+c"))))
                .hasMessageContaining("key=******")
                .hasMessageNotContaining("a%20b");
    }

    @Test
    void aTokenThatCannotStandInAHeaderIsNotShown() {
        assertThat(failure(config(keys("type", "bearer", "token", "abcd\n"))))
                .hasMessageContaining("'Authorization' cannot be sent")
                .hasMessageNotContaining("abcd");
    }

    @Test
    void configurationsPrintNoSecret() {
        ApiConfig config =
                ConfigBinder.bind(ApiConfig.class, ApiServer.with(config(BEARER), "headers", keys("X-Key", SECRET)));
        assertThat(config.toString()).doesNotContain(SECRET);
    }

    private static Map<String, Object> oauth() {
        return keys(
                "type",
                "oauth2",
                "token_url",
                server.url() + "/token",
                "client_id",
                "me",
                "client_secret",
                SECRET,
                "scope",
                "read all");
    }

    /** Each page wants another token, the first one that with this number. */
    private static void tokens(int lifetime, int first) {
        for (int i = 1; i <= 4; i++) {
            server.stub(post(urlPathEqualTo("/token"))
                    .inScenario("tokens")
                    .whenScenarioStateIs(i == 1 ? Scenario.STARTED : "t" + (i - 1))
                    .withRequestBody(equalTo("grant_type=client_credentials&scope=read%20all"))
                    .willReturn(okJson("{\"access_token\":\"token-" + i + "\",\"expires_in\":" + lifetime + "}"))
                    .willSetStateTo("t" + i));
            server.stub(get(urlPathEqualTo("/things"))
                    .withHeader("Authorization", equalTo("Bearer token-" + i))
                    .withQueryParam("page", equalTo("" + (i - first + 1)))
                    .willReturn(okJson(i == first + 3 ? "[]" : "[{\"id\":" + (i - first + 1) + "}]")));
        }
        server.stub(get(urlPathEqualTo("/things"))
                .atPriority(10)
                .willReturn(aResponse().withStatus(401)));
    }

    @Test
    void aTokenIsFetchedOnceAndRenewedWhenItIsRefused() {
        tokens(3600, 1);
        Reading reading = Reading.run(ApiServer.source(config(oauth(), "pagination", keys("type", "page"))), "things");
        assertThat(reading.column("id")).containsExactly(1L, 2L, 3L);
        List<LoggedRequest> fetched = server.requests("/token");
        assertThat(fetched).hasSize(4);
        assertThat(fetched.get(0).getHeader("Authorization")).startsWith("Basic ");
        assertThat(reading.states.toString()).doesNotContain("token-");
    }

    @Test
    void aTokenThatHasExpiredIsRenewedWithoutBeingRefused() {
        tokens(0, 2);
        Reading reading = Reading.run(
                ApiServer.source(config(oauth(), "pagination", keys("type", "page", "last_page", "/0/id"))), "things");
        assertThat(reading.rows).hasSize(1);
        assertThat(server.requests("/things")).singleElement().satisfies(request -> assertThat(
                        request.getHeader("Authorization"))
                .isEqualTo("Bearer token-2"));
    }

    @Test
    void aServerThatWantsTheClientInTheFormGetsItThereAndTheAudienceWithIt() {
        server.stub(post(urlPathEqualTo("/token"))
                .withHeader("Authorization", absent())
                .withRequestBody(equalTo("grant_type=client_credentials&scope=read%20all"
                        + "&audience=https%3A%2F%2Fapi.example.com%2F&client_id=me&client_secret=s3cret-value%2B%2F"))
                .willReturn(okJson("{\"access_token\":\"token-1\",\"expires_in\":3600}")));
        server.otherwise("/things", "[{\"id\":1}]");
        Map<String, Object> inBody =
                ApiServer.with(oauth(), "client_auth", "body", "audience", "https://api.example.com/");
        assertThat(Reading.run(ApiServer.source(config(inBody)), "things").column("id"))
                .containsExactly(1L);
        assertThat(only(server).getHeader("Authorization")).isEqualTo("Bearer token-1");
    }

    @Test
    void aClientThatIsRefusedIsToldWithoutItsSecret() {
        server.stub(post(urlPathEqualTo("/token"))
                .withRequestBody(containing("client_secret"))
                .willReturn(aResponse().withStatus(401).withBody("bad client_secret " + SECRET)));
        Map<String, Object> inBody = ApiServer.with(oauth(), "client_auth", "body");
        HeadgateException failure = catchThrowableOfType(
                HeadgateException.class, () -> ApiServer.source(config(inBody)).connect(new MemorySourceState()));
        assertThat(failure.code()).isEqualTo(CommonErrorCode.ACCESS_DENIED);
        assertThat(failure).hasMessageContaining("/token").hasMessageNotContaining(SECRET);
    }

    @Test
    void anAnswerWithoutATokenIsNotShown() {
        server.stub(post(urlPathEqualTo("/token")).willReturn(okJson("{\"accessToken\":\"hidden\"}")));
        HeadgateException failure = catchThrowableOfType(
                HeadgateException.class, () -> ApiServer.source(config(oauth())).connect(new MemorySourceState()));
        assertThat(failure).hasMessageContaining("no JSON with an access_token").hasMessageNotContaining("hidden");
    }
}
