package io.headgate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.data.RowBatch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JDBC drivers that only the plugin folder has. */
class PluginDriversTest {

    private static final String PREFIX = "jdbc:odd:";

    @TempDir
    Path plugins;

    /** Reads what H2 keeps, under URLs of its own. Written into a jar under another name, so that only the plugin's loader finds it. */
    public static final class OddDriver implements Driver {

        @Override
        public @Nullable Connection connect(String url, Properties info) throws SQLException {
            return acceptsURL(url)
                    ? new org.h2.Driver().connect("jdbc:h2:" + url.substring(PREFIX.length()), info)
                    : null;
        }

        @Override
        public boolean acceptsURL(String url) {
            return url.startsWith(PREFIX);
        }

        @Override
        public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
            return new DriverPropertyInfo[0];
        }

        @Override
        public int getMajorVersion() {
            return 4711;
        }

        @Override
        public int getMinorVersion() {
            return 0;
        }

        @Override
        public boolean jdbcCompliant() {
            return false;
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getGlobal();
        }
    }

    @BeforeEach
    void writePlugin() throws IOException {
        String path = "io/headgate/flow/PluginDriversTest$OddDriver.class";
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(plugins.resolve("odd.jar")));
                InputStream original = getClass().getClassLoader().getResourceAsStream(path)) {
            jar.putNextEntry(new JarEntry("META-INF/services/java.sql.Driver"));
            jar.write("odd.eadgate.flow.PluginDriversTest$OddDriver".getBytes(StandardCharsets.UTF_8));
            jar.closeEntry();
            jar.putNextEntry(new JarEntry("odd/eadgate/flow/PluginDriversTest$OddDriver.class"));
            jar.write(moved(original.readAllBytes()));
            jar.closeEntry();
        }
    }

    @Test
    void aDriverInThePluginFolderIsFoundByItsUrl() throws SQLException {
        new AdapterRegistry(plugins);
        assertThat(DriverManager.getDriver("jdbc:odd:place").getMajorVersion()).isEqualTo(4711);
    }

    @Test
    void aSourceReadsATableThroughADriverInThePluginFolder() throws SQLException {
        Path file = plugins.resolve("shop");
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (id INT PRIMARY KEY, name VARCHAR(9))");
            statement.execute("INSERT INTO orders SELECT x, 'n' || x FROM SYSTEM_RANGE(1, 100)");
        }
        SourceDefinition shop = new SourceDefinition("shop", "jdbc", Map.of("url", "jdbc:odd:file:" + file));
        SourceSample orders =
                new AdapterRegistry(plugins).sample(shop, null, 1000).get(0);
        assertThat(orders.failure()).isNull();
        assertThat(orders.stream()).isEqualTo("ORDERS");
        RowBatch records = Objects.requireNonNull(orders.records());
        assertThat(IntStream.range(0, records.rowCount()).mapToObj(records::toMap))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 100)
                        .mapToObj(id -> Map.<String, Object>of("ID", id, "NAME", "n" + id))
                        .toList());
    }

    /** The class in another package whose name has as many letters, so that no length in the file changes. */
    private static byte[] moved(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.replace("io/headgate/flow", "odd/eadgate/flow").getBytes(StandardCharsets.ISO_8859_1);
    }
}
