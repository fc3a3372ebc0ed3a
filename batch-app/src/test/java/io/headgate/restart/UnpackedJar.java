package io.headgate.restart;

import io.headgate.restart.JarProcess.Exit;
import io.headgate.restart.JarProcess.Launch;
import io.headgate.restart.Scenario.Setup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The packaged program, unpacked by its own tool and with an archive of its loaded classes: the same classes and libraries, started
 * in little more than half the time. For the tests that start it a hundred times.
 */
final class UnpackedJar {

    /** Options of a JVM that runs it. */
    static final List<String> OPTIONS = create();

    private UnpackedJar() {}

    private static List<String> create() {
        try {
            Path folder = Files.createTempDirectory(JarProcess.JAR.getParent(), "unpacked");
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> org.springframework.util.FileSystemUtils.deleteRecursively(folder.toFile())));
            Path program = folder.resolve("program");
            require(Launch.in(folder).jvm("-Djarmode=tools").run("extract", "--destination", program.toString()));
            Path jar = program.resolve(JarProcess.JAR.getFileName());
            Path archive = folder.resolve("classes.jsa");
            Scenario scenario = Scenario.create(
                    folder, Setup.of(Landing.Kind.H2, 1, Repository.Kind.H2).rows(60));
            require(scenario.launch()
                    .program(List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds*=off", "-jar", jar.toString()))
                    .run("flow=" + Scenario.FLOW));
            return List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds*=off", "-jar", jar.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void require(Exit exit) {
        if (exit.code() != 0) {
            throw new IllegalStateException(exit.all());
        }
    }
}
