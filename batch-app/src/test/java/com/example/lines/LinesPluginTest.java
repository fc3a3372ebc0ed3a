package com.example.lines;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceFactory;
import io.headgate.api.state.StreamState;
import io.headgate.flow.AdapterRegistry;
import io.headgate.testkit.MemorySourceState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/writing-an-adapter.md, to the letter, and dropped into a plugin folder as a jar. */
class LinesPluginTest {

    private static final String SERVICES = "META-INF/services/" + IDataSourceFactory.class.getName();

    @TempDir
    Path folder;

    private Path pluginFolder() throws Exception {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        Path classes = Path.of(LinesSourceFactory.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve("com/example/lines");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(plugins.resolve("lines.jar")));
                Stream<Path> files = Files.list(classes)) {
            for (Path file : files.toList()) {
                add(jar, "com/example/lines/" + file.getFileName(), Files.readAllBytes(file));
            }
            add(jar, SERVICES, LinesSourceFactory.class.getName().getBytes(StandardCharsets.UTF_8));
        }
        return plugins;
    }

    private static void add(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content);
        jar.closeEntry();
    }

    private static <C extends Record> IDataSource create(IDataSourceFactory<C> factory, Map<String, Object> config) {
        return factory.create("poem", ConfigBinder.bind(factory.configType(), config));
    }

    @Test
    void aJarInThePluginFolderIsFoundByItsName() throws Exception {
        Path file = Files.writeString(folder.resolve("poem.txt"), "a\nb\n");
        IDataSourceFactory<?> factory = new AdapterRegistry(pluginFolder()).source("lines");
        try (IDataSource source = create(factory, Map.of("path", file.toString()))) {
            source.connect(new MemorySourceState());
            assertThat(source.streams()).singleElement().satisfies(stream -> {
                var options = io.headgate.api.source.ReadOptions.of(stream.schema());
                try (var cursor = stream.open(stream.partitions(1).get(0), StreamState.of("line", 1), options)) {
                    assertThat(cursor.next().data().toMap(0)).isEqualTo(Map.of("line", 2L, "text", "b"));
                    assertThat(cursor.next()).isNull();
                }
            });
        }
    }

    @Test
    void thePageShowsTheseVeryClasses() throws Exception {
        String page = Files.readString(Path.of("../docs/writing-an-adapter.md"));
        for (String name : new String[] {"LinesSourceFactory", "LinesSourceTest"}) {
            String example = Files.readString(Path.of("src/test/java/com/example/lines/" + name + ".java"));
            assertThat(page).contains("```java\n" + example + "```\n");
        }
    }
}
