package io.headgate.flow;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.error.ErrorOwner;
import io.headgate.api.error.HeadgateException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdapterRegistryTest {

    @TempDir
    Path plugins;

    @Test
    void anAdapterThatCannotBeLoadedIsToldInASentenceThatNamesTheFolder() throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(plugins.resolve("broken.jar")))) {
            jar.putNextEntry(new JarEntry("META-INF/services/io.headgate.api.source.IDataSourceFactory"));
            jar.write("com.example.Missing".getBytes(StandardCharsets.UTF_8));
            jar.closeEntry();
        }
        assertThatThrownBy(() -> new AdapterRegistry(plugins))
                .isInstanceOfSatisfying(
                        HeadgateException.class, e -> org.assertj.core.api.Assertions.assertThat(e.owner())
                                .isEqualTo(ErrorOwner.CONFIGURATION))
                .hasMessageContaining("com.example.Missing")
                .hasMessageContaining(plugins.toString());
    }
}
