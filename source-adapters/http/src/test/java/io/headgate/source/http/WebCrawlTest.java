package io.headgate.source.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.headgate.source.http.ApiServer.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import io.headgate.testkit.MemorySourceState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which pages are read, which are not, and what is taken out of them. */
class WebCrawlTest {

    @RegisterExtension
    static final ApiServer server = new ApiServer();

    @RegisterExtension
    static final ApiServer other = new ApiServer();

    @BeforeEach
    void stubs() {
        server.stub(any(anyUrl()).atPriority(10).willReturn(aResponse().withStatus(404)));
    }

    private static void page(String path, String body) {
        server.stub(get(urlPathEqualTo(path))
                .willReturn(aResponse().withHeader("Content-Type", "text/html").withBody("<html><body>" + body)));
    }

    private static void robots(String text) {
        server.stub(get(urlPathEqualTo("/robots.txt")).willReturn(aResponse().withBody(text)));
    }

    private static String links(String... addresses) {
        StringBuilder body = new StringBuilder();
        for (String address : addresses) {
            body.append("<a href='").append(address).append("'>x</a>");
        }
        return body.append("<p>").append(addresses.length).append("</p>").toString();
    }

    /** Paragraphs as records, all links as links. */
    private static Map<String, Object> paragraphs(Object... more) {
        Map<String, Object> config = keys(
                "start_urls",
                List.of(server.url() + "/a"),
                "records",
                "p",
                "fields",
                keys("text", ""),
                "url_column",
                "page",
                "follow",
                keys("links", "a", "depth", 3),
                "requests_per_minute",
                6_000_000,
                "retry",
                keys("attempts", 2, "delay", "5ms"));
        return ApiServer.with(config, more);
    }

    private static IDataSource source(Map<String, Object> config) {
        return new WebSourceFactory().create("site", ConfigBinder.bind(WebConfig.class, config));
    }

    private static Reading read(Map<String, Object> config) {
        return Reading.run(source(config), "site");
    }

    private static List<String> pages(Reading reading) {
        return reading.column("page").stream()
                .map(page -> page.toString().substring(server.url().length()))
                .toList();
    }

    private static HeadgateException failure(Map<String, Object> config) {
        return catchThrowableOfType(HeadgateException.class, () -> read(config));
    }

    @Test
    void eachPageIsReadOnceHoweverItIsLinkedAndDepthIsBounded() {
        page("/a", links("/b", "b#here", "/a", server.url().replace("http", "HTTP") + "/c"));
        page("/b", links("/c", "/d"));
        page("/c", links("/a"));
        page("/d", links("/e"));
        page("/e", links("/f"));
        page("/f", links());
        assertThat(pages(read(paragraphs()))).containsExactly("/a", "/b", "/c", "/d", "/e");
        assertThat(pages(read(paragraphs("follow", keys("links", "a", "depth", 9, "match", ".*/[abc]")))))
                .containsExactly("/a", "/b", "/c");
        Map<String, Object> single = paragraphs();
        single.remove("follow");
        assertThat(pages(read(single))).containsExactly("/a");
    }

    @Test
    void otherHostsAreNotReadUnlessTheyAreAllowed() {
        other.stub(get(urlPathEqualTo("/x"))
                .willReturn(aResponse().withHeader("Content-Type", "text/html").withBody("<p>there")));
        page("/a", links(other.url() + "/x", "mailto:me@example.com", "javascript:void(0)", "http://"));
        assertThat(read(paragraphs()).rows).hasSize(1);
        assertThat(other.server.getAllServeEvents()).isEmpty();
        Map<String, Object> allowing = paragraphs("allowed_hosts", List.of("127.0.0.1:" + other.server.port()));
        assertThat(read(allowing).column("text")).containsExactly("4", "there");
    }

    @Test
    void robotsTxtIsObeyedForOurName() {
        robots("User-agent: headgate\nDisallow: /b\nAllow: /\n\nUser-agent: *\nDisallow: /c\n");
        page("/a", links("/b", "/c"));
        page("/b", links());
        page("/c", links());
        assertThat(pages(read(paragraphs()))).containsExactly("/a", "/c");
        assertThat(pages(read(paragraphs("user_agent", "Other/2.0 (+https://example.com)"))))
                .containsExactly("/a", "/b");
        assertThat(server.requests("/a")).anySatisfy(request -> assertThat(request.getHeader("User-Agent"))
                .isEqualTo("Other/2.0 (+https://example.com)"));
        robots("User-agent: *\nDisallow: /\n");
        HeadgateException failure = failure(paragraphs());
        assertThat(failure.code()).isEqualTo(HttpErrorCode.ROBOTS_DISALLOWED);
    }

    @Test
    void aRobotsTxtThatCannotBeHadAllowsNothing() {
        server.stub(get(urlPathEqualTo("/robots.txt")).willReturn(aResponse().withStatus(500)));
        page("/a", links());
        assertThat(failure(paragraphs())).hasMessageContaining("robots.txt");
        assertThat(server.requests("/a")).isEmpty();
    }

    @Test
    void theSlowerOfOurPaceAndTheirCrawlDelayIsKept() {
        robots("User-agent: *\nCrawl-delay: 0.3\n");
        page("/a", links("/b"));
        page("/b", links());
        long started = System.nanoTime();
        read(paragraphs());
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(Duration.ofMillis(290));
    }

    @Test
    void aRedirectionDoesNotLeadPastRobotsTxt() {
        robots("User-agent: *\nDisallow: /private\n");
        page("/a", links("/go", "/b"));
        page("/b", links());
        page("/private/x", links());
        server.stub(get(urlPathEqualTo("/go"))
                .willReturn(aResponse().withStatus(302).withHeader("Location", "/private/x")));
        Reading reading = read(paragraphs());
        assertThat(pages(reading)).containsExactly("/a", "/b");
        assertThat(reading.rejected).isEmpty();
        assertThat(server.requests("/private/x")).isEmpty();
        assertThat(failure(paragraphs("start_urls", List.of(server.url() + "/go")))
                        .code())
                .isEqualTo(HttpErrorCode.ROBOTS_DISALLOWED);
    }

    @Test
    void requestsPerMinuteAreKept() {
        page("/a", links("/b", "/c"));
        page("/b", links());
        page("/c", links());
        long started = System.nanoTime();
        read(paragraphs("requests_per_minute", 600));
        assertThat(Duration.ofNanos(System.nanoTime() - started))
                .as("robots.txt and three pages")
                .isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void aPageThatFailsForTheMomentIsTriedAgain() {
        server.inTurn(
                "/a",
                aResponse().withStatus(503),
                aResponse().withHeader("Content-Type", "text/html").withBody("<p>there"));
        assertThat(read(paragraphs()).column("text")).containsExactly("there");
    }

    @Test
    void aPageThatIsMetByARedirectionFirstAtTheRestartStillLeadsOn() {
        page("/a", links("/b"));
        page("/b", links("/c", "/d"));
        page("/c", links());
        page("/d", links());
        Reading reading = new Reading();
        StreamState state = part(paragraphs(), reading, StreamState.EMPTY, 3);
        assertThat(pages(reading)).containsExactly("/a", "/b", "/c");
        server.stub(get(urlPathEqualTo("/short"))
                .willReturn(aResponse().withStatus(301).withHeader("Location", "/b")));
        page("/a", links("/short"));
        part(paragraphs(), reading, state, 100);
        assertThat(pages(reading)).containsExactly("/a", "/b", "/c", "/d");
    }

    @Test
    void aPageThatIsMissingOrLeadsElsewhereIsARejectedRecord() {
        page("/a", links("/gone", "/away", "/b"));
        page("/b", links());
        server.stub(get(urlPathEqualTo("/away"))
                .willReturn(aResponse().withStatus(302).withHeader("Location", other.url() + "/x")));
        Reading reading = read(paragraphs());
        assertThat(pages(reading)).containsExactly("/a", "/b");
        assertThat(reading.codes()).containsExactly("PAGE_MISSING", "PAGE_ELSEWHERE");
        assertThat(reading.rejected.get(0).place()).isEqualTo(server.url() + "/gone");
        assertThat(other.server.getAllServeEvents()).isEmpty();
    }

    @Test
    void aStartPageThatIsMissingEndsTheRun() {
        assertThat(failure(paragraphs())).hasMessageContaining("404");
    }

    @Test
    void whatRedirectsToAPageOfItsOwnIsNotReadTwice() {
        page("/a", links("/short", "/b", "/other-short"));
        page("/b", links());
        page("/target", links());
        server.stub(get(urlPathEqualTo("/short"))
                .willReturn(aResponse().withStatus(301).withHeader("Location", "/target")));
        server.stub(get(urlPathEqualTo("/other-short"))
                .willReturn(aResponse().withStatus(301).withHeader("Location", "/b")));
        assertThat(pages(read(paragraphs()))).containsExactly("/a", "/target", "/b");
    }

    @Test
    void whatIsNoPageIsPassedOver() {
        page("/a", links("/doc.pdf"));
        server.stub(get(urlPathEqualTo("/doc.pdf"))
                .willReturn(aResponse()
                        .withHeader("Content-Type", "application/pdf")
                        .withBody("<p>no</p>")));
        assertThat(pages(read(paragraphs()))).containsExactly("/a");
    }

    @Test
    void moreThanTheMostPagesIsAnErrorAndNotTheEnd() {
        page("/a", links("/1", "/2", "/3"));
        assertThat(failure(paragraphs("max_pages", 3)).code()).isEqualTo(HttpErrorCode.TOO_MANY_PAGES);
    }

    @Test
    void aSiteThatHasChangedAtTheRestartIsReadOnWithoutWhatWasRead() {
        page("/a", links("/b", "/c"));
        page("/b", links());
        page("/c", links());
        page("/new", links());
        Map<String, Object> config = paragraphs("follow", keys("links", "a", "depth", 1));
        Reading reading = new Reading();
        StreamState state = part(config, reading, StreamState.EMPTY, 2);
        assertThat(pages(reading)).containsExactly("/a", "/b");
        page("/a", links("/new", "/c", "/b"));
        part(config, reading, state, 100);
        assertThat(pages(reading)).containsExactly("/a", "/b", "/new", "/c");
        assertThat(server.requests("/b")).as("a last page is not fetched again").hasSize(1);
        assertThat(state.getString("pages")).as("8 characters a page").hasSize(16);
    }

    private static StreamState part(Map<String, Object> config, Reading reading, StreamState from, int payloads) {
        try (var source = source(config)) {
            source.connect(new MemorySourceState());
            var stream = Reading.stream(source, "site");
            StreamPartition partition = stream.partitions(1).get(0);
            return reading.read(stream, partition, from, payloads);
        }
    }

    private static Map<String, Object> only(Object... more) {
        Map<String, Object> config = paragraphs(more);
        config.keySet().removeAll(List.of("records", "fields", "follow", "url_column"));
        return ApiServer.with(config, more);
    }

    @Test
    void tablesBecomeRows() {
        page(
                "/a",
                "<table class=t><thead><tr><th>Id<th>Price<th><th>Id</thead><tr><td>1<td>2.5<td>x<td>y"
                        + "<tr><td>2<td>-<td><table><tr><td>inner</table><td>z<tr><td>3<td>4<tr><th>Id<th>Price<th><th>Id"
                        + "</table><table><tr><td>not this one</table>");
        Reading reading = read(only("table", "table.t", "columns", keys("Price", "decimal(5,1)")));
        assertThat(reading.types()).isEqualTo("[Id:string, Price:decimal(5,1), column_3:string, Id_2:string]");
        assertThat(reading.column("Id")).containsExactly("1");
        assertThat(reading.codes()).containsExactly("BAD_DECIMAL", "TOO_FEW_FIELDS");
    }

    @Test
    void linkedDataBecomesRecords() {
        page(
                "/a",
                "<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"Product\",\"name\":\"a\",\"offers\":{\"price\":1.5}},"
                        + "{\"@type\":\"Person\",\"name\":\"no\"}]}</script>"
                        + "<script type='application/ld+json'>[{\"@type\":[\"Thing\",\"Product\"],\"name\":\"b\"}]</script>"
                        + "<script type='application/ld+json'>{\"@type\":\"Product\",</script>");
        Reading reading = read(only("json_ld", "Product", "fields", keys("name", "/name", "price", "/offers/price")));
        assertThat(reading.types()).isEqualTo("[name:string, price:float64]");
        assertThat(reading.column("name")).containsExactly("a", "b");
        assertThat(reading.column("price")).containsExactly(1.5, null);
        assertThat(reading.codes()).containsExactly("BAD_JSON");
        assertThat(read(only("json_ld", "Product")).types()).isEqualTo("[@type:json, name:string, offers:json]");
    }
}
