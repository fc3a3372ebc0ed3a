package io.headgate.flow;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginDriversTest {

    @TempDir
    Path plugins;

    /** Understands one URL. Written into a jar under another name, so that only the plugin's loader finds it. */
    public static final class OddDriver implements Driver {

        @Override
        public Connection connect(String url, Properties info) {
            return null;
        }

        @Override
        public boolean acceptsURL(String url) {
            return url.startsWith("jdbc:odd:");
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

    @Test
    void aDriverInThePluginFolderIsFoundByItsUrl() throws IOException, SQLException {
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
        new AdapterRegistry(plugins);
        assertThat(DriverManager.getDriver("jdbc:odd:place").getMajorVersion()).isEqualTo(4711);
    }

    /** The class in another package whose name has as many letters, so that no length in the file changes. */
    private static byte[] moved(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.replace("io/headgate/flow", "odd/eadgate/flow").getBytes(StandardCharsets.ISO_8859_1);
    }
}
