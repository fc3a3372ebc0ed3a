package io.headgate.source.http;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.headgate.source.http.ApiServer.endpoint;
import static io.headgate.source.http.ApiServer.keys;

import io.headgate.api.source.IDataSource;
import io.headgate.testkit.source.SourcePartitionSuite;
import io.headgate.testkit.source.SourceReadSuite;
import io.headgate.testkit.source.SourceRestartSuite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The contract that every source passes, for each way from page to page. */
class ApiContractTest {

    private static final int RECORDS = 20;
    private static final int SIZE = 7;
    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = new ApiServer();
        for (int page = 0; page <= RECORDS / SIZE; page++) {
            List<String> records = new ArrayList<>();
            for (int id = page * SIZE + 1; id <= Math.min(RECORDS, (page + 1) * SIZE); id++) {
                records.add(record(id));
            }
            boolean last = page == RECORDS / SIZE;
            String array = ApiServer.array(records);
            server.page("/pages", "page", page + 1, array);
            server.page("/offsets", "offset", page * SIZE, "{\"more\":" + !last + ",\"items\":" + array + "}");
            String cursor = last ? "null" : "\"c " + (page + 1) + "\"";
            String next = last ? "null" : "\"/urls?at=" + (page + 1) + "\"";
            String body = "{\"items\":" + array + ",\"next\":" + cursor + ",\"url\":" + next + "}";
            if (page == 0) {
                server.otherwise("/cursors", body);
                server.otherwise("/urls", body);
            }
            server.page("/cursors", "cursor", "c " + page, body);
            server.page("/urls", "at", page, body);
            linked(page, last, array);
        }
        server.otherwise("/pages", "[]");
        for (int id = 1; id <= 5; id++) {
            String children = id % 3 == 0 ? "[]" : "[{\"line\":1,\"of\":" + id + "},{\"line\":2,\"of\":" + id + "}]";
            server.otherwise("/orders/" + id + "/lines", children);
        }
        server.page("/regions", "region", "eu", ApiServer.array(ApiServer.ids(1, 5)));
        server.page("/regions", "region", "us & ca", ApiServer.array(ApiServer.ids(6, 9)));
    }

    private static void linked(int page, boolean last, String array) {
        String link = last
                ? "<" + server.url() + "/linked?p=0>; rel=\"first\""
                : "<" + server.url() + "/linked?p=0>; rel=\"first\", </linked?p=" + (page + 1) + ">; rel=\"next\"";
        server.stub(get(urlPathEqualTo("/linked"))
                .atPriority(page == 0 ? 10 : 5)
                .withQueryParam(
                        "p", page == 0 ? com.github.tomakehurst.wiremock.client.WireMock.absent() : equalTo("" + page))
                .willReturn(okJson(array).withHeader("Link", link)));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static boolean isBad(int id) {
        return id == 12 || id == 20;
    }

    private static String record(int id) {
        String tags = id % 2 == 0 ? "[\"a\", {\"b\":null}]" : "null";
        String amount = isBad(id) ? "\"much\"" : id + ".25";
        return "{ \"id\" : " + id + ", \"name\":\"n\\u00fc \\\"" + id + "\\\" \uD83C\uDF0D\", \"amount\":" + amount
                + ",\"tags\":" + tags + ",\"at\":\"2026-01-02T03:04:05Z\"}";
    }

    private static List<Map<String, Object>> expected() {
        List<Map<String, Object>> records = new ArrayList<>();
        for (int id = 1; id <= RECORDS; id++) {
            if (!isBad(id)) {
                Map<String, Object> record = new LinkedHashMap<>();
                record.put("id", (long) id);
                record.put("name", "nü \"" + id + "\" \uD83C\uDF0D");
                record.put("amount", id + 0.25);
                record.put("at", java.time.Instant.parse("2026-01-02T03:04:05Z"));
                if (id % 2 == 0) {
                    record.put("tags", "[\"a\", {\"b\":null}]");
                }
                records.add(record);
            }
        }
        return records;
    }

    private static Map<String, Object> pages() {
        return endpoint("pages", "/pages", "sample_records", 7, "pagination", keys("type", "page"));
    }

    /** All ways at once, so that each suite runs over each of them. */
    private static IDataSource everyWay() {
        Map<String, Object> items = keys("records", "/items", "sample_records", 7);
        return ApiServer.source(server.config(
                pages(),
                ApiServer.with(
                        items,
                        "name",
                        "offsets",
                        "path",
                        "/offsets",
                        "pagination",
                        keys("type", "offset", "size", SIZE, "more", "/more"),
                        "primary_key",
                        List.of("id")),
                ApiServer.with(
                        items,
                        "name",
                        "cursors",
                        "path",
                        "cursors",
                        "pagination",
                        keys("type", "cursor", "cursor", "/next")),
                ApiServer.with(
                        items, "name", "urls", "path", "/urls", "pagination", keys("type", "next_url", "next", "/url")),
                endpoint("linked", "/linked", "sample_records", 7, "pagination", keys("type", "link_header"))));
    }

    @Nested
    class Reading extends SourceReadSuite {
        @Override
        protected IDataSource createSource() {
            return everyWay();
        }

        @Override
        protected List<Map<String, Object>> expectedRecords(String stream) {
            return expected();
        }

        @Override
        protected int expectedRejects(String stream) {
            return 2;
        }
    }

    @Nested
    class Restart extends SourceRestartSuite {
        @Override
        protected IDataSource createSource() {
            return everyWay();
        }

        @Override
        protected List<Integer> payloadRows() {
            return List.of(3);
        }
    }

    @Nested
    class RestartOfChildren extends SourceRestartSuite {
        @Override
        protected IDataSource createSource() {
            return ApiServer.source(server.config(
                    endpoint("orders", "/regions", "query", keys("region", "eu")),
                    endpoint(
                            "lines",
                            "/orders/{order_id}/lines",
                            "parent",
                            keys("endpoint", "orders", "fields", keys("order_id", "/id")))));
        }

        @Override
        protected List<Integer> payloadRows() {
            return List.of(1);
        }
    }

    @Nested
    class Partitions extends SourcePartitionSuite {
        @Override
        protected IDataSource createSource() {
            return ApiServer.source(server.config(
                    pages(),
                    endpoint(
                            "regions",
                            "/regions",
                            "split",
                            keys("parameter", "region", "values", List.of("eu", "us & ca")))));
        }
    }
}
