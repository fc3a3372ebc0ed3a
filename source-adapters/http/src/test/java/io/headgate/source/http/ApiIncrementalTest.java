package io.headgate.source.http;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.headgate.source.http.ApiServer.endpoint;
import static io.headgate.source.http.ApiServer.keys;
import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.testkit.MemorySourceState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A run asks for what is new since the last one, and takes what it has read before only once. */
class ApiIncrementalTest {

    @RegisterExtension
    static final ApiServer server = new ApiServer();

    private final MemorySourceState state = new MemorySourceState();

    private static String event(int id, String at) {
        return "{\"id\":" + id + ",\"at\":\"" + at + "\"}";
    }

    private static void first(String... events) {
        server.stub(get(urlPathEqualTo("/events"))
                .withQueryParam("since", absent())
                .willReturn(okJson(ApiServer.array(List.of(events)))));
    }

    private static void since(String since, String... events) {
        server.page("/events", "since", since, ApiServer.array(List.of(events)));
    }

    private Reading run(Object... more) {
        Map<String, Object> rule = ApiServer.with(keys("parameter", "since", "field", "/at"), more);
        return Reading.run(
                ApiServer.source(server.config(endpoint("events", "/events", "incremental", rule))), "events", state);
    }

    @Test
    void theNextRunAsksFromTheLargestValueAndTiesAreNeitherLostNorDoubled() {
        first(
                event(1, "2026-01-01T10:00:00Z"),
                event(2, "2026-01-01T12:00:00+01:00"),
                event(3, "2026-01-01T11:00:00Z"));
        assertThat(run().column("id")).containsExactly(1L, 2L, 3L);
        assertThat(state.readStream("events")).containsEntry("since", "2026-01-01T12:00:00+01:00");

        since(
                "2026-01-01T12:00:00+01:00",
                event(2, "2026-01-01T12:00:00+01:00"),
                event(3, "2026-01-01T11:00:00Z"),
                event(4, "2026-01-01T11:00:00Z"));
        Reading second = run();
        assertThat(second.column("id")).as("4 came late with the same time").containsExactly(4L);
        assertThat(second.repeated).isEqualTo(2);

        since(
                "2026-01-01T12:00:00+01:00",
                event(2, "2026-01-01T12:00:00+01:00"),
                event(3, "2026-01-01T11:00:00Z"),
                event(4, "2026-01-01T11:00:00Z"));
        assertThat(run().rows).as("nothing is new").isEmpty();
    }

    @Test
    void equalRecordsThatAreSeveralStaySeveral() {
        first("{\"at\":7}", "{\"at\":7}");
        assertThat(run().rows).hasSize(2);
        since("7", "{\"at\":7}", "{\"at\":7}", "{\"at\":7}");
        assertThat(run().rows).as("two of the three were read before").hasSize(1);
        since("7", "{\"at\":7}", "{\"at\":7}", "{\"at\":7}", "{\"at\":10}");
        assertThat(run().column("at")).containsExactly(10L);
        assertThat(state.readStream("events"))
                .as("numbers in the order of numbers")
                .containsEntry("since", "10");
    }

    @Test
    void aLookbackFindsWhatAppearsLate() {
        first(event(1, "2026-01-01T10:00:00Z"), event(2, "2026-01-01T10:20:00Z"));
        assertThat(run("lookback", "30m").column("id")).containsExactly(1L, 2L);
        since(
                "2026-01-01T09:50:00Z",
                event(1, "2026-01-01T10:00:00Z"),
                event(3, "2026-01-01T10:10:00Z"),
                event(2, "2026-01-01T10:20:00Z"));
        assertThat(run("lookback", "30m").column("id"))
                .as("3 was not there before")
                .containsExactly(3L);
        since(
                "2026-01-01T09:50:00Z",
                event(1, "2026-01-01T10:00:00Z"),
                event(3, "2026-01-01T10:10:00Z"),
                event(2, "2026-01-01T10:20:00Z"));
        assertThat(run("lookback", "30m").rows).isEmpty();
    }

    @Test
    void theFirstRunMayBeginSomewhereAndColumnsKeepTheirTypes() {
        since("2026-01-01", "{\"at\":\"2026-01-03\",\"n\":1}");
        assertThat(run("initial", "2026-01-01").types()).isEqualTo("[at:date, n:int64]");
        since("2026-01-03", "{\"at\":\"2026-01-03\",\"n\":1}", "{\"at\":\"2026-01-04\",\"n\":\"x\"}");
        Reading second = run("initial", "2026-01-01");
        assertThat(second.types()).isEqualTo("[at:date, n:int64]");
        assertThat(second.codes()).containsExactly("BAD_INT64");
    }

    @Test
    void nothingYetIsAnEmptyRun() {
        first();
        assertThat(run().rows).isEmpty();
        assertThat(state.readStream("events")).isEmpty();
        first(event(1, "2026-01-01T10:00:00Z"));
        assertThat(run().column("id")).containsExactly(1L);
    }
}
