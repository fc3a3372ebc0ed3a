package io.headgate.source.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.headgate.source.http.ApiServer.endpoint;
import static io.headgate.source.http.ApiServer.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.headgate.api.error.HeadgateException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each status of an answer leads to, and each kind of redirection. */
class ApiStatusTest {

    private static final String ONE = "[{\"id\":1}]";

    @RegisterExtension
    static final ApiServer server = new ApiServer();

    /** Columns are declared, so that the only requests are those that read. */
    private static Map<String, Object> config(Object... more) {
        return server.config(ApiServer.with(
                endpoint("things", "/things", "columns", keys("id", "int64"), "sample_records", 0), more));
    }

    private static void answer(String path, ResponseDefinitionBuilder answer) {
        server.stub(any(urlPathEqualTo(path)).willReturn(answer));
    }

    private static ResponseDefinitionBuilder redirection(int status, String target) {
        return aResponse().withStatus(status).withHeader("Location", target);
    }

    private static void isReadOnce(Map<String, Object> config) {
        assertThat(Reading.run(ApiServer.source(config), "things").column("id")).containsExactly(1L);
    }

    private static HeadgateException failure(Map<String, Object> config) {
        return catchThrowableOfType(HeadgateException.class, () -> Reading.run(ApiServer.source(config), "things"));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void aStatusThatPassesIsTriedAgain(int status) {
        server.inTurn("/things", aResponse().withStatus(status), okJson(ONE));
        isReadOnce(config());
        assertThat(server.requests("/things")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "401, ACCESS_DENIED", "403, ACCESS_DENIED", "300, HTTP_STATUS", "304, HTTP_STATUS", "400, HTTP_STATUS",
        "404, HTTP_STATUS", "405, HTTP_STATUS", "409, HTTP_STATUS", "410, HTTP_STATUS", "422, HTTP_STATUS",
        "501, HTTP_STATUS", "505, HTTP_STATUS"
    })
    void anyOtherStatusEndsTheRunAtOnce(int status, String code) {
        answer("/things", aResponse().withStatus(status));
        HeadgateException failure = failure(config());
        assertThat(failure.code()).hasToString(code);
        assertThat(failure).hasMessageContaining("status " + status);
        assertThat(server.requests("/things")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aGetFollowsEachKindOfRedirection(int status) {
        answer("/things", redirection(status, "/moved"));
        answer("/moved", okJson(ONE));
        isReadOnce(config());
        assertThat(server.requests("/moved"))
                .singleElement()
                .satisfies(request -> assertThat(request.getMethod().getName()).isEqualTo("GET"));
    }

    @ParameterizedTest
    @ValueSource(ints = {307, 308})
    void aPostFollowsARedirectionThatKeepsItWithItsBody(int status) {
        answer("/things", redirection(status, "/moved"));
        answer("/moved", okJson(ONE));
        isReadOnce(config("method", "post", "body", keys("kind", "all")));
        assertThat(server.requests("/moved")).singleElement().satisfies(request -> {
            assertThat(request.getMethod().getName()).isEqualTo("POST");
            assertThat(request.getBodyAsString()).isEqualTo("{\"kind\":\"all\"}");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303})
    void aPostFollowsNoRedirectionThatWouldMakeAGetOfIt(int status) {
        answer("/things", redirection(status, "/moved"));
        answer("/moved", okJson(ONE));
        HeadgateException failure = failure(config("method", "post", "body", keys("kind", "all")));
        assertThat(failure.code()).isEqualTo(HttpErrorCode.ADDRESS_REFUSED);
        assertThat(failure).hasMessageContaining("answers a POST with status " + status);
        assertThat(server.requests("/moved")).isEmpty();
    }

    /** From {@code /things} by so many redirections to an answer. */
    private static void redirections(int count) {
        answer("/things", redirection(302, "/hop/1"));
        for (int hop = 1; hop < count; hop++) {
            answer("/hop/" + hop, redirection(302, "/hop/" + (hop + 1)));
        }
        answer("/hop/" + count, okJson(ONE));
    }

    @Test
    void fiveRedirectionsAreFollowed() {
        redirections(5);
        isReadOnce(config());
    }

    @Test
    void theSixthRedirectionIsRefused() {
        redirections(6);
        HeadgateException failure = failure(config());
        assertThat(failure.code()).isEqualTo(HttpErrorCode.ADDRESS_REFUSED);
        assertThat(failure).hasMessageContaining("redirects more than 5 times");
        assertThat(server.requests("/hop/5")).hasSize(1);
        assertThat(server.requests("/hop/6")).isEmpty();
    }
}
