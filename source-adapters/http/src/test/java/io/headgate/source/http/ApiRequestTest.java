package io.headgate.source.http;

import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.headgate.source.http.ApiServer.endpoint;
import static io.headgate.source.http.ApiServer.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.RawRecordReader;
import io.headgate.api.source.ReadOutline;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import io.headgate.testkit.MemorySourceState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is sent, what is made of the answers, and children of parents. */
class ApiRequestTest {

    @RegisterExtension
    static final ApiServer server = new ApiServer();

    @Test
    void parametersOfSourceAndEndpointAreSentEncoded() {
        server.otherwise("/v1/things", "[{\"id\":1}]");
        Map<String, Object> config = ApiServer.with(
                server.config(endpoint(
                        "things",
                        "things",
                        "query",
                        keys("q", "a b&c", "lang", "de"),
                        "headers",
                        keys("X-Version", "2"))),
                "headers",
                keys("X-Version", "1", "X-Tenant", "7"),
                "base_url",
                server.url() + "/v1/",
                "query",
                keys("lang", "en", "tenant", "7"));
        Reading.run(ApiServer.source(config), "things");
        LoggedRequest request = server.requests("/v1/things").get(0);
        assertThat(request.getUrl()).isEqualTo("/v1/things?lang=de&tenant=7&q=a%20b%26c");
        assertThat(List.of(request.getHeader("X-Version"), request.getHeader("X-Tenant")))
                .as("the endpoint's win")
                .containsExactly("2", "7");
    }

    @Test
    void aBodyCarriesTheCursor() {
        String first = "{\"query\":\"{ things { id } }\",\"variables\":{\"size\":2}}";
        String second = "{\"query\":\"{ things { id } }\",\"variables\":{\"size\":2,\"after\":\"c\"}}";
        server.stub(post(urlPathEqualTo("/graphql"))
                .withRequestBody(equalToJson(first))
                .willReturn(okJson("{\"data\":{\"nodes\":[{\"id\":1},{\"id\":2}],\"end\":\"c\",\"more\":true}}")));
        server.stub(post(urlPathEqualTo("/graphql"))
                .withRequestBody(equalToJson(second))
                .willReturn(okJson("{\"data\":{\"nodes\":[{\"id\":3}],\"end\":\"d\",\"more\":false}}")));
        Map<String, Object> endpoint = endpoint(
                "things",
                "/graphql",
                "method",
                "post",
                "body",
                keys("query", "{ things { id } }", "variables", keys()),
                "records",
                "/data/nodes",
                "pagination",
                keys(
                        "type",
                        "cursor",
                        "cursor",
                        "/data/end",
                        "more",
                        "/data/more",
                        "in",
                        "body",
                        "parameter",
                        "/variables/after",
                        "size_parameter",
                        "/variables/size",
                        "size",
                        2));
        assertThat(Reading.run(ApiServer.source(server.config(endpoint)), "things")
                        .column("id"))
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void theLastRecordIsTheCursorAndTheLastPageIsKnown() {
        server.page("/keyset", "after", "k2", "{\"items\":[{\"k\":\"k3\"}]}");
        server.otherwise("/keyset", "{\"items\":[{\"k\":\"k1\"},{\"k\":\"k2\"}]}");
        Map<String, Object> keyset = endpoint(
                "keyset",
                "/keyset",
                "records",
                "/items",
                "pagination",
                keys("type", "cursor", "cursor_record", "/k", "parameter", "after", "size", 2, "stop", "short"));
        server.page("/pages", "page", 1, "{\"items\":[{\"k\":1}],\"last\":2}");
        server.page("/pages", "page", 2, "{\"items\":[{\"k\":2}],\"last\":2}");
        Map<String, Object> pages = endpoint(
                "pages", "/pages", "records", "/items", "pagination", keys("type", "page", "last_page", "/last"));
        Map<String, Object> config = server.config(keyset, pages);
        assertThat(Reading.run(ApiServer.source(config), "keyset").column("k")).containsExactly("k1", "k2", "k3");
        assertThat(Reading.run(ApiServer.source(config), "pages").column("k")).containsExactly(1L, 2L);
    }

    private static Map<String, Object> family() {
        server.page("/shops", "page", 1, "[{\"id\":\"a/b\",\"name\":\"x\"},{\"id\":\"c\",\"name\":\"y\"}]");
        server.otherwise("/shops", "[]");
        server.otherwise("/shops/a%2Fb/orders", "[{\"no\":1},{\"no\":2}]");
        server.otherwise("/shops/c/orders", "[{\"no\":3}]");
        for (int no = 1; no <= 3; no++) {
            String shop = no == 3 ? "c" : "a%2Fb";
            server.otherwise(
                    "/shops/" + shop + "/orders/" + no + "/lines", no == 2 ? "[]" : "[{}, {\"sku\":" + no + "}, 5]");
        }
        return server.config(
                endpoint("shops", "/shops", "pagination", keys("type", "page")),
                endpoint(
                        "orders",
                        "/shops/{shop}/orders",
                        "parent",
                        keys("endpoint", "shops", "fields", keys("shop", "/id"))),
                endpoint(
                        "lines",
                        "/shops/{shop}/orders/{order_no}/lines",
                        "parent",
                        keys("endpoint", "orders", "fields", keys("order_no", "/no"))));
    }

    @Test
    void childrenOfChildrenCarryWhatTheirParentsAre() {
        Reading orders = Reading.run(ApiServer.source(family()), "orders");
        assertThat(orders.column("shop")).containsExactly("a/b", "a/b", "c");
        assertThat(orders.column("no")).containsExactly(1L, 2L, 3L);
        Reading lines = Reading.run(ApiServer.source(family()), "lines");
        assertThat(lines.types()).isEqualTo("[shop:string, order_no:int64, sku:int64, value:int64]");
        assertThat(lines.column("shop")).containsExactly("a/b", "a/b", "a/b", "c", "c", "c");
        assertThat(lines.column("order_no")).containsExactly(1L, 1L, 1L, 3L, 3L, 3L);
        assertThat(lines.column("sku")).containsExactly(null, 1L, null, null, 3L, null);
        assertThat(lines.column("value")).containsExactly(null, null, 5L, null, null, 5L);
    }

    @Test
    void aParentThatIsGoneAtTheRestartIsToldAndOneThatHasMovedIsFound() {
        Map<String, Object> config = family();
        Reading reading = new Reading();
        StreamState state = part(config, reading, StreamState.EMPTY, 1);
        assertThat(reading.column("no")).containsExactly(1L, 2L);
        server.page("/shops", "page", 1, "[{\"id\":\"new\"},{\"id\":\"a/b\"},{\"id\":\"c\"}]");
        server.otherwise("/shops/new/orders", "[{\"no\":9}]");
        part(config, reading, state, 100);
        assertThat(reading.column("no")).containsExactly(1L, 2L, 9L, 3L);
        server.page("/shops", "page", 1, "[{\"id\":\"c\"}]");
        HeadgateException failure =
                catchThrowableOfType(HeadgateException.class, () -> part(config, reading, state, 100));
        assertThat(failure.code()).isEqualTo(CommonErrorCode.SOURCE_CHANGED);
        assertThat(failure).hasMessageContaining("a/b").hasMessageContaining("fresh=true");
    }

    private static StreamState part(Map<String, Object> config, Reading reading, StreamState from, int payloads) {
        try (var source = ApiServer.source(config)) {
            source.connect(new MemorySourceState());
            var stream = Reading.stream(source, "orders");
            StreamPartition partition = stream.partitions(1).get(0);
            return reading.read(stream, partition, from, payloads);
        }
    }

    @Test
    void aRejectedRecordIsReadAgainOnceItIsRepaired() {
        Map<String, Object> config = family();
        server.otherwise("/shops/c/orders", "[{\"no\":\"three\"}]");
        try (var source = ApiServer.source(config)) {
            source.connect(new MemorySourceState());
            var stream = Reading.stream(source, "orders");
            Reading reading = new Reading();
            reading.schema = RowSchema.of(Field.of("shop", Primitive.STRING), Field.of("no", Primitive.INT64));
            reading.read(stream, stream.partitions(1).get(0), StreamState.EMPTY, 100);
            assertThat(reading.codes()).containsExactly("BAD_INT64");
            RejectedRecord rejected = reading.rejected.get(0);
            assertThat(rejected.place()).isEqualTo("orders /shops/c/orders:1");
            assertThat(rejected.raw()).isEqualTo("{\"shop\":\"c\",\"no\":\"three\"}");
            RowBatchBuilder rows = new RowBatchBuilder(reading.schema, 1);
            RawRecordReader reader = (RawRecordReader) stream;
            assertThat(reader.readRaw(rejected, rows)).isNotNull();
            assertThat(reader.readRaw(with(rejected, rejected.raw().replace("\"three\"", "3") + "{}"), rows)
                            .code())
                    .isEqualTo("NOT_ONE_RECORD");
            assertThat(reader.readRaw(with(rejected, rejected.raw().substring(0, 9) + "…"), rows)
                            .code())
                    .isEqualTo("BAD_JSON");
            assertThat(reader.readRaw(with(rejected, rejected.raw().replace("\"three\"", "3")), rows))
                    .isNull();
            assertThat(rows.build().toMap(0)).isEqualTo(Map.of("shop", "c", "no", 3L));
        }
    }

    private static RejectedRecord with(RejectedRecord rejected, String raw) {
        return new RejectedRecord(rejected.place(), rejected.code(), rejected.reason(), raw);
    }

    @Test
    void aPlanShowsTheRequestsWithoutCredentials() {
        Map<String, Object> config = ApiServer.with(
                server.config(endpoint(
                        "things",
                        "/things",
                        "pagination",
                        keys("type", "page", "size", 50, "size_parameter", "per_page"),
                        "split",
                        keys("parameter", "region", "values", List.of("eu", "us")))),
                "auth",
                keys("type", "api_key", "in", "query", "name", "key", "value", "hidden"));
        try (var source = ApiServer.source(config)) {
            source.connect(new MemorySourceState());
            var stream = Reading.stream(source, "things");
            assertThat(((ReadOutline) stream).statements(stream.partitions(1)))
                    .containsExactly(
                            "GET " + server.url() + "/things?region=eu&per_page=50&page=1",
                            "GET " + server.url() + "/things?region=us&per_page=50&page=1");
        }
        assertThat(server.requests("/things")).isEmpty();
    }

    @Test
    void aKeyThatIsNoColumnIsAMistake() {
        server.otherwise("/things", "[{\"id\":1}]");
        HeadgateException failure = catchThrowableOfType(
                HeadgateException.class,
                () -> Reading.run(
                        ApiServer.source(server.config(endpoint("things", "/things", "primary_key", List.of("idd")))),
                        "things"));
        assertThat(failure).hasMessageContaining("primary_key names 'idd'").hasMessageContaining("'id'");
    }

    @Test
    void aNameThatStandsForNothingIsAMistake() {
        HeadgateException failure = catchThrowableOfType(
                HeadgateException.class,
                () -> Reading.run(ApiServer.source(server.config(endpoint("things", "/things/{id}"))), "things"));
        assertThat(failure.code()).isEqualTo(CommonErrorCode.INVALID_CONFIGURATION);
        assertThat(failure).hasMessageContaining("nothing is known for {id}");
    }

    @Test
    void anEndpointWithoutRecordsAndColumnsSaysWhatToDo() {
        server.otherwise("/things", "[]");
        HeadgateException failure = catchThrowableOfType(
                HeadgateException.class,
                () -> Reading.run(ApiServer.source(server.config(endpoint("things", "/things"))), "things"));
        assertThat(failure.code()).isEqualTo(CommonErrorCode.NOT_FOUND);
        assertThat(failure).hasMessageContaining("declare all columns");
    }
}
