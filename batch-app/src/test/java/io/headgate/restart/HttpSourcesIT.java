package io.headgate.restart;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.headgate.restart.JarProcess.Exit;
import io.headgate.restart.Scenario.Setup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Pages that are read over HTTP land once each, however often the process dies on the way, from a server that fails at times. */
class HttpSourcesIT {

    private static final int PAGE = 25;
    private static final int SHELF = 60;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile List<String> records = List.of();
    private volatile int visible;
    private volatile int newShelves;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            boolean fails = requests.incrementAndGet() % 11 == 0;
            String query = exchange.getRequestURI().getQuery();
            String body = path.startsWith("/api/changes")
                    ? changes(query)
                    : path.startsWith("/api/shelves")
                            ? shelves(path, query)
                            : path.startsWith("/api/") ? apiPage(query) : webPage(path);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders()
                    .add("Content-Type", path.startsWith("/api/") ? "application/json" : "text/html; charset=utf-8");
            exchange.sendResponseHeaders(
                    fails ? 503 : body.isEmpty() ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String url() {
        return "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":"
                + server.getAddress().getPort();
    }

    private List<String[]> page(int number) {
        List<String[]> page = new ArrayList<>();
        for (int i = number * PAGE; i < Math.min(records.size(), (number + 1) * PAGE); i++) {
            page.add(records.get(i).split("\\|"));
        }
        return page;
    }

    private String apiPage(String query) {
        int number = query == null ? 0 : Integer.parseInt(query.substring(query.indexOf('=') + 2));
        String next = (number + 1) * PAGE < records.size() ? "\"c" + (number + 1) + "\"" : "null";
        return "{\"next\":" + next + ",\"items\":[" + json(page(number)) + "]}";
    }

    /** Everything from an id on, that one included, in pages that are counted. */
    private String changes(String query) {
        int since = parameter(query, "since");
        int page = parameter(query, "page");
        List<String[]> found = records.subList(0, visible).stream()
                .map(record -> record.split("\\|"))
                .filter(record -> Integer.parseInt(record[0]) >= since)
                .skip((page - 1L) * PAGE)
                .limit(PAGE)
                .toList();
        return "[" + json(found) + "]";
    }

    /** A list of shelves, the newest in front, and what stands on each: nothing on the new ones. */
    private String shelves(String path, String query) {
        int page = parameter(query, "page");
        if (path.endsWith("/shelves")) {
            int shelves = (records.size() + SHELF - 1) / SHELF;
            return IntStream.range(-newShelves, shelves)
                    .skip((page - 1L) * 3)
                    .limit(3)
                    .mapToObj(shelf -> "{\"no\":" + shelf + "}")
                    .collect(Collectors.joining(",", "[", "]"));
        }
        int shelf = Integer.parseInt(path.split("/")[3]);
        int from = Math.min(shelf * SHELF + (page - 1) * PAGE, (shelf + 1) * SHELF);
        int to = Math.min(Math.min(from + PAGE, (shelf + 1) * SHELF), records.size());
        List<String[]> found = shelf < 0 || from >= to
                ? List.of()
                : records.subList(from, to).stream()
                        .map(record -> record.split("\\|"))
                        .toList();
        return "[" + json(found) + "]";
    }

    private static int parameter(String query, String name) {
        return Arrays.stream(query.split("&"))
                .filter(pair -> pair.startsWith(name + "="))
                .mapToInt(pair -> Integer.parseInt(pair.substring(name.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    private static String json(List<String[]> page) {
        return page.stream()
                .map(record -> "{\"id\":" + record[0] + ",\"name\":\""
                        + record[1].replace("\"", "\\\"").replace("\n", "\\n") + "\",\"amount\":" + record[2]
                        + ",\"day\":\"" + record[3] + "\"}")
                .collect(Collectors.joining(","));
    }

    /** Ten indexes, one linked from the other, each with links to a share of the pages. */
    private String webPage(String path) {
        String[] parts = path.split("/");
        int number = parts.length < 3 ? -1 : Integer.parseInt(parts[2]);
        StringBuilder body = new StringBuilder();
        if (path.startsWith("/index/")) {
            for (int page = number; page * PAGE < records.size(); page += 10) {
                body.append("<a href='/page/").append(page).append("'>x</a>");
            }
            return body.append("<a href='/index/" + (number + 1) % 10 + "'>next</a>")
                    .toString();
        }
        if (path.startsWith("/page/")) {
            for (String[] record : page(number)) {
                body.append("<p data-id='")
                        .append(record[0])
                        .append("' data-name='")
                        .append(record[1]);
                body.append("'><i>")
                        .append(record[2])
                        .append("</i><b>")
                        .append(record[3])
                        .append("</b>");
            }
        }
        return body.toString();
    }

    private Scenario scenario(Landing.Kind landing, int rows, String source) {
        return scenario(landing, rows, source, "");
    }

    /**
     * @param flow further keys of the flow
     */
    private Scenario scenario(Landing.Kind landing, int rows, String source, String flow) {
        Setup setup = Setup.of(landing, 1, Repository.Kind.H2).rows(rows).chunkRows(100);
        Scenario scenario = Scenario.create(folder, setup).unpacked();
        records = List.copyOf(scenario.rows().landing());
        String toml = scenario.toml();
        scenario.configure("[sources.files]\n" + source + "retry = { delay = \"5ms\" }\n\n"
                + toml.substring(toml.indexOf("[destinations.")).replace("from = ", flow + "from = "));
        return scenario;
    }

    private static void assertSurvives(Scenario scenario) {
        for (String fault : List.of("destination.commit:3", "repository.commit:4", "repository.committed:2")) {
            Exit exit = scenario.run(fault);
            assertThat(exit.code()).as("at %s: %s", fault, exit.all()).isEqualTo(137);
            assertThat(scenario.verify()).as("after %s", fault).matches(Verification::isPartOfIt);
        }
        Exit last = new RandomKills(scenario, new Random(5)).upTo(1);
        assertThat(last.code()).as(last.all()).isZero();
        assertThat(scenario.verify()).matches(Verification::isExact);
    }

    @Test
    void theRecordsOfAnApi() {
        assertSurvives(scenario(
                Landing.Kind.H2,
                3000,
                "name = \"api\"\n[sources.files.config]\nbase_url = \"" + url() + "/api\"\n"
                        + "endpoints = [{ name = \"things\", path = \"things\", records = \"/items\","
                        + " pagination = { type = \"cursor\", cursor = \"/next\" } }]\n"));
    }

    @Test
    void theRecordsOfAnApiThatAreNewSinceTheLastRun() {
        Scenario scenario = scenario(
                Landing.Kind.FILE,
                1200,
                "name = \"api\"\n[sources.files.config]\nbase_url = \"" + url() + "/api\"\n"
                        + "endpoints = [{ name = \"things\", path = \"changes\", pagination = { type = \"page\" },"
                        + " incremental = { parameter = \"since\", field = \"/id\" } }]\n");
        records = records.stream()
                .sorted(Comparator.comparingInt(record -> Integer.parseInt(record.substring(0, record.indexOf('|')))))
                .toList();
        for (int part = 1; part <= 3; part++) {
            visible = part * 400;
            assertThat(scenario.run("repository.commit:2").code()).isEqualTo(137);
            Exit exit = scenario.run();
            assertThat(exit.code()).as(exit.all()).isZero();
            assertThat(scenario.verify()).as("run %d", part).matches(Verification::isPartOfIt);
            assertThat(scenario.landing().records("landed")).hasSize(visible);
        }
        assertThat(scenario.verify()).matches(Verification::isExact);
    }

    @Test
    void theRecordsOfTheChildrenOfAnApiWhoseParentsArePushedOn() {
        Scenario scenario = scenario(
                Landing.Kind.FILE,
                900,
                "name = \"api\"\n[sources.files.config]\nbase_url = \"" + url() + "/api\"\n"
                        + "pagination = { type = \"page\" }\n"
                        + "endpoints = [{ name = \"shelves\", path = \"shelves\", primary_key = [\"no\"] },"
                        + " { name = \"things\", path = \"shelves/{shelf}/things\","
                        + " parent = { endpoint = \"shelves\", fields = { shelf = \"/no\" } } }]\n",
                "streams = [\"things\"]\n");
        for (String fault : List.of("destination.commit:2", "repository.commit:3", "repository.committed:2")) {
            Exit exit = scenario.run(fault);
            assertThat(exit.code()).as("at %s: %s", fault, exit.all()).isEqualTo(137);
            assertThat(scenario.verify()).as("after %s", fault).matches(Verification::isPartOfIt);
            newShelves += 2;
        }
        Exit last = scenario.run();
        assertThat(last.code()).as(last.all()).isZero();
        assertThat(scenario.verify()).matches(Verification::isExact);
    }

    @Test
    void theRecordsOfASite() {
        assertSurvives(scenario(
                Landing.Kind.FILE,
                2000,
                "name = \"web_scraper\"\n[sources.files.config]\nstart_urls = [\"" + url() + "/index/0\"]\n"
                        + "records = \"p\"\nfields = { id = \"@data-id\", name = \"@data-name\", amount = \"i\", day = \"b\" }\n"
                        + "columns = { id = \"int64\", amount = \"float64\", day = \"date\" }\n"
                        + "follow = { links = \"a\", depth = 10 }\nrequests_per_minute = 60000\n"));
    }
}
