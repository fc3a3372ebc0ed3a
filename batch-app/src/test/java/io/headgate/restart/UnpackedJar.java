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
            require(rehearsal(folder)
                    .launch()
                    .program(List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds*=off", "-jar", jar.toString()))
                    .run("flow=*"));
            return List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds*=off", "-jar", jar.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Some records into each kind of destination: what the tests start has its classes in the archive. */
    private static Scenario rehearsal(Path folder) {
        Scenario scenario = Scenario.create(
                folder,
                Setup.of(Landing.Kind.H2, 2, Repository.Kind.H2)
                        .rows(600)
                        .rejecting(100)
                        .chunkRows(50));
        String flow = scenario.toml().substring(scenario.toml().lastIndexOf("[[flows]]"));
        StringBuilder toml = new StringBuilder(scenario.toml());
        for (Landing.Kind kind : List.of(Landing.Kind.FILE, Landing.Kind.POSTGRESQL)) {
            toml.append("[destinations.")
                    .append(kind)
                    .append("]\n")
                    .append(kind.create(folder).toml());
            toml.append(flow.replace("\"there\"", "\"" + kind + "\"").replace("\"others\"", "\"" + kind + "\""));
        }
        scenario.configure(toml.toString());
        return scenario;
    }

    private static void require(Exit exit) {
        if (exit.code() != 0) {
            throw new IllegalStateException(exit.all());
        }
    }
}
