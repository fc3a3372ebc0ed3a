package com.example.initials;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.config.ConfigException;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.api.transform.IRecordTransformFactory;
import io.headgate.api.transform.RecordTransform;
import io.headgate.flow.AdapterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/transforms.md, to the letter, and dropped into a plugin folder as a jar. */
class InitialsPluginTest {

    private static final String SERVICES = "META-INF/services/" + IRecordTransformFactory.class.getName();

    @TempDir
    Path folder;

    private void writeJar() throws Exception {
        Path classes = Path.of(InitialsFactory.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve("com/example/initials");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve("initials.jar")));
                Stream<Path> files = Files.list(classes)) {
            for (Path file : files.toList()) {
                add(jar, "com/example/initials/" + file.getFileName(), Files.readAllBytes(file));
            }
            add(jar, SERVICES, InitialsFactory.class.getName().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void add(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content);
        jar.closeEntry();
    }

    private static <C extends Record> RecordTransform create(
            IRecordTransformFactory<C> factory, Map<String, Object> config) {
        return factory.create(ConfigBinder.bind(factory.configType(), config));
    }

    @Test
    void aJarInThePluginFolderIsFoundByItsName() throws Exception {
        writeJar();
        RecordTransform transform = create(new AdapterRegistry(folder).transform("initials"), Map.of("column", "name"));
        RowSchema schema = RowSchema.of(Field.of("name", Primitive.STRING));
        assertThat(transform.outputSchema(schema)).isEqualTo(schema);
        assertThat(transform.apply(new HashMap<>(Map.of("name", "Ada Lovelace"))))
                .isEqualTo(Map.of("name", "AL"));
    }

    @Test
    void aNameThatNoJarBringsIsRefusedWithTheNamesThatThereAre() throws Exception {
        assertThat(mistake("initials")).contains("no jar in plugins/ brings any");
        writeJar();
        assertThat(mistake("initals")).contains("did you mean 'initials'?");
    }

    private String mistake(String name) {
        try {
            return "found " + new AdapterRegistry(folder).transform(name);
        } catch (ConfigException e) {
            return e.problems().get(0).message();
        }
    }

    @Test
    void thePageShowsThisVeryClass() throws Exception {
        String page = Files.readString(Path.of("../docs/transforms.md"));
        String example = Files.readString(Path.of("src/test/java/com/example/initials/InitialsFactory.java"));
        assertThat(page).contains("```java\n" + example + "```\n");
    }
}
