package io.headgate.source.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static io.headgate.source.http.ApiServer.endpoint;
import static io.headgate.source.http.ApiServer.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.headgate.api.error.ErrorOwner;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import io.headgate.testkit.MemorySourceState;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers that are busy, broken, slow, wrong, or go on for ever. */
class ApiFaultTest {

    private static final String THREE = ApiServer.array(ApiServer.ids(1, 3));
    private static final String THREE_IDS = "[{\"id\":1},{\"id\":2},{\"id\":3}]";

    @RegisterExtension
    static final ApiServer server = new ApiServer();

    /** Columns are declared, so that the only requests are those that read. */
    private static Map<String, Object> things(Object... more) {
        Map<String, Object> declared =
                endpoint("things", "/things", "columns", keys("id", "int64", "name", "string"), "sample_records", 0);
        return ApiServer.with(declared, more);
    }

    private static Reading read(Map<String, Object> config) {
        return Reading.run(ApiServer.source(config), "things");
    }

    private static List<Object> ids(int from, int to) {
        return LongStream.rangeClosed(from, to).<Object>mapToObj(id -> id).toList();
    }

    private static HeadgateException failure(Map<String, Object> config) {
        return catchThrowableOfType(HeadgateException.class, () -> read(config));
    }

    private static void recovers(ResponseDefinitionBuilder fault) {
        server.inTurn("/things", fault, fault, okJson(THREE));
        assertThat(read(server.config(things())).column("id")).isEqualTo(ids(1, 3));
        assertThat(server.requests("/things")).hasSize(3);
    }

    @Test
    void anInternalErrorIsTriedAgain() {
        recovers(aResponse().withStatus(500).withBody("oops"));
    }

    @Test
    void anAnswerThatIsCutInTheMiddleIsAskedForAgainBeforeAnythingOfItIsUsed() {
        recovers(okJson("[{\"id\":1},{\"id\":2},{\"na"));
    }

    @Test
    void anEmptyAnswerIsAskedForAgain() {
        recovers(okJson(""));
    }

    @Test
    void aConnectionThatIsCutIsTriedAgain() {
        recovers(okJson(THREE).withFault(Fault.MALFORMED_RESPONSE_CHUNK));
    }

    @Test
    void aConnectionThatIsResetIsTriedAgain() {
        server.inTurn("/things", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), okJson(THREE));
        assertThat(read(server.config(things())).column("id")).isEqualTo(ids(1, 3));
    }

    @Test
    void anAnswerThatDribblesBeyondTheTimeoutIsTriedAgain() {
        server.inTurn("/things", okJson(THREE).withChunkedDribbleDelay(5, 4000), okJson(THREE));
        Map<String, Object> config = ApiServer.with(server.config(things()), "timeout", "300ms");
        long started = System.nanoTime();
        assertThat(read(config).column("id")).isEqualTo(ids(1, 3));
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofMillis(3500));
    }

    @Test
    void retryAfterInSecondsIsWaitedFor() {
        server.inTurn("/things", aResponse().withStatus(429).withHeader("Retry-After", "1"), okJson(THREE));
        long started = System.nanoTime();
        assertThat(read(server.config(things())).column("id")).isEqualTo(ids(1, 3));
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void retryAfterAsADateIsWaitedFor() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plusSeconds(2).atZone(ZoneOffset.UTC));
        server.inTurn("/things", aResponse().withStatus(503).withHeader("Retry-After", date), okJson(THREE));
        long started = System.nanoTime();
        assertThat(read(server.config(things())).column("id")).isEqualTo(ids(1, 3));
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(Duration.ofMillis(900));
    }

    @Test
    void aPauseThatTheBudgetDoesNotHoldEndsTheRunAtOnce() {
        server.inTurn(
                "/things",
                aResponse().withStatus(429).withHeader("Retry-After", "3600").withBody("slow down"));
        long started = System.nanoTime();
        HeadgateException failure = failure(server.config(things()));
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(3));
        assertThat(failure.owner()).isEqualTo(ErrorOwner.EXTERNAL_TRANSIENT);
        assertThat(failure)
                .hasMessageContaining("429")
                .hasMessageContaining("slow down")
                .hasMessageContaining("budget");
    }

    /** One attempt a request, so that the pause is not waited for by the request that it was said to. */
    private static Map<String, Object> eachOnce() {
        Map<String, Object> others = endpoint("others", "/others", "columns", keys("id", "int64"), "sample_records", 0);
        return ApiServer.with(
                server.config(things(), others), "retry", keys("attempts", 1, "delay", "5ms", "budget", "3s"));
    }

    private static List<Object> readAfterAFailure(Map<String, Object> config) {
        try (IDataSource source = ApiServer.source(config)) {
            source.connect(new MemorySourceState());
            assertThat(catchThrowableOfType(HeadgateException.class, () -> readAll(source, "things")))
                    .hasMessageContaining("429");
            return readAll(source, "others").column("id");
        }
    }

    private static Reading readAll(IDataSource source, String name) {
        IDataSourceStream stream = Reading.stream(source, name);
        Reading reading = new Reading();
        reading.read(stream, stream.partitions(1).get(0), StreamState.EMPTY, Integer.MAX_VALUE);
        return reading;
    }

    @Test
    void aPauseThatOneRequestIsAskedForHoldsForAllOfTheSourceToThatServer() {
        server.inTurn("/things", aResponse().withStatus(429).withHeader("Retry-After", "1"));
        server.otherwise("/others", THREE_IDS);
        long started = System.nanoTime();
        assertThat(readAfterAFailure(eachOnce())).isEqualTo(ids(1, 3));
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aPauseThatNoBudgetHoldsEndsTheOtherRequestsToo() {
        server.inTurn("/things", aResponse().withStatus(429).withHeader("Retry-After", "3600"));
        server.otherwise("/others", THREE_IDS);
        HeadgateException failure = catchThrowableOfType(HeadgateException.class, () -> readAfterAFailure(eachOnce()));
        assertThat(failure.code()).isEqualTo(HttpErrorCode.RETRIES_EXHAUSTED);
        assertThat(failure).hasMessageContaining("the server asks for no request in the next 3");
        assertThat(server.requests("/others")).isEmpty();
    }

    @Test
    void aPauseHoldsForItsServerOnly() {
        HttpHolds holds = new HttpHolds();
        holds.hold(URI.create("https://api.example.com/a"), Duration.ofHours(1));
        holds.hold(URI.create("https://api.example.com/b"), Duration.ofSeconds(1));
        assertThat(holds.left(URI.create("https://API.example.com:443/c"))).isGreaterThan(Duration.ofMinutes(59));
        assertThat(holds.left(URI.create("https://cdn.example.com/c"))).isZero();
        holds.hold(URI.create("https://cdn.example.com/c"), Duration.ofDays(365 * 8000));
        assertThat(holds.left(URI.create("https://cdn.example.com/c"))).isGreaterThan(Duration.ofDays(300));
    }

    @Test
    void attemptsAreCounted() {
        server.inTurn("/things", aResponse().withStatus(502));
        HeadgateException failure = failure(server.config(things()));
        assertThat(failure.code()).isEqualTo(HttpErrorCode.RETRIES_EXHAUSTED);
        assertThat(failure).hasMessageContaining("(4 attempts");
        assertThat(server.requests("/things")).hasSize(4);
    }

    @Test
    void aStatusThatWillNotChangeIsNotTriedAgain() {
        server.inTurn("/things", aResponse().withStatus(404).withBody("no such thing"));
        assertThat(failure(server.config(things())))
                .hasMessageContaining("404")
                .hasMessageContaining("no such thing")
                .hasMessageContaining("things /things");
        assertThat(server.requests("/things")).hasSize(1);
    }

    @Test
    void anAnswerBeyondTheBoundIsRefused() {
        server.otherwise("/things", ApiServer.array(ApiServer.ids(1, 500)));
        Map<String, Object> config = ApiServer.with(server.config(things()), "max_response_bytes", "4KB");
        assertThat(failure(config).code()).isEqualTo(HttpErrorCode.RESPONSE_TOO_LARGE);
        assertThat(server.requests("/things")).hasSize(1);
    }

    @Test
    void anAnswerThatIsSmallOnTheWayAndLargeWhenDecompressedIsRefused() {
        server.otherwise("/things", "[{\"id\":1,\"name\":\"" + "x".repeat(1_000_000) + "\"}]");
        Map<String, Object> config = ApiServer.with(server.config(things()), "max_response_bytes", "64KB");
        assertThat(failure(config).code()).isEqualTo(HttpErrorCode.RESPONSE_TOO_LARGE);
        assertThat(server.requests("/things")).singleElement().satisfies(request -> assertThat(
                        request.getHeader("Accept-Encoding"))
                .isEqualTo("gzip"));
    }

    @Test
    void whatIsNoJsonIsShownAndNotTriedAgain() {
        server.inTurn(
                "/things", aResponse().withHeader("Content-Type", "text/html").withBody("<html>please log in</html>"));
        assertThat(failure(server.config(things())))
                .hasMessageContaining("no JSON")
                .hasMessageContaining("text/html");
        assertThat(server.requests("/things")).hasSize(1);
    }

    @Test
    void severalValuesInOneAnswerAreNotTakenForTheFirstOfThem() {
        server.otherwise("/things", "{\"id\":1}\n{\"id\":2}\n");
        assertThat(failure(server.config(things()))).hasMessageContaining("several JSON values");
    }

    @Test
    void recordsThatAreNotWhereTheyShouldBeAreNotTakenForNone() {
        server.otherwise("/things", "{\"items\":[]}");
        assertThat(failure(server.config(things("records", "/data")))).hasMessageContaining("nothing at '/data'");
        Map<String, Object> lenient = things("records", "/data", "records_required", false);
        assertThat(read(server.config(lenient)).rows).isEmpty();
    }

    @Test
    void aCursorThatNamesItselfIsStopped() {
        server.otherwise("/things", "{\"items\":" + THREE + ",\"next\":\"a\"}");
        Map<String, Object> endpoint = things(
                "records",
                "/items",
                "pagination",
                keys("type", "cursor", "cursor", "/next", "on_repeated_page", "keep"));
        HeadgateException failure = failure(server.config(endpoint));
        assertThat(failure.code()).isEqualTo(HttpErrorCode.ENDLESS_PAGES);
        assertThat(failure).hasMessageContaining("names itself");
    }

    @Test
    void cursorsThatGoRoundInACircleAreStopped() {
        int length = 7;
        for (int i = 0; i < length; i++) {
            String body =
                    "{\"items\":" + ApiServer.array(ApiServer.ids(i, i)) + ",\"next\":\"c" + (i + 1) % length + "\"}";
            server.page("/things", "cursor", "c" + i, body);
        }
        server.otherwise("/things", "{\"items\":[],\"next\":\"c0\"}");
        Map<String, Object> endpoint =
                things("records", "/items", "pagination", keys("type", "cursor", "cursor", "/next"));
        HeadgateException failure = failure(server.config(endpoint));
        assertThat(failure.code()).isEqualTo(HttpErrorCode.ENDLESS_PAGES);
        assertThat(server.requests("/things").size()).isLessThan(4 * length);
    }

    @Test
    void cursorsWithoutEndAreStopped() {
        Map<String, Object> endpoint =
                things("records", "/items", "pagination", keys("type", "page", "more", "/more", "max_pages", 5));
        server.otherwise("/things", "{\"items\":" + THREE + ",\"more\":true}");
        assertThat(failure(server.config(endpoint)).code()).isEqualTo(HttpErrorCode.REPEATED_PAGE);
        Map<String, Object> kept = things(
                "records",
                "/items",
                "pagination",
                keys("type", "page", "more", "/more", "max_pages", 5, "on_repeated_page", "keep"));
        assertThat(failure(server.config(kept))).hasMessageContaining("max_pages = 5");
    }

    @Test
    void aPageThatComesTwiceIsDroppedOrTheEndWhereThatIsSaid() {
        server.page("/things", "page", 1, THREE);
        server.page("/things", "page", 2, THREE);
        server.page("/things", "page", 3, ApiServer.array(ApiServer.ids(4, 5)));
        server.otherwise("/things", "[]");
        Map<String, Object> dropping = things("pagination", keys("type", "page", "on_repeated_page", "drop"));
        assertThat(read(server.config(dropping)).column("id")).isEqualTo(ids(1, 5));
        Map<String, Object> stopping = things("pagination", keys("type", "page", "on_repeated_page", "stop"));
        assertThat(read(server.config(stopping)).column("id")).isEqualTo(ids(1, 3));
    }

    @Test
    void recordsThatMoveOnToTheNextPageWhileItIsReadAreNotReadTwiceWhereThereIsAKey() {
        server.page("/things", "page", 1, ApiServer.array(ApiServer.ids(1, 5)));
        // Two new ones were put in front: 4 and 5 have moved.
        server.page("/things", "page", 2, ApiServer.array(ApiServer.ids(4, 8)));
        server.otherwise("/things", "[]");
        Map<String, Object> keyed = things("primary_key", List.of("id"), "pagination", keys("type", "page"));
        Reading reading = read(server.config(keyed));
        assertThat(reading.column("id")).isEqualTo(ids(1, 8));
        assertThat(reading.repeated).isEqualTo(2);
        Map<String, Object> without = things("pagination", keys("type", "page"));
        assertThat(read(server.config(without)).rows)
                .as("without a key two equal records may be two")
                .hasSize(10);
    }

    @Test
    void aPageThatChangesBetweenFailureAndRestartIsReadAsItIsThen() {
        server.page("/things", "page", 1, ApiServer.array(ApiServer.ids(1, 5)));
        server.page("/things", "page", 2, ApiServer.array(ApiServer.ids(6, 10)));
        server.otherwise("/things", "[]");
        Map<String, Object> keyed = things("primary_key", List.of("id"), "pagination", keys("type", "page"));
        Reading reading = new Reading();
        StreamState first = part(keyed, reading, StreamState.EMPTY, 1);
        assertThat(reading.column("id")).isEqualTo(ids(1, 5));
        server.page("/things", "page", 2, ApiServer.array(ApiServer.ids(5, 9)));
        server.page("/things", "page", 3, ApiServer.array(ApiServer.ids(10, 11)));
        part(keyed, reading, first, 100);
        assertThat(reading.column("id")).as("5 had been pushed on, 11 is new").isEqualTo(ids(1, 11));
    }

    private static StreamState part(Map<String, Object> endpoint, Reading reading, StreamState from, int payloads) {
        try (var source = ApiServer.source(server.config(endpoint))) {
            source.connect(new MemorySourceState());
            var stream = Reading.stream(source, "things");
            StreamPartition partition = stream.partitions(1).get(0);
            return reading.read(stream, partition, from, payloads);
        }
    }

    @Test
    void aMistypedPointerToTheNextPageDoesNotEndAFullPageSilently() {
        server.otherwise("/things", "{\"items\":" + THREE + ",\"next\":\"a\"}");
        Map<String, Object> endpoint =
                things("records", "/items", "pagination", keys("type", "cursor", "cursor", "/nxt", "size", 3));
        assertThat(failure(server.config(endpoint)))
                .hasMessageContaining("the page is full")
                .hasMessageContaining("/nxt");
    }

    @Test
    void requestsKeepThePace() {
        server.page("/things", "page", 1, ApiServer.array(ApiServer.ids(1, 1)));
        server.page("/things", "page", 2, ApiServer.array(ApiServer.ids(2, 2)));
        server.page("/things", "page", 3, ApiServer.array(ApiServer.ids(3, 3)));
        server.otherwise("/things", "[]");
        Map<String, Object> config =
                ApiServer.with(server.config(things("pagination", keys("type", "page"))), "requests_per_second", 10);
        long started = System.nanoTime();
        assertThat(read(config).column("id")).isEqualTo(ids(1, 3));
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }
}
