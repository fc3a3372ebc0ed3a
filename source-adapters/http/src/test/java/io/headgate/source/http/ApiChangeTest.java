package io.headgate.source.http;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.headgate.source.http.ApiServer.endpoint;
import static io.headgate.source.http.ApiServer.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import io.headgate.testkit.MemorySourceState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What moves while it is read, or between a kill and the rerun: nothing is lost that could be had, and nothing comes twice. */
class ApiChangeTest {

    @RegisterExtension
    static final ApiServer server = new ApiServer();

    /** Pages of parents, as in "a b,c": their names, pages apart by commas. */
    private static void parents(String pages) {
        String[] all = pages.split(",");
        for (int page = 0; page < 4; page++) {
            List<String> records = page >= all.length
                    ? List.of()
                    : Arrays.stream(all[page].trim().split(" "))
                            .map(name -> "{\"id\":\"" + name + "\"}")
                            .toList();
            server.page("/orders", "page", page + 1, ApiServer.array(records));
            records.forEach(record -> {
                String name = record.substring(7, record.length() - 2);
                server.otherwise("/orders/" + name + "/lines", "[{\"n\":1}]");
            });
        }
    }

    private static Map<String, Object> family(Object... parent) {
        return server.config(
                ApiServer.with(
                        endpoint("orders", "/orders", "pagination", keys("type", "page", "on_repeated_page", "keep")),
                        parent),
                endpoint(
                        "lines",
                        "/orders/{order}/lines",
                        "parent",
                        keys("endpoint", "orders", "fields", keys("order", "/id")),
                        "columns",
                        keys("order", "string", "n", "int64"),
                        "sample_records",
                        0));
    }

    private static StreamState part(
            Map<String, Object> config, String name, Reading reading, StreamState from, int payloads) {
        try (var source = ApiServer.source(config)) {
            source.connect(new MemorySourceState());
            var stream = Reading.stream(source, name);
            StreamPartition partition = stream.partitions(1).get(0);
            return reading.read(stream, partition, from, payloads);
        }
    }

    private static String orders(Reading reading) {
        return String.join(
                " ", reading.column("order").stream().map(String::valueOf).toList());
    }

    /** Each order has one page of lines. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a b c, d | 3 | c a b, d   | a b c d   | the one in hand was changed and stands in front now",
                "a b c, d | 1 | b c a, d   | a b c d   | the one in hand was changed and stands behind now",
                "a b c, d | 2 | x y a, b c d | a b c d | the one in hand was pushed on to the next page",
                "a b c, d | 3 | x y z, a b c, d | a b c d | the whole page was pushed on",
                "a b c, d | 4 | x a b, c d | a b c d | the first one of its page was pushed on",
                "a b c, d | 2 | x a b, c d | a b x c d | others were put in front of it on its page",
                "a b c, d | 2 | b c d      | a b c d   | one that was read was taken away",
                "a a b, c | 1 | x a a, b c | a x a b c | two that are asked alike are two"
            })
    void aParentsPageThatHasChangedAtTheRestartGivesEachParentOnce(
            String before, int read, String after, String expected, String why) {
        parents(before);
        Reading reading = new Reading();
        StreamState state = part(family(), "lines", reading, StreamState.EMPTY, read);
        parents(after);
        StreamState again = part(family(), "lines", reading, state, 1);
        part(family(), "lines", reading, again, 100);
        assertThat(orders(reading)).as(why).isEqualTo(expected);
    }

    @Test
    void aParentThatIsPushedOnWhileItsPageIsReadIsAskedOnceWhereThereIsAKey() {
        parents("a b,b c,d");
        Reading keyed = new Reading();
        part(family("primary_key", List.of("id")), "lines", keyed, StreamState.EMPTY, 100);
        assertThat(orders(keyed)).isEqualTo("a b c d");
        Reading without = new Reading();
        part(family(), "lines", without, StreamState.EMPTY, 100);
        assertThat(orders(without)).isEqualTo("a b b c d");
    }

    private static Map<String, Object> things(Object... more) {
        return ApiServer.with(
                endpoint("things", "/things", "columns", keys("id", "int64", "name", "string"), "sample_records", 0),
                more);
    }

    private static Reading readUntilItFails(String code, Map<String, Object> endpoint) {
        Reading reading = new Reading();
        HeadgateException failure = catchThrowableOfType(
                HeadgateException.class,
                () -> part(server.config(endpoint), "things", reading, StreamState.EMPTY, 1000));
        assertThat(failure.code()).hasToString(code);
        return reading;
    }

    @Test
    void addressesThatLeadBackAreStoppedBeforeAnythingIsReadTwice() {
        for (int page = 1; page <= 7; page++) {
            int next = page == 7 ? 1 : page + 1;
            String body = "{\"items\":" + ApiServer.array(ApiServer.ids(page, page)) + ",\"next\":\"/things?p=" + next
                    + "\"}";
            server.page("/things", "p", page, body);
        }
        Reading reading = readUntilItFails(
                "ENDLESS_PAGES",
                things(
                        "records",
                        "/items",
                        "query",
                        keys("p", "1"),
                        "pagination",
                        keys("type", "next_url", "next", "/next")));
        assertThat(reading.column("id")).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(server.requests("/things")).hasSize(7);
    }

    @Test
    void pagesWithoutAnythingNewAreStopped() {
        server.otherwise("/things", "{\"items\":" + ApiServer.array(ApiServer.ids(1, 2)) + ",\"more\":true}");
        Map<String, Object> pages = keys("type", "page", "more", "/more", "on_repeated_page", "drop");
        Reading reading = readUntilItFails("ENDLESS_PAGES", things("records", "/items", "pagination", pages));
        assertThat(reading.rows).hasSize(2);
        assertThat(server.requests("/things")).hasSize(101);
        server.reset();
        for (int i = 0; i <= 200; i++) {
            server.page("/things", "cursor", "c" + i, "{\"items\":[],\"next\":\"c" + (i + 1) + "\"}");
        }
        server.otherwise("/things", "{\"items\":[],\"next\":\"c0\"}");
        readUntilItFails(
                "ENDLESS_PAGES", things("records", "/items", "pagination", keys("type", "cursor", "cursor", "/next")));
        assertThat(server.requests("/things")).hasSize(100);
    }

    @Test
    void aRestartFetchesTheFirstPageOfWhichNothingIsDurableAndNoneBefore() {
        for (int page = 1; page <= 3; page++) {
            server.page("/things", "page", page, ApiServer.array(ApiServer.ids(2 * page - 1, 2 * page)));
        }
        server.otherwise("/things", "[]");
        Map<String, Object> config = server.config(things("pagination", keys("type", "page")));
        Reading reading = new Reading();
        StreamState state = part(config, "things", reading, StreamState.EMPTY, 2);
        server.server.resetRequests();
        part(config, "things", reading, state, 100);
        assertThat(reading.column("id")).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(server.requests("/things"))
                .extracting(request -> request.queryParameter("page").firstValue())
                .containsExactly("3", "4");
    }

    private static void events(String region, String since, String json) {
        server.stub(get(urlPathEqualTo("/events"))
                .withQueryParam("region", equalTo(region))
                .withQueryParam("since", since == null ? absent() : equalTo(since))
                .willReturn(okJson(json)));
    }

    private static Reading run(MemorySourceState state, List<String> regions) {
        Map<String, Object> endpoint = endpoint(
                "events",
                "/events",
                "split",
                keys("parameter", "region", "values", regions),
                "incremental",
                keys("parameter", "since", "field", "/at"));
        return Reading.run(ApiServer.source(server.config(endpoint)), "events", state);
    }

    @Test
    void aPartThatIsFurtherOnHidesNothingOfTheOthers() {
        MemorySourceState state = new MemorySourceState();
        events("eu", null, "[{\"at\":5}]");
        events("us", null, "[{\"at\":9}]");
        assertThat(run(state, List.of("eu", "us")).column("at")).containsExactly(5L, 9L);

        // 7 was added to eu after eu had been read, and before us was.
        events("eu", "5", "[{\"at\":5},{\"at\":7}]");
        events("us", "9", "[{\"at\":9}]");
        events("asia", null, "[{\"at\":1}]");
        assertThat(run(state, List.of("eu", "us", "asia")).column("at"))
                .as("and a part that is new begins at its beginning")
                .containsExactly(7L, 1L);
    }

    @Test
    void aFieldThatNoRecordHasIsAMistakeAndNotARunThatReadsEverythingAgain() {
        server.otherwise("/events", "[{\"id\":1,\"at\":7}]");
        Map<String, Object> endpoint =
                endpoint("events", "/events", "incremental", keys("parameter", "since", "field", "/att"));
        HeadgateException failure = catchThrowableOfType(
                HeadgateException.class, () -> Reading.run(ApiServer.source(server.config(endpoint)), "events"));
        assertThat(failure.code()).isEqualTo(HttpErrorCode.RESPONSE_UNREADABLE);
        assertThat(failure).hasMessageContaining("incremental.field '/att'");
    }

    @Test
    void momentsAreInOrderHoweverFineTheyAre() {
        assertThat(ApiOrder.compare("2026-01-01T10:00:00.12Z", "2026-01-01T10:00:00.123456789Z"))
                .isNegative();
        assertThat(ApiOrder.compare("2026-01-01T10:00:00.1234567+00:00", "2026-01-01T10:00:00Z"))
                .isPositive();
    }
}
