package io.headgate.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.restart.JarProcess.Exit;
import io.headgate.restart.JarProcess.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of docs/sources/README.md, as they stand there: a jar without the large libraries, and what it leaves out as plugins.
 * It builds most modules, so it runs only if it is asked for.
 */
@EnabledIfSystemProperty(named = "slim.check", matches = "true")
class SlimJarIT {

    private static final int ROWS = 60;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void whatTheSlimJarLeavesOutRunsFromThePluginFolder() throws Exception {
        CheckoutCopy checkout = new CheckoutCopy(folder);
        for (String module : CheckoutCopy.modules()) {
            if (Files.isDirectory(Path.of("..", module, "target/classes"))) {
                checkout.copy(module + "/target/classes");
            }
        }
        List<String> commands = CheckoutCopy.commands("docs/sources/README.md");
        assertThat(commands).hasSize(2);
        checkout.run(checkout.path(), commands.get(0), CheckoutCopy.COMPILED);
        Path jar = checkout.path().resolve("batch-app/target/batch-app.jar");
        Launch slim = Launch.in(flows()).program(List.of("-jar", jar.toString()));

        Exit without = slim.run("validate");
        assertThat(without.code()).isEqualTo(2);
        for (ForeignFiles format : ForeignFiles.values()) {
            assertThat(without.err())
                    .contains("name: the source '" + format.source() + "' is not part of this slim jar:"
                            + " put headgate-source-" + format.source() + ".jar and the jars that it needs into");
        }

        for (ForeignFiles format : ForeignFiles.values()) {
            checkout.run(checkout.path(), commands.get(1).replace("parquet", format.source()), "");
        }
        Path plugins = checkout.path().resolve("plugins");
        assertThat(libraries(jar)).isNotEmpty().doesNotContainAnyElementsOf(names(plugins));
        Files.move(plugins, folder.resolve("flows/plugins"));
        Exit with = slim.run("flow=*");
        assertThat(with.code()).as(with.all()).isZero();
        for (ForeignFiles format : ForeignFiles.values()) {
            assertThat(with.out()).containsPattern("(?m)^" + format.source() + " +" + ROWS + " +" + ROWS + " +0");
        }
    }

    /** A flow for each format, with files of it. */
    private Path flows() throws IOException {
        Path flows = Files.createDirectories(folder.resolve("flows"));
        StringBuilder toml = new StringBuilder("[destinations.out]\nmethod = \"memory\"\n");
        for (ForeignFiles format : ForeignFiles.values()) {
            String name = format.source();
            Path files = flows.resolve(name);
            Rows.write(files, ROWS, 0);
            try (Stream<Path> written = Files.list(files)) {
                for (Path csv : written.toList()) {
                    format.replace(csv);
                }
            }
            toml.append("[sources." + name + "]\nname = \"" + name + "\"\nconfig = { source_path = \"" + name + "\" }\n"
                    + "[[flows]]\nfrom = \"" + name + "\"\nto = \"out\"\n");
        }
        Files.writeString(flows.resolve("config.toml"), toml);
        return flows;
    }

    private static List<String> libraries(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith("BOOT-INF/lib/") && name.endsWith(".jar"))
                    .map(name -> artifact(name.substring(name.lastIndexOf('/') + 1)))
                    .toList();
        }
    }

    private static List<String> names(Path plugins) throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> jars = Files.list(plugins)) {
            jars.forEach(jar -> names.add(artifact(String.valueOf(jar.getFileName()))));
        }
        return names;
    }

    /** Without its version's last parts: two of Jackson stand beside each other, everything else must not. */
    private static String artifact(String jar) {
        return jar.startsWith("jackson-") ? jar.replaceAll("(?<=-\\d)\\..*", "") : jar.replaceAll("-\\d.*|\\.jar$", "");
    }
}
