package io.headgate.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The program as {@code fast-start.sh} installs it: unpacked, with an archive of its classes. */
final class FastStart {

    private static final Map<Path, List<String>> INSTALLED = new HashMap<>();

    private FastStart() {}

    /**
     * What the JVM has to be given to run it. Installs it when it is first asked for in this process, for the java that the tables
     * are measured with.
     */
    static List<String> installation(Options options) {
        return INSTALLED.computeIfAbsent(options.work(), work -> install(options));
    }

    /** The same with further classes behind the program's own, for which the JVM still takes the archive. */
    static List<String> installationWith(Options options, Path classes) {
        installation(options);
        try {
            List<String> given = Files.readAllLines(folder(options).resolve("java.options")).stream()
                    .map(option -> option.replaceAll("^\"|\"$", ""))
                    .toList();
            int jar = given.indexOf("-jar");
            List<String> command = new ArrayList<>(given.subList(0, jar));
            command.addAll(List.of("-cp", given.get(jar + 1) + ":" + classes, "io.headgate.BatchApplication"));
            return command;
        } catch (IOException e) {
            throw new BenchmarkException(folder(options) + " holds no installation", e);
        }
    }

    private static Path folder(Options options) {
        return options.work().resolve("fast-start");
    }

    private static List<String> install(Options options) {
        Path folder = folder(options);
        Path log = options.work().resolve("fast-start.log");
        Path home = Path.of(HeadgateRun.java(options))
                .resolve("../..")
                .toAbsolutePath()
                .normalize();
        try {
            HeadgateRun.deleteFolder(folder);
            ProcessBuilder script = new ProcessBuilder(
                            Options.repository()
                                    .resolve("batch-app/src/main/scripts/fast-start.sh")
                                    .toString(),
                            options.jar().toString(),
                            folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            script.environment().put("JAVA_HOME", home.toString());
            if (script.start().waitFor() != 0) {
                throw new BenchmarkException("the program could not be installed: " + Files.readString(log));
            }
        } catch (IOException e) {
            throw new BenchmarkException(folder + " could not be made", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted while the program was installed", e);
        }
        return List.of("@" + folder.resolve("java.options"));
    }
}
