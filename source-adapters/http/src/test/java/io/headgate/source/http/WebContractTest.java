package io.headgate.source.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.headgate.source.http.ApiServer.keys;

import io.headgate.api.config.ConfigBinder;
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

/** The contract that every source passes, over a shop of three lists and what they link to. */
class WebContractTest {

    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = new ApiServer();
        server.stub(any(anyUrl()).atPriority(10).willReturn(aResponse().withStatus(404)));
        for (int list = 0; list < 3; list++) {
            StringBuilder body = new StringBuilder("<nav><a href='/list/0#top'>first</a></nav>");
            for (int i = 0; i < 3; i++) {
                int id = 3 * list + i;
                body.append("<a class=item href='../item/").append(id).append("'>x</a>");
                page("/item/" + id, item(id));
            }
            body.append("<a class=next href='/list/").append(list + 1).append("'>next</a>");
            page("/list/" + list, body.toString());
        }
        page("/list/3", "<p>the end");
    }

    private static void page(String path, String body) {
        server.stub(get(urlPathEqualTo(path))
                .willReturn(aResponse()
                        .withHeader("Content-Type", "text/html; charset=utf-8")
                        .withBody("<html><body>" + body + "</body></html>")));
    }

    private static String item(int id) {
        String price = id == 7 ? "much" : id % 2 == 0 ? id + ".50" : "";
        return "<div class=item data-id=" + id + "><h2>Thing &amp; " + id + "</h2><span class=price>" + price
                + "</span><a href='/buy?id=" + id + "'>buy</a></div><a class=item href='/list/0'>back</a>";
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static IDataSource shop() {
        Map<String, Object> config = keys(
                "start_urls",
                List.of(server.url() + "/list/0"),
                "records",
                "div.item",
                "fields",
                keys("id", "@data-id", "name", "h2", "price", ".price", "buy", "a@href", "none", ".none"),
                "columns",
                keys("id", "int32", "price", "decimal(6,2)"),
                "follow",
                keys("links", "a.item, a.next", "depth", 5),
                "requests_per_minute",
                6_000_000);
        return new WebSourceFactory().create("shop", ConfigBinder.bind(WebConfig.class, config));
    }

    @Nested
    class Reading extends SourceReadSuite {
        @Override
        protected IDataSource createSource() {
            return shop();
        }

        @Override
        protected List<Map<String, Object>> expectedRecords(String stream) {
            List<Map<String, Object>> records = new ArrayList<>();
            for (int id = 0; id < 9; id++) {
                if (id != 7) {
                    Map<String, Object> record = new LinkedHashMap<>();
                    record.put("id", id);
                    record.put("name", "Thing & " + id);
                    record.put("buy", server.url() + "/buy?id=" + id);
                    if (id % 2 == 0) {
                        record.put("price", new java.math.BigDecimal(id + ".50"));
                    }
                    records.add(record);
                }
            }
            return records;
        }

        @Override
        protected int expectedRejects(String stream) {
            return 1;
        }
    }

    @Nested
    class Restart extends SourceRestartSuite {
        @Override
        protected IDataSource createSource() {
            return shop();
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
            return shop();
        }

        @Override
        protected boolean canBePartitioned() {
            return false;
        }
    }
}
