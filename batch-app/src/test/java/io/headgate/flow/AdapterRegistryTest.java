package io.headgate.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.error.ErrorOwner;
import io.headgate.api.error.HeadgateException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
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
                        HeadgateException.class, e -> assertThat(e.owner()).isEqualTo(ErrorOwner.CONFIGURATION))
                .hasMessageContaining("com.example.Missing")
                .hasMessageContaining(plugins.toString());
    }

    @Test
    void aSourceThatASlimJarLeavesOutIsToldWithTheJarThatBringsIt() {
        assertThat(AdapterRegistry.missingSource("parquet", List.of("csv")))
                .isEqualTo("the source 'parquet' is not part of this slim jar: put headgate-source-parquet.jar and the"
                        + " jars that it needs into plugins/, or use the full batch-app.jar");
        assertThat(AdapterRegistry.missingSource("parqet", List.of("csv"))).contains("there is no source 'parqet'");
    }

    @Test
    void whatTheProfileLeavesOutIsToldAndGatheredForThePluginFolder() throws IOException {
        String profile = Files.readString(Path.of("pom.xml"))
                .split("<id>slim</id>", 2)[1]
                .split("</profile>", 2)[0];
        List<String> leftOut = Pattern.compile("headgate-source-([a-z]+)")
                .matcher(profile)
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(leftOut).containsExactly("parquet", "avro", "orc", "excel").allSatisfy(name -> {
            assertThat(AdapterRegistry.missingSource(name, List.of("csv"))).contains("slim jar");
            assertThat(Path.of("..", "source-adapters", name, "pom.xml"))
                    .content()
                    .containsSubsequence("<id>slim</id>", "<artifactId>maven-dependency-plugin</artifactId>");
        });
    }

    @Test
    void theFullJarHasThem() {
        assertThat(new AdapterRegistry(plugins).sources())
                .extracting(factory -> factory.name())
                .contains("parquet", "avro", "orc", "excel");
    }
}
