package io.headgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code check source=} before a table of a database and an API: types and three records, no more. */
class CheckSourcesTest {

    @TempDir
    Path folder;

    private Terminals terminal;

    @BeforeEach
    void open() {
        terminal = new Terminals(folder);
    }

    private void showsThreeOfFourRecords(String adapter, String config) {
        terminal.file("config.toml", "[sources.shop]\nname = \"" + adapter + "\"\n[sources.shop.config]\n" + config);
        assertThat(terminal.run("check", "source=shop")).as(terminal.err()).isZero();
        assertThat(terminal.out())
                .startsWith("shop (" + adapter + "): 1 stream, readable\n")
                .contains("\norders:\n", "Ada", "Bob", "Cyd")
                .doesNotContain("Dan");
        assertThat(terminal.run("check", "source=shop", "output=json")).isZero();
        JsonNode stream = terminal.json().at("/streams/0");
        assertThat(stream.at("/records")).hasSize(3);
        assertThat(stream.at("/records/2/id").asLong()).isEqualTo(3);
        assertThat(stream.at("/records/2/customer").asString()).isEqualTo("Cyd");
        assertThat(stream.at("/records/1/price").isNull()).isTrue();
        assertThat(stream.at("/primary_key/0").asString()).isEqualTo("id");
    }

    private String types() {
        return StreamSupport.stream(terminal.json().at("/streams/0/fields").spliterator(), false)
                .map(field ->
                        field.at("/name").asString() + " " + field.at("/type").asString())
                .collect(Collectors.joining(", "));
    }

    private static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void aTableOfSqlite() throws SQLException {
        Path file = folder.resolve("shop.sqlite");
        execute(
                "jdbc:sqlite:" + file,
                "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer TEXT NOT NULL, price DECIMAL(8,2))",
                "INSERT INTO orders VALUES (1, 'Ada', 1.5), (2, 'Bob', NULL), (3, 'Cyd', 3.25), (4, 'Dan', 4)");
        showsThreeOfFourRecords("sqlite", "database = '" + file + "'\n");
        assertThat(types()).isEqualTo("id int64, customer string, price decimal(8,2)");
    }

    @Test
    void aTableThatIsReadThroughItsUrl() throws SQLException {
        String url = "jdbc:h2:file:" + folder.resolve("shop") + ";DATABASE_TO_UPPER=FALSE";
        execute(
                url,
                "CREATE TABLE orders (id INT PRIMARY KEY, customer VARCHAR(9) NOT NULL, price DOUBLE PRECISION)",
                "INSERT INTO orders VALUES (1, 'Ada', 1.5), (2, 'Bob', NULL), (3, 'Cyd', 3.25), (4, 'Dan', 4)");
        showsThreeOfFourRecords("jdbc", "url = '" + url + "'\n");
        assertThat(types()).isEqualTo("id int32, customer string, price float64");
    }

    @Test
    void anEndpointOfAnApi() throws IOException {
        byte[] page =
                """
                {"items": [{"id": 1, "customer": "Ada", "price": 1.5}, {"id": 2, "customer": "Bob", "price": null},
                 {"id": 3, "customer": "Cyd", "price": 3.25}, {"id": 4, "customer": "Dan", "price": 4}]}
                """
                        .getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/orders", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        try {
            showsThreeOfFourRecords(
                    "api",
                    "base_url = 'http://127.0.0.1:" + server.getAddress().getPort() + "/v1'\n"
                            + "endpoints = [{ name = 'orders', path = '/orders', records = '/items', primary_key = ['id'] }]\n");
            assertThat(types()).isEqualTo("id int64, customer string, price float64");
        } finally {
            server.stop(0);
        }
    }
}
